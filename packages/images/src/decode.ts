import { ClipError } from '@web-clip/calls';
import type { DecodedImage } from './decoded-image.ts';
import { decodesFormat } from './formats/browser-formats.ts';
import { type Edit, edited } from './formats/edits.ts';
import { firstFrameEdits } from './formats/first-frame.ts';
import { type FileFormat, type ImageFormat, isImage } from './formats/format.ts';
import { isRareJpeg } from './formats/jpeg/variant.ts';
import { readOrientation, turned, uprightEdits } from './formats/orientation.ts';
import { randomAccess, readAll } from './formats/random-access.ts';
import { imageSize } from './formats/size.ts';
import { type ImageSize, refuseTooLarge } from './formats/size-limit.ts';
import { storedColourEdits } from './formats/stored-colours.ts';
import { tiffSize } from './formats/tiff/image-directory.ts';
import { undecodable } from './formats/undecodable.ts';
import { whenMemoryAllows } from './memory.ts';
import { mayBeTransparent } from './opaque.ts';
import { HEAD_BYTES, type OpenedImage, openImage } from './open-image.ts';
import { type Pixels, pixelsOf, readsHiddenColours } from './pixels.ts';
import { decodeReduced, reductionOf } from './reduced.ts';
import { withHiddenColours } from './straight.ts';

/** An image, encoded or decoded. Decoded images are used as they are and are never closed for the caller. */
export type ImageSource = Blob | ImageBitmap | ImageData | VideoFrame;

/** How an image is decoded. */
export interface DecodeOptions {
  /**
   * Minimum length of the short side in pixels. If possible, a JPEG is decoded at a reduced size that keeps
   * this length, which is several times faster. Default: full size.
   */
  least?: number | undefined;
  /**
   * Whether to return stored values in full size and ignore the declared colour space, as Pillow's
   * `convert('RGB')` does. Default: convert to sRGB.
   */
  exact?: boolean;
}

/** Bytes per pixel during decoding and reading: 4 in the bitmap and 4 outside of it. */
const BYTES_A_PIXEL = 8;

/**
 * Formats for which browsers disagree about orientation. Chromium and Firefox ignore it in WebP, WebKitGTK
 * respects only that of JPEG, and none respects an orientation at the end of a PNG. For these formats we
 * remove the orientation from the file and turn the pixels ourselves.
 */
const TURNED_HERE: readonly (ImageFormat | undefined)[] = ['PNG', 'WebP', 'AVIF'];

/**
 * Decodes an image, or the first frame of an animation. The result is upright: turned by the EXIF orientation
 * of JPEG, PNG and WebP, or by the properties of AVIF and HEIC.
 *
 * @param source An encoded image. Its format is detected from its bytes, not from its name or `type`. For RAW
 *   files of cameras, the largest preview is decoded; for a truncated JPEG, as much as there is.
 * @param options How to decode it.
 * @throws ClipError `undecodable-image`; `too-large-image`, judged by the header before anything is decoded;
 *   `unreadable-file` if the bytes cannot be read; `download-failed` if a decoder cannot be loaded, which
 *   most browsers need for HEIC and TIFF, and a few for transparent PNGs.
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
  // The edited bytes form the first part, because Firefox detects a Blob's type from its first part.
  const stored = edits.length > 0 ? new Blob([edited(bytes, edits), blob.slice(bytes.length)]) : blob.slice();
  // Everything that may throw runs before there is a bitmap to close.
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

/** Formats that may store their size anywhere in the file. */
const SIZE_ANYWHERE: readonly ImageFormat[] = ['JPEG', 'AVIF', 'HEIC', 'JPEG XL'];

/**
 * @returns The image with its size, if it can be determined. If the size is not in the first bytes, the whole
 *   file is read.
 */
async function withSize(image: OpenedImage): Promise<OpenedImage & { size: ImageSize | undefined }> {
  const { file, head, format } = image;
  if (!isImage(format)) return { ...image, size: undefined };
  if (format === 'TIFF') return { ...image, size: await tiffSize(randomAccess(file)) };
  const size = imageSize(head, format);
  if (size || !SIZE_ANYWHERE.includes(format) || head.length < HEAD_BYTES) return { ...image, size };
  const bytes = await readAll(file);
  return { ...image, file: bytes, size: imageSize(bytes, format) };
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
    // The header may lie, or the format may be unknown here.
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

/** Decodes formats that the browser does not support. */
async function decodeElsewhere(blob: Blob, format: 'HEIC' | 'TIFF', exact: boolean): Promise<Pixels> {
  const decode = await loadDecoder(format).catch((error) => {
    throw new ClipError(
      'download-failed',
      `The browser could not load the decoder for ${format} images. Go online, and add the image again.`,
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

/** Loaded for the first such file only. The HEIC decoder is 2 MB. */
async function loadDecoder(
  format: 'HEIC' | 'TIFF',
): Promise<(file: Uint8Array<ArrayBuffer>, exact: boolean) => Promise<Pixels>> {
  return format === 'HEIC'
    ? (await import('./formats/heic.ts')).decodeHeic
    : (await import('./formats/tiff.ts')).decodeTiff;
}

/** createImageBitmap reports every failure alike, so the bytes must tell the reason. */
async function decodeError(
  head: Uint8Array,
  format: FileFormat | undefined,
  cause: unknown,
): Promise<ClipError> {
  if (!isImage(format)) return undecodable('no-image', format, cause);
  const isSupported = (await decodesFormat(format)) && !(format === 'JPEG' && isRareJpeg(head));
  return undecodable(isSupported ? 'damaged' : 'not-supported', format, cause);
}
