import { ClipError } from '@web-clip/calls';
import type { ImageFormat } from './formats/format.ts';
import { opaqueFile } from './opaque.ts';
import { isOpaque, type Pixels, pixelsOf } from './pixels.ts';

/**
 * Finds the colours of transparent pixels if the browser's bitmaps lose them. Decodes the image once more
 * without its transparency.
 *
 * @param bitmap The decoded image, which may be transparent; it is closed.
 * @param file The file.
 * @param format Its format.
 * @param decode Decodes a changed file in the same way.
 * @returns Its pixels. If the changed file cannot be decoded, the colours stay lost.
 * @throws ClipError as `pixelsOf`; `download-failed`.
 */
export async function withHiddenColours(
  bitmap: ImageBitmap,
  file: Blob,
  format: ImageFormat,
  decode: (file: Blob) => Promise<ImageBitmap>,
): Promise<Pixels> {
  const pixels = await pixelsOf(bitmap).finally(() => bitmap.close());
  if (isOpaque(pixels.data)) return pixels;
  try {
    const opaque = await decode(
      new Blob([await opaqueFile(new Uint8Array(await file.arrayBuffer()), format)]),
    );
    const { data } = await pixelsOf(opaque).finally(() => opaque.close());
    for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = pixels.data[alpha] as number;
    return { ...pixels, data };
  } catch (error) {
    if (error instanceof ClipError) throw error;
    return pixels;
  }
}
