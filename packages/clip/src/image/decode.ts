import { ClipError } from '../errors.ts';
import { firstFrame } from './first-frame.ts';
import { type PictureFormat, pictureFormat } from './format.ts';
import { type PictureSize, pictureSize, refuseTooLarge } from './size.ts';

/** A picture, encoded or decoded. Decoded ones are taken as they stand; nothing closes them for the caller. */
export type ImageSource = Blob | ImageBitmap | ImageData | VideoFrame;

/** Bytes that nearly always hold a picture's size: a JPEG's comes after its EXIF data. */
const HEAD_BYTES = 2 ** 16;

/** Pictures of more pixels are decoded one at a time: several at once would need gigabytes. */
const LARGE = 2 ** 26;

/** The large picture that is decoded just now, and those that wait for it. */
let lastLarge: Promise<unknown> = Promise.resolve();

/**
 * Decodes a picture at full size, in sRGB, an animation's first frame. It is upright: turned by the EXIF
 * orientation of JPEG and PNG, by the properties of AVIF and HEIC. Chromium heeds no EXIF data in WebP.
 *
 * @param blob An encoded picture; its type is told by its bytes, not by its name or `type`.
 * @returns A bitmap that the caller closes.
 * @throws ClipError `undecodable-image`, `too-large-image` as told by the header, before anything is
 *   decoded, `unreadable-file` if the bytes cannot be had, or `download-failed` if the decoder cannot
 *   that HEIC needs in most browsers.
 */
export async function decodeImage(blob: Blob): Promise<ImageBitmap> {
  const head = await read(blob.slice(0, HEAD_BYTES));
  const format = pictureFormat(head);
  const size = format && (await sizeOf(blob, head, format));
  if (size) refuseTooLarge(size);
  const picture = firstFrame(blob, head, format);
  if (!size || size.width * size.height <= LARGE) return decode(picture, format);
  const decoded = lastLarge.then(() => decode(picture, format));
  lastLarge = decoded.catch(() => {});
  return decoded;
}

async function sizeOf(blob: Blob, head: Uint8Array, format: PictureFormat): Promise<PictureSize | undefined> {
  const size = pictureSize(head, format);
  // These may have it anywhere.
  const late = format === 'JPEG' || format === 'AVIF' || format === 'HEIC';
  return size || !late || blob.size <= head.length ? size : pictureSize(await read(blob), format);
}

async function decode(blob: Blob, format: PictureFormat | undefined): Promise<ImageBitmap> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob, {
      imageOrientation: 'from-image',
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'default',
    });
  } catch (error) {
    if (format !== 'HEIC') throw decodeError(blob, format, error);
    return decodeElsewhere(blob);
  }
  try {
    // A header may lie, or be of a format that is not known here.
    refuseTooLarge(bitmap);
    return bitmap;
  } catch (error) {
    bitmap.close();
    throw error;
  }
}

/** Decodes HEIC where the browser does not. */
async function decodeElsewhere(blob: Blob): Promise<ImageBitmap> {
  // On the first such file only: the decoder is 2 MB.
  const { decodeHeic } = await import('./heic.ts').catch((error) => {
    throw new ClipError(
      'download-failed',
      'The decoder of HEIC pictures could not be loaded. Go online, and add the picture again.',
      { cause: error },
    );
  });
  const bytes = await read(blob);
  try {
    return await decodeHeic(bytes);
  } catch (error) {
    throw error instanceof ClipError ? error : decodeError(blob, 'HEIC', error);
  }
}

async function read(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (error) {
    throw new ClipError(
      'unreadable-file',
      'The file could not be read: it was moved, changed, or access was withdrawn. Add its folder again.',
      { cause: error },
    );
  }
}

/** createImageBitmap says the same of every failure: the bytes know more. */
function decodeError(blob: Blob, format: PictureFormat | undefined, cause: unknown): ClipError {
  return new ClipError(
    'undecodable-image',
    blob.size === 0
      ? 'The file is empty. Replace it.'
      : format === undefined
        ? 'The file is not a picture of a known format. Convert it to JPEG.'
        : format === 'AVIF' || format === 'TIFF'
          ? `This browser does not decode ${format} pictures like this one. Convert it to JPEG, or use another browser.`
          : `The ${format} picture is damaged. Replace it by a sound copy.`,
    { cause },
  );
}
