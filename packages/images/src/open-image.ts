import { fileFormat, type ImageFormat, isImage } from './formats/format.ts';
import { jpegTruncation, withEnd } from './formats/jpeg/truncation.ts';
import { randomAccess, readAll } from './formats/random-access.ts';
import { largestPreview, rawPreviews } from './formats/raw/preview.ts';
import { undecodable } from './formats/undecodable.ts';

/** The encoded image that represents a file. */
export interface OpenedImage {
  /** The file itself, or the bytes to decode instead. */
  file: Blob | Uint8Array<ArrayBuffer>;
  /** Its first bytes. */
  head: Uint8Array<ArrayBuffer>;
  /** Undefined if the format is unknown here. The browser may still know it. */
  format: ImageFormat | undefined;
  /** Whether the end is missing. */
  isTruncated: boolean;
}

/** The size of an image is nearly always within this many bytes. In a JPEG it comes after the EXIF data. */
export const HEAD_BYTES = 2 ** 16;

/**
 * Finds the image in a file: the largest preview of a camera's RAW file, or as much as there is of a
 * truncated JPEG.
 *
 * @throws ClipError `undecodable-image` if there is none or the file is known not to be an image;
 *   `unreadable-file`.
 */
export async function openImage(file: Blob | Uint8Array<ArrayBuffer>): Promise<OpenedImage> {
  const access = randomAccess(file);
  const head = await access.read(0, HEAD_BYTES);
  const format = fileFormat(head);
  // Without this check, a decoder would read the whole file to find that out, and videos are large.
  if (format && !isImage(format)) throw undecodable('no-image', format);
  if (format === 'JPEG') return openJpeg({ file, head, format, isTruncated: false });
  const previews = format && (await rawPreviews(access, format));
  if (!previews) return { file, head, format, isTruncated: false };
  const jpeg = await largestPreview(access, previews);
  if (!jpeg) throw undecodable('no-preview');
  return openJpeg({ file: jpeg, head: jpeg.subarray(0, HEAD_BYTES), format: 'JPEG', isTruncated: false });
}

async function openJpeg(image: OpenedImage): Promise<OpenedImage> {
  const access = randomAccess(image.file);
  const end = await access.read(access.size - 2, access.size);
  if (end[0] === 0xff && end[1] === 0xd9) return image;
  const bytes = await readAll(image.file);
  const { truncation, whole } = jpegTruncation(bytes);
  if (truncation === 'none') return { ...image, file: bytes };
  if (truncation === 'before-scan') throw undecodable('damaged', 'JPEG');
  return { ...image, file: withEnd(bytes, whole), isTruncated: true };
}
