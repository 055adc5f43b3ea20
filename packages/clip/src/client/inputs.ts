import { ClipError, invalid, orAborted, throwIfAborted } from '@web-clip/calls';
import type { ImageSource } from '@web-clip/images';
import { transfer } from 'comlink';
import { imageAdvice, notAnImage } from './image-advice.ts';

/** Any form in which a page may have an image. */
export type ImageInput =
  | ImageSource
  | HTMLImageElement
  | HTMLCanvasElement
  | HTMLVideoElement
  | SVGImageElement
  | OffscreenCanvas;

/** TypeScript's library lacks the method, and so do some browsers. */
type SvgImage = SVGImageElement & { decode?(): Promise<void> };

/**
 * Posts images to a worker. Those that can be cloned remain the caller's. Any other is copied to a bitmap,
 * which is transferred. Elements that are still loading are waited for.
 *
 * @param images The caller's images.
 * @param send Posts them.
 * @param signal Ends the wait.
 * @param firstIndex Index of the first image, for messages.
 * @throws ClipError `invalid-argument` for anything that is not an image, `undecodable-image` if an image may
 *   not be read, or a bitmap is closed; the signal's reason; or any error of `send`.
 */
export async function post<T>(
  images: readonly ImageInput[],
  send: (sources: ImageSource[]) => Promise<T>,
  signal?: AbortSignal,
  firstIndex = 0,
): Promise<T> {
  for (const [i, image] of images.entries()) {
    const advice = imageAdvice(image);
    if (advice) throw invalid(`Image ${firstIndex + i} ${advice}`);
  }
  const own: ImageBitmap[] = [];
  try {
    const sources = await Promise.all(
      images.map(async (image, i): Promise<ImageSource> => {
        const index = firstIndex + i;
        if (isPostable(image)) {
          if (isClosed(image)) {
            throw new ClipError(
              'undecodable-image',
              `Image ${index} was closed. Pass it before you close it.`,
            );
          }
          return image;
        }
        await ready(image, index, signal);
        const bitmap = await bitmapOf(image, index);
        own.push(bitmap);
        return bitmap;
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

async function bitmapOf(image: Exclude<ImageInput, Blob>, index: number): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(image, { premultiplyAlpha: 'none' });
  } catch (error) {
    // The browser does not take it for an image.
    if (error instanceof TypeError) throw invalid(`Image ${index} ${notAnImage(image)}`);
    throw new ClipError(
      'undecodable-image',
      `The browser cannot read the pixels of image ${index}. Draw it on a canvas, and pass that.`,
      { cause: error },
    );
  }
}

/** Waits until an element has its image. A canvas is ready as soon as it has a size. */
async function ready(
  image: HTMLImageElement | HTMLCanvasElement | HTMLVideoElement | OffscreenCanvas | SvgImage,
  index: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  if ('readyState' in image) {
    if (image.readyState >= HAVE_CURRENT_DATA) return;
    throw invalid(`Image ${index} is a <video> without a frame yet. Await its “loadeddata” event first.`);
  }
  if ('getContext' in image) {
    if (image.width > 0 && image.height > 0) return;
    throw invalid(
      `Image ${index} is a canvas of ${image.width} x ${image.height} pixels. Give it a size, and draw on it first.`,
    );
  }
  if (isLoaded(image) || !image.decode) return;
  // The browser may never load a lazy image that nobody scrolls to.
  if ('loading' in image && image.loading === 'lazy') image.loading = 'eager';
  try {
    await orAborted(image.decode(), signal);
  } catch (error) {
    throwIfAborted(signal);
    const url = 'href' in image ? image.href.baseVal : image.currentSrc || image.src;
    throw new ClipError(
      'invalid-argument',
      url
        ? `Image ${index} is an <${image.localName}> that the browser could not load from ${url}. Check the address and the file.`
        : `Image ${index} is an <${image.localName}> without an address. Set it first.`,
      { cause: error },
    );
  }
}

/** `HTMLMediaElement.HAVE_CURRENT_DATA`. */
const HAVE_CURRENT_DATA = 2;

/** Whether an `<img>` has loaded. Decoding it once more would take time. */
const isLoaded = (image: HTMLImageElement | SvgImage): boolean =>
  'complete' in image && image.complete && image.naturalWidth > 0;

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
