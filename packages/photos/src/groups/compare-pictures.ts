import { ComparedImage } from './compared-image.ts';
import { greenOf } from './grey-image.ts';
import { type SamePicture, samePicture } from './same-picture.ts';

/** A picture to compare. */
export interface ComparedPicture {
  /** Pixels of its thumbnail, if it has a sound one. */
  readonly pixels: ImageData | undefined;
  /** Size of the picture itself, in pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Compares pictures by their thumbnails.
 *
 * @param pairs Pairs of their indices.
 * @returns For each pair what {@link samePicture} says: null if it is not the same. Undefined without sound thumbnails.
 */
export function comparePictures(
  pictures: readonly ComparedPicture[],
  pairs: readonly (readonly [number, number])[],
): (SamePicture | null | undefined)[] {
  const images = pictures.map(
    ({ pixels, width, height }) => pixels && new ComparedImage(greenOf(pixels), width, height),
  );
  return pairs.map(([one, other]) => {
    const [first, second] = [images[one], images[other]];
    return first && second && (samePicture(first, second) ?? null);
  });
}
