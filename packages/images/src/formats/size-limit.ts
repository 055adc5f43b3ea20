import { ClipError } from '@web-clip/calls';

/**
 * The most pixels an image may have: 2^28, so that the 200 megapixels of a phone fit. They take 1 GiB, and 2
 * GiB while decoded and read. Above this, Chromium's canvas returns zeros instead of pixels, without an error
 * (measured with 20,000 x 20,000).
 */
export const MAX_PIXELS = 2 ** 28;

/** An image's size in pixels as stored, before it is turned upright. */
export interface ImageSize {
  width: number;
  height: number;
}

/**
 * @param size An image's size.
 * @throws ClipError `too-large-image` if it has more than {@link MAX_PIXELS} pixels.
 */
export function refuseTooLarge({ width, height }: ImageSize): void {
  if (width * height <= MAX_PIXELS) return;
  throw new ClipError(
    'too-large-image',
    `The image has ${width} x ${height} pixels, but the limit is ${Math.floor(MAX_PIXELS / 1e6)} million. Scale it down.`,
  );
}
