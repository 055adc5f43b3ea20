import { ClipError } from '../errors.ts';
import type { ImageSource } from '../image/decode.ts';

/** Whatever a page has its pictures in. */
export type ImageInput =
  | ImageSource
  | HTMLImageElement
  | HTMLCanvasElement
  | HTMLVideoElement
  | SVGImageElement
  | OffscreenCanvas;

/**
 * Makes pictures fit for a worker: what can be cloned stays, anything else becomes a bitmap.
 *
 * @returns The pictures, and the bitmaps made here, which may be transferred.
 * @throws ClipError `undecodable-image` for an element whose picture has not loaded, or a closed bitmap.
 */
export async function postable(
  images: readonly ImageInput[],
): Promise<{ sources: ImageSource[]; transferables: Transferable[] }> {
  const transferables: ImageBitmap[] = [];
  const sources = await Promise.all(
    images.map(async (image, index): Promise<ImageSource> => {
      if (isPostable(image)) {
        if (isClosed(image))
          throw new ClipError('undecodable-image', `Picture ${index} was closed. Pass it before.`);
        return image;
      }
      try {
        const bitmap = await createImageBitmap(image, { premultiplyAlpha: 'none' });
        transferables.push(bitmap);
        return bitmap;
      } catch (error) {
        throw new ClipError(
          'undecodable-image',
          `Picture ${index} has not loaded. Await its decode() first.`,
          {
            cause: error,
          },
        );
      }
    }),
  );
  return { sources, transferables };
}

function isPostable(image: ImageInput): image is ImageSource {
  return (
    image instanceof Blob ||
    image instanceof ImageBitmap ||
    image instanceof ImageData ||
    // Not every browser has it.
    (typeof VideoFrame !== 'undefined' && image instanceof VideoFrame)
  );
}

/** Closing a bitmap or a frame takes its size away. */
function isClosed(image: ImageSource): boolean {
  if (image instanceof Blob) return false;
  return ('displayWidth' in image ? image.displayWidth : image.width) === 0;
}
