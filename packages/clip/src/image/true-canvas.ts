import { ClipError } from '../errors.ts';

/** Side of the canvas that is tried, in pixels. */
const SIDE = 16;

/** The most that a value may be off: some browsers change the last bits of some, which no embedding shows. */
const NOISE = 4;

let isTrue = false;

/**
 * Makes sure that a canvas gives back what was put into it, once a thread. Browsers that protect against fingerprinting
 * give pages random pixels, and no error:
 * https://support.mozilla.org/kb/resist-fingerprinting
 *
 * @throws ClipError `unreadable-file` if it does not. Then it is tried again the next time: the person may allow it.
 */
export function requireTrueCanvas(): void {
  isTrue ||= givesBack();
  if (isTrue) return;
  throw new ClipError(
    'unreadable-file',
    'This browser gives pages random pixels in the place of pictures, as a protection against fingerprinting. Allow this site to read canvas data, or use another browser.',
  );
}

function givesBack(): boolean {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true });
  // Without one there is no picture either, and whoever draws it says so.
  if (!context) return true;
  const put = new ImageData(SIDE, SIDE);
  for (let i = 0; i < put.data.length; i++) put.data[i] = i % 4 === 3 ? 255 : (i * 37) % 256;
  context.putImageData(put, 0, 0);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  return put.data.every((value, i) => Math.abs(value - (data[i] as number)) <= NOISE);
}
