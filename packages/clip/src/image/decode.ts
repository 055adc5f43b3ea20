import { ClipError } from '../errors.ts';
import { decodesFormat } from './browser-formats.ts';
import { firstFrame } from './first-frame.ts';
import { type FileFormat, type ImageFormat, isImage } from './format.ts';
import { isRareJpeg } from './jpeg/variant.ts';
import { whenMemoryAllows } from './memory.ts';
import { HEAD_BYTES, openImage } from './open-image.ts';
import type { Pixels } from './pixels.ts';
import { readAll } from './random-access.ts';
import { decodeReduced, reductionOf } from './reduced.ts';
import { type PictureSize, pictureSize, refuseTooLarge } from './size.ts';
import { undecodable } from './undecodable.ts';

/** A picture, encoded or decoded. Decoded ones are taken as they stand; nothing closes them for the caller. */
export type ImageSource = Blob | ImageBitmap | ImageData | VideoFrame;

/** A decoded picture, upright and in sRGB. */
export interface DecodedImage {
  /** Its full size in pixels, which may be more than was decoded. */
  width: number;
  height: number;
  /** What was decoded; a bitmap is the caller's to close. */
  image: ImageBitmap | Pixels;
  /** Whether the file's end is missing, and with it a part of the image: it is grey, or coarse. */
  truncated?: true;
}

/** Bytes that a pixel takes while it is decoded and read: in a bitmap, and out of it. */
const BYTES_A_PIXEL = 8;

/**
 * Decodes a picture in sRGB, an animation's first frame. It is upright: turned by the EXIF orientation
 * of JPEG and PNG, by the properties of AVIF and HEIC. Chromium heeds no EXIF data in WebP.
 *
 * @param source An encoded picture; its type is told by its bytes, not by its name or `type`. Of a camera's RAW file the
 *   largest preview is decoded; of a JPEG without its end, what there is.
 * @param least Pixels of the short side that are enough. A JPEG is decoded at a reduced size, which is
 *   several times faster, if one that has them can be had. Default: the full size.
 * @throws ClipError `undecodable-image`, `too-large-image` as told by the header, before anything is
 *   decoded, `unreadable-file` if the bytes cannot be had, or `download-failed` if the decoder cannot
 *   that HEIC needs in most browsers.
 */
export async function decodeImage(
  source: Blob | Uint8Array<ArrayBuffer>,
  least = Number.POSITIVE_INFINITY,
): Promise<DecodedImage> {
  const { file, head, format, isTruncated } = await openImage(source);
  const size = isImage(format) ? await sizeOf(file, head, format) : undefined;
  if (size) refuseTooLarge(size);
  const reduction = format === 'JPEG' && size ? reductionOf(size, least) : undefined;
  const pixels = size ? size.width * size.height * ((reduction ?? 8) / 8) ** 2 : 0;
  const bytes = file instanceof Blob ? file.size : file.length;
  const decoded = await whenMemoryAllows(bytes + pixels * BYTES_A_PIXEL, async () => {
    const reduced = reduction && size && (await decodeReduced(await readAll(file), size, reduction));
    if (reduced) return reduced;
    const blob = file instanceof Blob ? file : new Blob([file]);
    const image = await decode(firstFrame(blob, head, format), head, format);
    return { width: image.width, height: image.height, image };
  });
  return { ...decoded, ...(isTruncated && { truncated: true }) };
}

async function sizeOf(
  file: Blob | Uint8Array<ArrayBuffer>,
  head: Uint8Array,
  format: ImageFormat,
): Promise<PictureSize | undefined> {
  const size = pictureSize(head, format);
  // These may have it anywhere.
  const late = ['JPEG', 'AVIF', 'HEIC', 'JPEG XL'].includes(format);
  return size || !late || head.length < HEAD_BYTES ? size : pictureSize(await readAll(file), format);
}

async function decode(blob: Blob, head: Uint8Array, format: FileFormat | undefined): Promise<ImageBitmap> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob, {
      imageOrientation: 'from-image',
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'default',
    });
  } catch (error) {
    if (format !== 'HEIC') throw await decodeError(head, format, error);
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
  const bytes = await readAll(blob);
  try {
    return await decodeHeic(bytes);
  } catch (error) {
    throw error instanceof ClipError ? error : undecodable('damaged', 'HEIC', error);
  }
}

/** createImageBitmap says the same of every failure: the bytes know more. */
async function decodeError(
  head: Uint8Array,
  format: FileFormat | undefined,
  cause: unknown,
): Promise<ClipError> {
  if (!isImage(format)) return undecodable('no-image', format, cause);
  const isSupported = (await decodesFormat(format)) && !(format === 'JPEG' && isRareJpeg(head));
  return undecodable(isSupported ? 'damaged' : 'not-supported', format, cause);
}
