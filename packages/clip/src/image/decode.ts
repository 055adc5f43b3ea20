import { ClipError } from '../errors.ts';
import { decodesFormat } from './browser-formats.ts';
import { type Edit, edited } from './edits.ts';
import { firstFrameEdits } from './first-frame.ts';
import { type FileFormat, type ImageFormat, isImage } from './format.ts';
import { isRareJpeg } from './jpeg/variant.ts';
import { whenMemoryAllows } from './memory.ts';
import { mayBeTransparent } from './opaque.ts';
import { HEAD_BYTES, type OpenedImage, openImage } from './open-image.ts';
import { readOrientation, turned, uprightEdits } from './orientation.ts';
import { type Pixels, pixelsOf, readsHiddenColours } from './pixels.ts';
import { randomAccess, readAll } from './random-access.ts';
import { decodeReduced, reductionOf } from './reduced.ts';
import { type PictureSize, pictureSize, refuseTooLarge } from './size.ts';
import { storedColourEdits } from './stored-colours.ts';
import { withHiddenColours } from './straight.ts';
import { tiffSize } from './tiff/image-directory.ts';
import { undecodable } from './undecodable.ts';

/** A picture, encoded or decoded. Decoded ones are taken as they stand; nothing closes them for the caller. */
export type ImageSource = Blob | ImageBitmap | ImageData | VideoFrame;

/** A decoded image, upright. */
export interface DecodedImage {
  /** Its full size in pixels, which may be more than was decoded. */
  width: number;
  height: number;
  /** What was decoded; a bitmap is the caller's to close. */
  image: ImageBitmap | Pixels;
  /** Whether the file's end is missing, and with it a part of the image: it is grey, or coarse. */
  truncated?: true;
}

/** How an image is decoded. */
export interface DecodeOptions {
  /**
   * Pixels of the short side that are enough. A JPEG is decoded at a reduced size, which is several times faster, if one
   * that has them can be had. Default: the full size.
   */
  least?: number | undefined;
  /**
   * Whether values are taken as they are stored, in full size and whatever colours the file says they mean, as by
   * Pillow's `convert('RGB')`. Default: they are converted to sRGB.
   */
  exact?: boolean;
}

/** Bytes that a pixel takes while it is decoded and read: in a bitmap, and out of it. */
const BYTES_A_PIXEL = 8;

/**
 * Formats whose orientation browsers do not agree on. Chromium and Firefox pass over it in WebP, WebKitGTK heeds that of
 * JPEG alone, and none heeds the one that stands at a PNG's end. So these files are made to say none, and turned here.
 */
const TURNED_HERE: readonly (ImageFormat | undefined)[] = ['PNG', 'WebP', 'AVIF'];

/**
 * Decodes an image, an animation's first frame. It is upright: turned by the EXIF orientation of JPEG, PNG and WebP, by
 * the properties of AVIF and HEIC.
 *
 * @param source An encoded image; its type is told by its bytes, not by its name or `type`. Of a camera's RAW file the
 *   largest preview is decoded; of a JPEG without its end, what there is.
 * @param options How.
 * @throws ClipError `undecodable-image`, `too-large-image` as told by the header, before anything is
 *   decoded, `unreadable-file` if the bytes cannot be had, or `download-failed` if the decoder cannot
 *   that HEIC and TIFF need in most browsers, and transparent PNGs in few.
 */
export async function decodeImage(
  source: Blob | Uint8Array<ArrayBuffer>,
  { least = Number.POSITIVE_INFINITY, exact = false }: DecodeOptions = {},
): Promise<DecodedImage> {
  const opened = await withSize(await openImage(source));
  const { file, format, size, isTruncated } = opened;
  if (size) refuseTooLarge(size);
  const reduction = format === 'JPEG' && size && !exact ? await reductionOf(size, least) : undefined;
  const pixels = size ? size.width * size.height * ((reduction ?? 8) / 8) ** 2 : 0;
  const bytes = file instanceof Blob ? file.size : file.length;
  const decoded = await whenMemoryAllows(bytes + pixels * BYTES_A_PIXEL, async () => {
    const reduced = reduction && size && (await decodeReduced(await readAll(file), size, reduction));
    if (reduced) return reduced;
    const image = await decodeInFull(opened, exact);
    return { width: image.width, height: image.height, image };
  });
  return { ...decoded, ...(isTruncated && { truncated: true }) };
}

