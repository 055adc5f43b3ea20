import type { FilteredPhoto, PhotoTrait } from './filter.ts';

/** Sides that differ by less make a square: cropping by hand misses by some pixels. */
const SQUARE_TOLERANCE = 0.02;

const isSquare = ({ width, height }: FilteredPhoto): boolean =>
  width > 0 && Math.abs(width - height) <= SQUARE_TOLERANCE * Math.max(width, height);

/** Every photo whose size is known has one shape; one that has a kind has a shape too. */
export function shapeTest(
  kind: Exclude<PhotoTrait, 'blurred' | 'favourite' | 'hidden'>,
): (photo: FilteredPhoto) => boolean {
  if (kind === 'square') return isSquare;
  if (kind === 'portrait') return (photo) => photo.height > photo.width && !isSquare(photo);
  if (kind === 'landscape') return (photo) => photo.width > photo.height && !isSquare(photo);
  return (photo) => photo.kind === kind;
}
