import exifReader from 'exifreader';
import { asClipError, ClipError, type DecodedImage, hexOf } from 'web-clip/host';
import type { Thumbnail } from './database.ts';

/** What to do about a file that cannot be read. */
export const UNREADABLE =
  'It could not be read: it was moved, changed, or access was withdrawn. Add its folder again.';

/**
 * @param file A file that may be gone by now.
 * @returns Its bytes.
 * @throws ClipError `unreadable-file`.
 */
export async function readBytes(file: File): Promise<ArrayBuffer> {
  try {
    const bytes = await file.arrayBuffer();
    // Not every browser notices that a file has changed since it was listed.
    if (bytes.byteLength === file.size) return bytes;
  } catch (error) {
    throw asClipError(error, 'unreadable-file', UNREADABLE);
  }
  throw new ClipError('unreadable-file', UNREADABLE);
}

/** Long side of a thumbnail in pixels. */
const THUMBNAIL_SIDE = 320;

/**
 * @param decoded An upright picture; it stays open.
 * @returns A small picture of it: JPEG, which is written four times as fast, or WebP where there may be an alpha channel.
 */
export async function makeThumbnail({ width, height, image }: DecodedImage): Promise<Thumbnail> {
  const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(width, height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.imageSmoothingQuality = 'medium';
  // Drawn, and not resized by createImageBitmap: Chromium forgets there which way is up.
  const bitmap = image instanceof ImageBitmap ? image : await bitmapOf(image);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  if (bitmap !== image) bitmap.close();
  // Only JPEGs are decoded to pixels, at a reduced size.
  const type = image instanceof ImageBitmap ? 'image/webp' : 'image/jpeg';
  const blob = await canvas.convertToBlob({ type, quality: 0.8 });
  return { type: blob.type, bytes: await blob.arrayBuffer() };
}

const bitmapOf = ({
  data,
  width,
  height,
}: Exclude<DecodedImage['image'], ImageBitmap>): Promise<ImageBitmap> =>
  createImageBitmap(new ImageData(new Uint8ClampedArray(data.buffer), width, height));

/** The year of the first photograph. */
const FIRST_YEAR = 1826;

/** A day in milliseconds. */
const DAY = 86_400_000;

/**
 * Reads when a photo was taken from its EXIF data (DateTimeOriginal, https://exiftool.org/TagNames/EXIF.html).
 * Without a time zone in the file, its clock is taken to show local time.
 *
 * @param bytes The file.
 * @returns Milliseconds since the epoch, or undefined where the file says nothing usable: a time before there
 *   were photographs, or one that is yet to come, would stand before or behind all others for good.
 */
export function captureDate(bytes: ArrayBuffer): number | undefined {
  const exif = exifBlock(new Uint8Array(bytes));
  if (!exif) return undefined;
  try {
    const tags = exifReader.load(exif, {
      includeTags: { exif: ['DateTimeOriginal', 'OffsetTimeOriginal'] },
    });
    const zone = /^[+-]\d\d:\d\d$/.exec(tags.OffsetTimeOriginal?.description ?? '')?.[0] ?? '';
    const written = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(tags.DateTimeOriginal?.description ?? '');
    if (!written) return undefined;
    const [, year, month, day, time] = written;
    const taken = Date.parse(`${year}-${month}-${day}T${time}${zone}`);
    // Elsewhere it may be tomorrow already.
    return Number(year) >= FIRST_YEAR && taken <= Date.now() + DAY ? taken : undefined;
  } catch {
    // Damaged: the photo is none the worse for it.
    return undefined;
  }
}

/** The most that EXIF data take: in a JPEG they are one segment. */
const EXIF_BYTES = 2 ** 16;

/**
 * Finds EXIF data by the header they have in every format, that of TIFF; the first directory follows close
 * behind it. Given a whole file, exifreader takes time in proportion to the number of entries times its size:
 * 80 seconds for 40 MB that were made for it.
 */
function exifBlock(bytes: Uint8Array<ArrayBuffer>): ArrayBuffer | undefined {
  const has = (at: number, header: readonly number[]): boolean =>
    header.every((byte, i) => bytes[at + i] === byte);
  // 42, in two bytes of either order, and the upper half of the directory's place.
  for (let at = bytes.indexOf(42); at >= 0; at = bytes.indexOf(42, at + 1)) {
    const isLittle = has(at - 2, [0x49, 0x49, 42, 0]) && has(at + 4, [0, 0]);
    const isBig = has(at - 3, [0x4d, 0x4d, 0, 42, 0, 0]);
    const start = isLittle ? at - 2 : at - 3;
    if (isLittle || isBig) return bytes.buffer.slice(start, start + EXIF_BYTES);
  }
  return undefined;
}

/**
 * @param bytes The file.
 * @returns Its SHA-256 in hexadecimal.
 */
export async function contentHash(bytes: ArrayBuffer): Promise<string> {
  return hexOf(await crypto.subtle.digest('SHA-256', bytes));
}