async function decodeInFull(
  { file, head, format }: OpenedImage,
  exact: boolean,
): Promise<ImageBitmap | Pixels> {
  const blob = file instanceof Blob ? file : new Blob([file]);
  if (!isImage(format)) return decode(blob.slice(), head, format, exact);
  const turnsHere = TURNED_HERE.includes(format);
  const bytes = turnsHere || exact ? await readAll(file) : head;
  const edits: Edit[] = [
    ...firstFrameEdits(bytes, format),
    ...(turnsHere ? uprightEdits(bytes, format) : []),
    ...(exact ? storedColourEdits(bytes, format) : []),
  ];
  // Not in parts: Firefox tells a Blob's type by the first of them.
  const stored = edits.length > 0 ? new Blob([edited(bytes, edits), blob.slice(bytes.length)]) : blob.slice();
  // Whatever may throw comes before there is a bitmap to close.
  const losesColours = mayBeTransparent(bytes, format) && !(await readsHiddenColours());
  const orientation = turnsHere ? readOrientation(bytes, format) : 1;
  const decoded = await decode(stored, head, format, exact);
  const image =
    decoded instanceof ImageBitmap && losesColours
      ? await withHiddenColours(decoded, stored, format, (opaque) => decodeBitmap(opaque, exact))
      : decoded;
  if (orientation === 1) return image;
  const pixels = await pixelsOf(image).finally(() => {
    if ('close' in image) image.close();
  });
  return turned(pixels, orientation);
}

/** Formats whose files may have their size anywhere. */
const SIZE_ANYWHERE: readonly ImageFormat[] = ['JPEG', 'AVIF', 'HEIC', 'JPEG XL'];

/** @returns The image with its size, as far as it is told; with all its bytes if its size is not among the first ones. */
async function withSize(image: OpenedImage): Promise<OpenedImage & { size: PictureSize | undefined }> {
  const { file, head, format } = image;
  if (!isImage(format)) return { ...image, size: undefined };
  if (format === 'TIFF') return { ...image, size: await tiffSize(randomAccess(file)) };
  const size = pictureSize(head, format);
  if (size || !SIZE_ANYWHERE.includes(format) || head.length < HEAD_BYTES) return { ...image, size };
  const bytes = await readAll(file);
  return { ...image, file: bytes, size: pictureSize(bytes, format) };
}

async function decode(
  blob: Blob,
  head: Uint8Array,
  format: FileFormat | undefined,
  exact: boolean,
): Promise<ImageBitmap | Pixels> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await decodeBitmap(blob, exact);
  } catch (error) {
    if (format === 'HEIC' || format === 'TIFF') return decodeElsewhere(blob, format, exact);
    throw await decodeError(head, format, error);
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

const decodeBitmap = (blob: Blob, exact: boolean): Promise<ImageBitmap> =>
  createImageBitmap(blob, {
    imageOrientation: 'from-image',
    premultiplyAlpha: 'none',
    colorSpaceConversion: exact ? 'none' : 'default',
  });

/** Decodes what the browser does not. */
async function decodeElsewhere(blob: Blob, format: 'HEIC' | 'TIFF', exact: boolean): Promise<Pixels> {
  const decode = await loadDecoder(format).catch((error) => {
    throw new ClipError(
      'download-failed',
      `The decoder of ${format} pictures could not be loaded. Go online, and add the picture again.`,
      { cause: error },
    );
  });
  const bytes = await readAll(blob);
  try {
    return await decode(bytes, exact);
  } catch (error) {
    throw error instanceof ClipError ? error : undecodable('damaged', format, error);
  }
}

/** With the first such file only: that of HEIC is 2 MB. */
async function loadDecoder(
  format: 'HEIC' | 'TIFF',
): Promise<(file: Uint8Array<ArrayBuffer>, exact: boolean) => Promise<Pixels>> {
  return format === 'HEIC' ? (await import('./heic.ts')).decodeHeic : (await import('./tiff.ts')).decodeTiff;
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
