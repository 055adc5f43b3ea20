import { ClipError } from '@web-clip/calls';

/** Side of the test canvas in pixels. */
const SIDE = 16;

/**
 * Maximum error of a value. Some browsers change the low bits of some values, which does not affect
 * embeddings.
 */
const NOISE = 4;

let isTrue = false;

/**
 * Makes sure, once per thread, that a canvas returns the pixels that were drawn. Browsers that protect
 * against fingerprinting return random pixels without an error:
 * https://support.mozilla.org/kb/resist-fingerprinting
 *
 * @throws ClipError `unreadable-file` if it does not. The next call tries again, because the user may have
 *   allowed it.
 */
export function requireTrueCanvas(): void {
  isTrue ||= givesBack();
  if (isTrue) return;
  throw new ClipError(
    'unreadable-file',
    'This browser replaces the pixels of images with random ones to prevent fingerprinting. Allow this site to read canvas data, or use another browser.',
  );
}

function givesBack(): boolean {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true });
  // Without a canvas nothing can be drawn either, and the code that draws will say so.
  if (!context) return true;
  const put = new ImageData(SIDE, SIDE);
  for (let i = 0; i < put.data.length; i++) put.data[i] = i % 4 === 3 ? 255 : (i * 37) % 256;
  context.putImageData(put, 0, 0);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  return put.data.every((value, i) => Math.abs(value - (data[i] as number)) <= NOISE);
}
