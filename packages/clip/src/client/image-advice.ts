import { described } from '@web-clip/calls';

/** What people pass in the place of an image, by its class, and what to do about it. */
const ADVICE: readonly [kinds: RegExp, advice: string][] = [
  [/^(String|URL)$/, 'Fetch it first, and pass await response.blob().'],
  [/^Response$/, 'Pass its await response.blob().'],
  [/^((Shared)?ArrayBuffer|DataView|[A-Za-z0-9]+Array)$/, 'Wrap the bytes of a file in new Blob([bytes]).'],
  [/^Promise$/, 'Await it first.'],
  [/^FileSystemFileHandle$/, 'Pass its await handle.getFile().'],
  [/^(Array|FileList|NodeList|HTMLCollection)$/, 'Pass a flat array of images.'],
  [/^HTMLInputElement$/, 'Pass its files: [...input.files].'],
  [/^SVGSVGElement$/, 'Pass an <img> that shows it, or an <image> within it.'],
  [/Rendering(2D)?Context(2D)?$/, 'Pass its canvas.'],
];

/** Everything that is an image, for all other mistakes. */
const KINDS =
  'Pass a Blob or File, an <img>, <canvas> or <video>, an ImageBitmap, ImageData, VideoFrame or OffscreenCanvas.';

/** Elements of HTML and SVG that hold an image. */
const IMAGE_ELEMENTS: ReadonlySet<unknown> = new Set(['img', 'image', 'canvas', 'video']);

/**
 * @param value Anything that was passed as an image.
 * @returns Why it cannot be one and what to pass instead; undefined if it may be an image. Objects of classes
 *   that are not known here may be: they come from other frames, or from newer browsers.
 */
export function imageAdvice(value: unknown): string | undefined {
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  const known = ADVICE.find(([kinds]) => kinds.test(kind))?.[1];
  if (known) return `is ${described(value)}. ${known}`;
  const isObject = typeof value === 'object' && value !== null;
  if (!isObject || kind === 'Object') return notAnImage(value);
  const isElement = 'localName' in value;
  return isElement && !IMAGE_ELEMENTS.has(value.localName) ? notAnImage(value) : undefined;
}

/** @returns What a value is, and what images are. */
export const notAnImage = (value: unknown): string => `is ${described(value)}. ${KINDS}`;
