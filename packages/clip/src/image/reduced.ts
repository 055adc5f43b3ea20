import { hasImageDecoder } from '../capabilities.ts';
import type { DecodedImage } from './decode.ts';
import { readOrientation, swapsSides, turned } from './orientation.ts';
import type { Pixels } from './pixels.ts';
import type { PictureSize } from './size.ts';

/**
 * Eighths of a JPEG's size that libjpeg decodes faster than all of it. From five eighths on it does not:
 * it has no SIMD for them (measured on 2 to 9 megapixels in Chromium 156).
 */
const EIGHTHS = [1, 2, 3, 4] as const;

/** How much of a JPEG's size is decoded. */
export type Reduction = (typeof EIGHTHS)[number];

/** Whether frames of JPEGs are turned upright, by their EXIF orientation, or as they are stored. */
type Frames = 'upright' | 'stored';

/**
 * A grey JPEG of 16 x 8 pixels, made with Pillow: the left half is black, the right one white. With its EXIF orientation 6
 * black is above.
 */
const PROBE =
  '/9j/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAIABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABwj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AD9QD//Z';

let frames: Promise<Frames | undefined> | undefined;

/**
 * Decodes the probe at half its size, once.
 *
 * @returns Which way up ImageDecoder gives frames; undefined where there is none, as in Safari, or it does not reduce.
 */
function askForFrames(): Promise<Frames | undefined> {
  frames ??= (async () => {
    const probe = Uint8Array.from(atob(PROBE), (character) => character.charCodeAt(0));
    const pixels = await decodeFrame(probe, 8, 4);
    if (!pixels) return undefined;
    const isWhite = (x: number, y: number): boolean => (pixels.data[(y * 8 + x) * 4] ?? 0) > 127;
    return isWhite(7, 0) ? 'stored' : isWhite(0, 3) ? 'upright' : undefined;
  })();
  return frames;
}

/**
 * @param size A JPEG's size.
 * @param least Pixels that its short side must keep.
 * @returns The smallest reduction that keeps them, or undefined if there is none worth having.
 */
export async function reductionOf(
  { width, height }: PictureSize,
  least: number,
): Promise<Reduction | undefined> {
  const reduction = EIGHTHS.find((eighths) => reduced(Math.min(width, height), eighths) >= least);
  return reduction && (await askForFrames()) && reduction;
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
  const orientation = readOrientation(bytes, 'JPEG');
  const upright = swapsSides(orientation) ? { width: size.height, height: size.width } : size;
  const areUpright = (await askForFrames()) === 'upright';
  const { width, height } = areUpright ? upright : size;
  const pixels = await decodeFrame(bytes, reduced(width, reduction), reduced(height, reduction));
  return pixels && { ...upright, image: areUpright ? pixels : turned(pixels, orientation) };
}

/** @returns A JPEG's pixels, or undefined if it cannot be had in this size. */
async function decodeFrame(
  bytes: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
): Promise<Pixels | undefined> {
  if (!hasImageDecoder()) return undefined;
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
      return { data, width, height };
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
