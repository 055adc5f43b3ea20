import type { RandomAccess } from '../random-access.ts';
import type { RawPreviews } from './tiff-previews.ts';

/** Where a RAF's header stores the offset and length of its JPEG, as 32-bit numbers. */
const JPEG_FIELD = 84;

/**
 * Finds the JPEG of a Fujifilm RAF. Its EXIF data is that of the photo, including the orientation
 * (https://libopenraw.freedesktop.org/formats/raf/).
 */
export async function rafPreviews(file: RandomAccess): Promise<RawPreviews> {
  const bytes = await file.read(JPEG_FIELD, JPEG_FIELD + 8);
  if (bytes.length < 8) return { ranges: [], orientation: 1 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = view.getUint32(0);
  return { ranges: [{ start, end: Math.min(start + view.getUint32(4), file.size) }], orientation: 1 };
}
