import { transfer } from 'comlink';
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
 * Makes pictures fit for a worker, and posts them: what can be cloned stays the caller's, anything
 * else becomes a bitmap of our own, and is transferred.
 *
 * @param images The caller's pictures.
 * @param send Posts them.
 * @throws ClipError `undecodable-image` for an element whose picture has not loaded or may not be read,
 *   or a closed bitmap; and what `send` throws.
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
            throw new ClipError('undecodable-image', `Picture ${index} was closed. Pass it before.`);
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
            `Picture ${index} has not loaded. Await its decode() first.`,
            {
              cause: error,
            },
          );
        }
      }),
    );
    return await send(transfer(sources, own));
  } catch (error) {
    // What was transferred is closed already, and closing it again does nothing.
    for (const bitmap of own) bitmap.close();
    if (!(error instanceof DOMException) || error.name !== 'DataCloneError') throw error;
    throw new ClipError(
      'undecodable-image',
      'A picture comes from another origin, which does not allow its pixels to be read. Load it with crossorigin="anonymous".',
      { cause: error },
    );
  }
}

function isPostable(image: ImageInput): image is ImageSource {
  return (
    image instanceof Blob ||
    image instanceof ImageBitmap ||
    (image instanceof ImageData && isPlain(image)) ||
    // Not every browser has it.
    (typeof VideoFrame !== 'undefined' && image instanceof VideoFrame)
  );
}

/** What else pixels may be, a bitmap converts. Firefox has no more, and no attribute: https://bugzil.la/1841326 */
function isPlain({ colorSpace = 'srgb', data }: ImageData): boolean {
  return colorSpace === 'srgb' && data instanceof Uint8ClampedArray;
}

/** Closing a bitmap or a frame takes its size away. */
function isClosed(image: ImageSource): boolean {
  if (image instanceof Blob) return false;
  return ('displayWidth' in image ? image.displayWidth : image.width) === 0;
}
