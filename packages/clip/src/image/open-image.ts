import { fileFormat, type ImageFormat, isImage } from './format.ts';
import { jpegTruncation, withEnd } from './jpeg/truncation.ts';
import { randomAccess, readAll } from './random-access.ts';
import { largestPreview, rawPreviews } from './raw/preview.ts';
import { undecodable } from './undecodable.ts';

/** An encoded image that stands for a file. */
export interface OpenedImage {
  /** The file itself, or what a decoder has to be given in its place. */
  file: Blob | Uint8Array<ArrayBuffer>;
  /** Its first bytes. */
  head: Uint8Array<ArrayBuffer>;
  /** Undefined if it is of no format that is known here: the browser may know it. */
  format: ImageFormat | undefined;
  /** Whether its end is missing. */
  isTruncated: boolean;
}

/** Bytes that nearly always hold an image's size: a JPEG's comes after its EXIF data. */
export const HEAD_BYTES = 2 ** 16;

/**
 * Finds the image in a file: of a camera's RAW file its largest preview, of a JPEG that breaks off what there is.
 *
 * @throws ClipError `undecodable-image` if there is none, or the file is known to be something else; `unreadable-file`.
 */
export async function openImage(file: Blob | Uint8Array<ArrayBuffer>): Promise<OpenedImage> {
  const access = randomAccess(file);
  const head = await access.read(0, HEAD_BYTES);
  const format = fileFormat(head);
  // A decoder would read all of it to find that out, and videos are large.
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
