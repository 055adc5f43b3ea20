import { ClipError } from '../errors.ts';
import { pictureFormat } from './format.ts';

/** A picture, encoded or decoded. Decoded ones are taken as they stand; nothing closes them for the caller. */
export type ImageSource = Blob | ImageBitmap | ImageData | VideoFrame;

/** Upright pixels, 4 bytes each (RGBA), row by row. */
export interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/**
 * Decodes a picture at full size, turned upright by its EXIF orientation, in sRGB.
 *
 * @param blob An encoded picture; its type is told by its bytes, not by its name.
 * @returns A bitmap that the caller closes.
 * @throws ClipError `undecodable-image`, or `unreadable-file` if the bytes cannot be had.
 */
export async function decodeImage(blob: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(blob, {
      imageOrientation: 'from-image',
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'default',
    });
  } catch (error) {
    throw await decodeError(blob, error);
  }
}

/** createImageBitmap says the same of every failure: the bytes know more. */
async function decodeError(blob: Blob, cause: unknown): Promise<ClipError> {
  let head: Uint8Array;
  try {
    head = new Uint8Array(await blob.slice(0, 64).arrayBuffer());
  } catch (error) {
    return new ClipError(
      'unreadable-file',
      'The file could not be read: it was moved, changed, or access was withdrawn. Add its folder again.',
      { cause: error },
    );
  }
  const format = pictureFormat(head);
  return new ClipError(
    'undecodable-image',
    head.length === 0
      ? 'The file is empty.'
      : format === undefined
        ? 'The file is not a picture of a known format.'
        : format === 'HEIC' || format === 'AVIF' || format === 'TIFF'
          ? `This browser does not decode ${format} pictures like this one. Convert it to JPEG, or use another browser.`
          : `The ${format} picture is damaged.`,
    { cause },
  );
}

/**
 * @param image A decoded picture.
 * @returns Its pixels, for the CPU.
 * @throws ClipError `undecodable-image` if the browser cannot hold that many.
 */
export function pixelsOf(image: ImageBitmap | ImageData | VideoFrame): Pixels {
  if (image instanceof ImageData) {
    return { data: image.data as Uint8ClampedArray, width: image.width, height: image.height };
  }
  const [width, height] =
    'displayWidth' in image ? [image.displayWidth, image.displayHeight] : [image.width, image.height];
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) {
    throw new ClipError(
      'undecodable-image',
      `The browser could not hold a picture of ${width} x ${height} pixels.`,
    );
  }
  context.drawImage(image, 0, 0);
  return { data: context.getImageData(0, 0, width, height).data as Uint8ClampedArray, width, height };
}
