import { LEVEL_SIDES } from './alignment.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { type GreyImage, softened, withLongSide } from './grey-image.ts';
import { type Orientation, oriented } from './orientations.ts';

/** Long side of the images whose local differences decide. */
const DETAIL_SIDE = 160;

/** An image prepared to be compared with others. */
export interface ComparedImage {
  /** Its full size in pixels, upright. */
  width: number;
  height: number;
  frequencies: Fingerprint['frequencies'];
  /** The image at {@link LEVEL_SIDES}. */
  pyramid: readonly GreyImage[];
  /** The image at most 160 pixels long, softened. */
  detail: GreyImage;
}

/**
 * @param green The green of a thumbnail's pixels.
 * @param width The full width of the image in pixels.
 * @param height The full height.
 */
export function comparedImage(green: GreyImage, width: number, height: number): ComparedImage {
  return {
    width,
    height,
    frequencies: fingerprintOf(green).frequencies,
    pyramid: LEVEL_SIDES.map((side) => withLongSide(green, side)),
    detail: softened(withLongSide(green, DETAIL_SIDE)),
  };
}

/** @returns The image in another orientation. */
export function turnedImage(image: ComparedImage, orientation: Orientation): ComparedImage {
  const { width, height } = image;
  return {
    ...image,
    ...(orientation.transposed && { width: height, height: width }),
    pyramid: image.pyramid.map((level) => oriented(level, orientation)),
    detail: oriented(image.detail, orientation),
  };
}
