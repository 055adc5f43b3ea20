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

/** An image that has to be copied. */
type Copyable = Exclude<ImageInput, Blob | ImageBitmap | VideoFrame>;

/** An element that loads an image. TypeScript's library lacks the method of SVG's, and so do some browsers. */
type Loadable = HTMLImageElement | (SVGImageElement & { decode(): Promise<void> });

/**
 * Posts images to a worker. Those that can be cloned remain the caller's. Any other is copied to a bitmap,
 * which is transferred. Elements that are still loading are waited for.
 *
 * Images are posted, and canvases and videos copied, before anything is awaited: the caller may close or redraw
 * them at once.
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
  for (const [i, image] of images.entries()) check(image, firstIndex + i);
  const sources = images.map((image, i) =>
    isPostable(image) ? image : copied(image, firstIndex + i, signal),
  );
  const copies = sources.filter((source) => source instanceof Promise);
  try {
    if (copies.length === 0) return await send(sources as ImageSource[]);
    return await send(transfer(await Promise.all(sources), await Promise.all(copies)));
  } catch (error) {
    // Bitmaps that were transferred are closed already; closing them again does nothing.
    for (const copy of copies) copy.then((bitmap) => bitmap.close()).catch(() => undefined);
    if (!(error instanceof DOMException) || error.name !== 'DataCloneError') throw error;
    throw new ClipError(
      'undecodable-image',
      'An image comes from another origin, so the browser blocks access to its pixels. Load it with crossorigin="anonymous".',
      { cause: error },
    );
  }
}

/** Refuses what is not an image, or has no pixels. */
function check(image: ImageInput, index: number): void {
  const advice = imageAdvice(image);
  if (advice) throw invalid(`Image ${index} ${advice}`);
  if (isPostable(image)) {
    if (!isClosed(image)) return;
    throw new ClipError('undecodable-image', `Image ${index} was closed. Pass it before you close it.`);
  }
  if ('readyState' in image && image.readyState < HAVE_CURRENT_DATA) {
    throw invalid(`Image ${index} is a <video> without a frame yet. Await its “loadeddata” event first.`);
  }
  if ('getContext' in image && (image.width === 0 || image.height === 0)) {
    throw invalid(
      `Image ${index} is a canvas of ${image.width} x ${image.height} pixels. Give it a size, and draw on it first.`,
    );
  }
}

/** Copies an image as soon as it has loaded. */
async function copied(image: Copyable, index: number, signal: AbortSignal | undefined): Promise<ImageBitmap> {
  if ('decode' in image && !isLoaded(image)) await load(image, index, signal);
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

/** Waits until an element has its image. */
async function load(image: Loadable, index: number, signal: AbortSignal | undefined): Promise<void> {
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
const isLoaded = (image: Loadable): boolean =>
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
