import { ClipError } from '../errors.ts';
import { firstFrame } from './first-frame.ts';
import { fileFormat, type ImageFormat, isImage } from './format.ts';
import { whenMemoryAllows } from './memory.ts';
import type { Pixels } from './pixels.ts';
import { decodeReduced, reductionOf } from './reduced.ts';
import { type PictureSize, pictureSize, refuseTooLarge } from './size.ts';

/** A picture, encoded or decoded. Decoded ones are taken as they stand; nothing closes them for the caller. */
export type ImageSource = Blob | ImageBitmap | ImageData | VideoFrame;

/** A decoded picture, upright and in sRGB. */
export interface DecodedImage {
  /** Its full size in pixels, which may be more than was decoded. */
  width: number;
  height: number;
  /** What was decoded; a bitmap is the caller's to close. */
  image: ImageBitmap | Pixels;
}

/** Bytes that nearly always hold a picture's size: a JPEG's comes after its EXIF data. */
const HEAD_BYTES = 2 ** 16;

/** Bytes that a pixel takes while it is decoded and read: in a bitmap, and out of it. */
const BYTES_A_PIXEL = 8;

/**
 * Decodes a picture in sRGB, an animation's first frame. It is upright: turned by the EXIF orientation
 * of JPEG and PNG, by the properties of AVIF and HEIC. Chromium heeds no EXIF data in WebP.
 *
 * @param file An encoded picture; its type is told by its bytes, not by its name or `type`.
 * @param least Pixels of the short side that are enough. A JPEG is decoded at a reduced size, which is
 *   several times faster, if one that has them can be had. Default: the full size.
 * @throws ClipError `undecodable-image`, `too-large-image` as told by the header, before anything is
 *   decoded, `unreadable-file` if the bytes cannot be had, or `download-failed` if the decoder cannot
 *   that HEIC needs in most browsers.
 */
export async function decodeImage(
  file: Blob | Uint8Array<ArrayBuffer>,
  least = Number.POSITIVE_INFINITY,
): Promise<DecodedImage> {
  const head = file instanceof Blob ? await read(file.slice(0, HEAD_BYTES)) : file.subarray(0, HEAD_BYTES);
  const kind = fileFormat(head);
  const format = isImage(kind) ? kind : undefined;
  const size = format && (await sizeOf(file, head, format));
  if (size) refuseTooLarge(size);
  const reduction = format === 'JPEG' && size ? reductionOf(size, least) : undefined;
  const pixels = size ? size.width * size.height * ((reduction ?? 8) / 8) ** 2 : 0;
  const bytes = file instanceof Blob ? file.size : file.length;
  return whenMemoryAllows(bytes + pixels * BYTES_A_PIXEL, async () => {
    const reduced = reduction && size && (await decodeReduced(await read(file), size, reduction));
    if (reduced) return reduced;
    const blob = file instanceof Blob ? file : new Blob([file]);
    const image = await decode(firstFrame(blob, head, format), format);
    return { width: image.width, height: image.height, image };
  });
}

async function sizeOf(
  file: Blob | Uint8Array<ArrayBuffer>,
  head: Uint8Array,
  format: ImageFormat,
): Promise<PictureSize | undefined> {
  const size = pictureSize(head, format);
  // These may have it anywhere.
  const late = format === 'JPEG' || format === 'AVIF' || format === 'HEIC';
  return size || !late || head.length < HEAD_BYTES ? size : pictureSize(await read(file), format);
}

async function decode(blob: Blob, format: ImageFormat | undefined): Promise<ImageBitmap> {
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

async function read(file: Blob | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (file instanceof Uint8Array) return file;
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new ClipError(
      'unreadable-file',
      'The file could not be read: it was moved, changed, or access was withdrawn. Add its folder again.',
      { cause: error },
    );
  }
}

/** createImageBitmap says the same of every failure: the bytes know more. */
function decodeError(blob: Blob, format: ImageFormat | undefined, cause: unknown): ClipError {
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
