import { hasImageDecoder } from './browser-decoder.ts';
import type { DecodedImage } from './decoded-image.ts';
import { readOrientation, swapsSides, turned } from './formats/orientation.ts';
import type { ImageSize } from './formats/size-limit.ts';
import type { Pixels } from './pixels.ts';

/**
 * Eighths of a JPEG's size at which libjpeg decodes faster than in full. It has no SIMD code for five eighths
 * and more (measured on 2 to 9 megapixels in Chromium 156).
 */
const EIGHTHS = [1, 2, 3, 4] as const;

/** Eighths of a JPEG's size to decode. */
export type Reduction = (typeof EIGHTHS)[number];

/** Whether JPEG frames come turned upright by their EXIF orientation, or as stored. */
type Frames = 'upright' | 'stored';

/**
 * A grey JPEG of 16 x 8 pixels, made with Pillow. The left half is black, the right half white. With its EXIF
 * orientation 6, black is at the top.
 */
const PROBE =
  '/9j/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/wAALCAAIABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABwj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AD9QD//Z';

let frames: Promise<Frames | undefined> | undefined;

/**
 * Decodes the probe at half its size, once.
 *
 * @returns Whether ImageDecoder returns frames upright; undefined if it is missing, as in Safari, or does not
 *   reduce.
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
 * @param least Minimum length of the short side in pixels.
 * @returns The smallest reduction that keeps this length, or undefined if none is worthwhile.
 */
export async function reductionOf(
  { width, height }: ImageSize,
  least: number,
): Promise<Reduction | undefined> {
  const reduction = EIGHTHS.find((eighths) => reduced(Math.min(width, height), eighths) >= least);
  return reduction && (await askForFrames()) && reduction;
}

/**
 * libjpeg's rounding: https://github.com/libjpeg-turbo/libjpeg-turbo/blob/main/doc/libjpeg.txt, scale_num.
 */
const reduced = (length: number, eighths: Reduction): number => Math.ceil((length * eighths) / 8);

/**
 * Decodes a JPEG at a reduced size. libjpeg computes fewer pixels from the lowest frequencies; each is about
 * the mean of those it stands for. Colours are converted to sRGB.
 *
 * @param bytes The file.
 * @param size Its size according to its header.
 * @param reduction Eighths of the size to decode.
 * @returns The image, or undefined if the browser decodes it at another size or not at all.
 */
export async function decodeReduced(
  bytes: Uint8Array<ArrayBuffer>,
  size: ImageSize,
  reduction: Reduction,
): Promise<DecodedImage | undefined> {
  const orientation = readOrientation(bytes, 'JPEG');
  const upright = swapsSides(orientation) ? { width: size.height, height: size.width } : size;
  const areUpright = (await askForFrames()) === 'upright';
  const { width, height } = areUpright ? upright : size;
  const pixels = await decodeFrame(bytes, reduced(width, reduction), reduced(height, reduction));
  return pixels && { ...upright, image: areUpright ? pixels : turned(pixels, orientation) };
}

/** @returns A JPEG's pixels, or undefined if the browser does not return this size. */
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
    // Decoding in full will report the error, or succeed.
    return undefined;
  } finally {
    decoder.close();
  }
}
