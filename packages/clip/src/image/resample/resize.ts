import { type Pixels, pixelsOf } from '@web-clip/images';
import type { ImageSpec } from '../../models/spec.ts';
import { geometry } from './geometry.ts';
import { resample } from './resample.ts';

/** A decoded image that can be resized. */
export type Resizable = ImageBitmap | ImageData | VideoFrame | Pixels;

/**
 * Resizes and crops an image on the CPU to the size that the image encoder takes.
 *
 * @param image Upright, in sRGB; it stays open.
 * @param spec The model's image spec.
 * @returns `size` x `size` pixels, 3 bytes each (RGB), row by row.
 * @throws ClipError as {@link pixelsOf}.
 */
export async function resize(image: Resizable, spec: ImageSpec): Promise<Uint8Array<ArrayBuffer>> {
  const pixels = await pixelsOf(image);
  return resample(pixels, geometry(pixels.width, pixels.height, spec), spec.interpolation);
}
