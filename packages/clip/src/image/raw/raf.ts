import type { RandomAccess } from '../random-access.ts';
import type { RawPreviews } from './tiff-previews.ts';

/** Where the header of a RAF tells of its JPEG: offset and length, as 32-bit numbers. */
const JPEG_FIELD = 84;

/**
 * Finds the JPEG of a Fujifilm RAF. Its EXIF data are those of the photo, and say which way is up
 * (https://libopenraw.freedesktop.org/formats/raf/).
 */
export async function rafPreviews(file: RandomAccess): Promise<RawPreviews> {
  const bytes = await file.read(JPEG_FIELD, JPEG_FIELD + 8);
  if (bytes.length < 8) return { ranges: [], orientation: 1 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = view.getUint32(0);
  return { ranges: [{ start, end: Math.min(start + view.getUint32(4), file.size) }], orientation: 1 };
}
