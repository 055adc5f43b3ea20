import { ClipError } from '../errors.ts';
import { type PictureFormat, pictureFormat } from './format.ts';

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
    const format = await formatOf(blob);
    if (format !== 'HEIC') throw decodeError(format, error);
    try {
      // On the first such file only: the decoder is 2 MB.
      const { decodeHeic } = await import('./heic.ts');
      return await decodeHeic(new Uint8Array(await blob.arrayBuffer()));
    } catch (heicError) {
      throw decodeError(format, heicError);
    }
  }
}

/** createImageBitmap says the same of every failure: the bytes know more. */
async function formatOf(blob: Blob): Promise<PictureFormat | 'empty' | undefined> {
  try {
    const head = new Uint8Array(await blob.slice(0, 64).arrayBuffer());
    return head.length === 0 ? 'empty' : pictureFormat(head);
  } catch (error) {
    throw new ClipError(
      'unreadable-file',
      'The file could not be read: it was moved, changed, or access was withdrawn. Add its folder again.',
      { cause: error },
    );
  }
}

function decodeError(format: PictureFormat | 'empty' | undefined, cause: unknown): ClipError {
  return new ClipError(
    'undecodable-image',
    format === 'empty'
      ? 'The file is empty. Replace it.'
      : format === undefined
        ? 'The file is not a picture of a known format. Convert it to JPEG.'
        : format === 'AVIF' || format === 'TIFF'
          ? `This browser does not decode ${format} pictures like this one. Convert it to JPEG, or use another browser.`
          : `The ${format} picture is damaged. Replace it by a sound copy.`,
    { cause },
  );
}
