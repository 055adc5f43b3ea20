import { decodeImage } from '@web-clip/images';
import type { Photo } from '../photo.ts';
import { bitmapOf } from './file-contents.ts';

/**
 * Decodes a photo to be looked at. A large JPEG is decoded at a reduced size, which is several times faster.
 *
 * @param file The photo’s file.
 * @param size The photo’s size in pixels, which tells the proportions.
 * @param longSide Length that the long side needs, in pixels. The result may have more, but less than twice as many,
 *   unless the photo itself has fewer. Default: all pixels.
 * @returns The photo upright, in sRGB.
 * @throws ClipError as `decodeImage`.
 */
export async function decodePicture(
  file: File,
  { width, height }: Pick<Photo, 'width' | 'height'>,
  longSide = Number.POSITIVE_INFINITY,
): Promise<ImageBitmap> {
  const scale = longSide / Math.max(width, height, 1);
  const { image } = await decodeImage(file, { least: Math.ceil(Math.min(width, height) * scale) });
  const bitmap = image instanceof ImageBitmap ? image : await bitmapOf(image);
  const excess = Math.max(bitmap.width, bitmap.height) / longSide;
  if (excess < 2) return bitmap;
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width / excess)),
    Math.max(1, Math.round(bitmap.height / excess)),
  );
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.transferToImageBitmap();
}
