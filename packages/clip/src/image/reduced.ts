import { hasFrameRotation } from '../capabilities.ts';
import type { DecodedImage } from './decode.ts';
import type { Pixels } from './pixels.ts';
import type { PictureSize } from './size.ts';

/**
 * Eighths of a JPEG's size that libjpeg decodes faster than all of it. From five eighths on it does not:
 * it has no SIMD for them (measured on 2 to 9 megapixels in Chromium 156).
 */
const EIGHTHS = [1, 2, 3, 4] as const;

/** How much of a JPEG's size is decoded. */
export type Reduction = (typeof EIGHTHS)[number];

declare global {
  /** Not in TypeScript's library yet: https://w3c.github.io/webcodecs/#videoframe-interface */
  interface VideoFrame {
    /** Degrees clockwise: 0, 90, 180 or 270. */
    readonly rotation: number;
    /** Whether it is mirrored, after it was turned. */
    readonly flip: boolean;
  }
}

/** A browser that does not say which way is up may or may not have turned its frames. */
const CAN_REDUCE = hasFrameRotation();

/**
 * @param size A JPEG's size.
 * @param least Pixels that its short side must keep.
 * @returns The smallest reduction that keeps them, or undefined if there is none worth having.
 */
export function reductionOf({ width, height }: PictureSize, least: number): Reduction | undefined {
  if (!CAN_REDUCE) return undefined;
  return EIGHTHS.find((eighths) => reduced(Math.min(width, height), eighths) >= least);
}

/** As libjpeg rounds: https://github.com/libjpeg-turbo/libjpeg-turbo/blob/main/doc/libjpeg.txt, scale_num. */
const reduced = (length: number, eighths: Reduction): number => Math.ceil((length * eighths) / 8);

/**
 * Decodes a JPEG at a reduced size: libjpeg computes fewer pixels from the lowest frequencies, which is
 * about the mean of those that each stands for. Colours become sRGB.
 *
 * @param bytes The file.
 * @param size Its size as its header says.
 * @param reduction How much of it.
 * @returns The picture, or undefined if the browser decodes it otherwise or not at all.
 */
export async function decodeReduced(
  bytes: Uint8Array<ArrayBuffer>,
  size: PictureSize,
  reduction: Reduction,
): Promise<DecodedImage | undefined> {
  const [width, height] = [reduced(size.width, reduction), reduced(size.height, reduction)];
  const decoder = new ImageDecoder({
    data: bytes,
    type: 'image/jpeg',
    desiredWidth: width,
    desiredHeight: height,
  });
  try {
    const { image: frame } = await decoder.decode();
    try {
      if (frame.codedWidth !== width || frame.codedHeight !== height) return undefined;
      const data = new Uint8Array(frame.allocationSize({ format: 'RGBA' }));
      await frame.copyTo(data, { format: 'RGBA' });
      const image = upright({ data, width, height }, frame.rotation, frame.flip);
      const turned = frame.rotation % 180 !== 0;
      return {
        width: turned ? size.height : size.width,
        height: turned ? size.width : size.height,
        image,
      };
    } finally {
      frame.close();
    }
  } catch {
    // Whatever is wrong with it, decoding in full says so, or copes.
    return undefined;
  } finally {
    decoder.close();
  }
}

/**
 * Turns pixels as a VideoFrame's orientation asks: clockwise first, mirrored from left to right
 * afterwards (https://w3c.github.io/webcodecs/#dom-videoframe-rotation).
 */
function upright({ data, width, height }: Pixels, rotation: number, flip: boolean): Pixels {
  if (rotation === 0 && !flip) return { data, width, height };
  const [columns, rows] = rotation % 180 === 0 ? [width, height] : [height, width];
  // Where a step to the right, and one down, leads in the source.
  const [origin, right, down] = {
    0: [0, 1, width],
    90: [(height - 1) * width, -width, 1],
    180: [height * width - 1, -1, -width],
    270: [width - 1, width, -1],
  }[rotation] as [number, number, number];
  const source = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const target = new Uint32Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const column = flip ? columns - 1 - x : x;
      target[y * columns + x] = source[origin + column * right + y * down] as number;
    }
  }
  return { data: new Uint8Array(target.buffer), width: columns, height: rows };
}
