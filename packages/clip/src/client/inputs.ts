import { ClipError } from '@web-clip/calls';
import type { ImageSource } from '@web-clip/images';
import { transfer } from 'comlink';

/** Any form in which a page may have an image. */
export type ImageInput =
  | ImageSource
  | HTMLImageElement
  | HTMLCanvasElement
  | HTMLVideoElement
  | SVGImageElement
  | OffscreenCanvas;

/**
 * Posts images to a worker. Those that can be cloned remain the caller's. Any other is copied to a bitmap,
 * which is transferred.
 *
 * @param images The caller's images.
 * @param send Posts them.
 * @throws ClipError `undecodable-image` if an element's image has not loaded or may not be read, or a bitmap
 *   is closed; or any error of `send`.
 */
export async function post<T>(
  images: readonly ImageInput[],
  send: (sources: ImageSource[]) => Promise<T>,
): Promise<T> {
  const own: ImageBitmap[] = [];
  try {
    const sources = await Promise.all(
      images.map(async (image, index): Promise<ImageSource> => {
        if (isPostable(image)) {
          if (isClosed(image)) {
            throw new ClipError(
              'undecodable-image',
              `Image ${index} was closed. Pass it before you close it.`,
            );
          }
          return image;
        }
        try {
          const bitmap = await createImageBitmap(image, { premultiplyAlpha: 'none' });
          own.push(bitmap);
          return bitmap;
        } catch (error) {
          throw new ClipError(
            'undecodable-image',
            `Image ${index} has not loaded yet. Await its decode() first.`,
            {
              cause: error,
            },
          );
        }
      }),
    );
    return await send(transfer(sources, own));
  } catch (error) {
    // Bitmaps that were transferred are closed already; closing them again does nothing.
    for (const bitmap of own) bitmap.close();
    if (!(error instanceof DOMException) || error.name !== 'DataCloneError') throw error;
    throw new ClipError(
      'undecodable-image',
      'An image comes from another origin, so the browser blocks access to its pixels. Load it with crossorigin="anonymous".',
      { cause: error },
    );
  }
}

function isPostable(image: ImageInput): image is ImageSource {
  return (
    image instanceof Blob ||
    image instanceof ImageBitmap ||
    (image instanceof ImageData && isPlain(image)) ||
    // Not every browser has VideoFrame.
    (typeof VideoFrame !== 'undefined' && image instanceof VideoFrame)
  );
}

/**
 * Other pixels are converted by a bitmap. Firefox has no others, and lacks the attribute:
 * https://bugzil.la/1841326
 */
function isPlain({ colorSpace = 'srgb', data }: ImageData): boolean {
  return colorSpace === 'srgb' && data instanceof Uint8ClampedArray;
}

/** A closed bitmap or frame has no size. */
function isClosed(image: ImageSource): boolean {
  if (image instanceof Blob) return false;
  return ('displayWidth' in image ? image.displayWidth : image.width) === 0;
}
