import { ClipError } from '../errors.ts';
import { pictureFormat } from './format.ts';

/** A picture, encoded or decoded. Decoded ones are taken as they stand; nothing closes them for the caller. */
export type ImageSource = Blob | ImageBitmap | ImageData | VideoFrame;

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
      ? 'The file is empty. Replace it.'
      : format === undefined
        ? 'The file is not a picture of a known format. Convert it to JPEG.'
        : format === 'HEIC' || format === 'AVIF' || format === 'TIFF'
          ? `This browser does not decode ${format} pictures like this one. Convert it to JPEG, or use another browser.`
          : `The ${format} picture is damaged. Replace it by a sound copy.`,
    { cause },
  );
}
