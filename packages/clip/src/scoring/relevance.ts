import type { RelevanceSpec } from '../models/spec.ts';

/** What is known of a text and a library, besides the cosine of one of its images. */
export interface LibraryCosines {
  /** Mean of the text's cosines with the images of the library. */
  mean: number;
  /** Their standard deviation. */
  deviation: number;
  /** Number of images. */
  count: number;
}

/** So many usual images are added to each library, because a few images say little about a text. */
const USUAL_IMAGES = 10;

/**
 * The numbers that tell whether an image fits a text.
 *
 * @param cosine Of the image and the text.
 * @param library The text's cosines with all images.
 * @param usual The model's usual mean and deviation.
 * @returns Cosine, mean, deviation, and the highest standard score that chance alone would give: √(2 ln n).
 */
export function relevanceFeatures(
  cosine: number,
  { mean, deviation, count }: LibraryCosines,
  usual: Pick<RelevanceSpec, 'mean' | 'deviation'>,
): [cosine: number, mean: number, deviation: number, chance: number] {
  const mixed = (own: number, other: number): number =>
    (count * own + USUAL_IMAGES * other) / (count + USUAL_IMAGES);
  return [
    cosine,
    mixed(mean, usual.mean),
    Math.sqrt(mixed(deviation ** 2, usual.deviation ** 2)),
    Math.sqrt(2 * Math.log(Math.max(1, count))),
  ];
}

/**
 * @param cosine Of an image and a text.
 * @param library The text's cosines with all images that the image was chosen from.
 * @param spec The model's relevance spec.
 * @returns The logarithm of the odds that the image fits the text. It rises with the cosine.
 */
export function relevanceLogOdds(cosine: number, library: LibraryCosines, spec: RelevanceSpec): number {
  return relevanceFeatures(cosine, library, spec).reduce(
    (sum, feature, i) => sum + feature * (spec.weights[i] as number),
    spec.constant,
  );
}
