import { normaliseRows } from '@web-clip/clip/internal';
import type { CombinedQuery, Statistics } from '@web-clip/vectors';

/** A subject of a term, as a vector of length 1. */
export interface SubjectVector {
  vector: Float32Array;
  /** Whether it is the embedding of a text. */
  isText: boolean;
}

/** A term of a query, with vectors. */
export interface VectorTerm {
  /** Negative for “without”; not 0. */
  weight: number;
  /** At least one. The best of them counts. */
  anyOf: readonly SubjectVector[];
}

/** How much an unwanted term counts beside a wanted one: enough to exclude, and not so much that it decides the rest. */
const UNWANTED = 0.5;

/** From this correlation on, what is left of one score beside another is mostly noise. */
const MOST_ALIKE = 0.95;

/**
 * Merges what counts together: wanted images, as the mean of their embeddings. They are examples of one thing, and would
 * otherwise outweigh the words beside them.
 */
export function merged(terms: readonly VectorTerm[]): readonly VectorTerm[] {
  const isImage = ({ weight, anyOf }: VectorTerm): boolean =>
    weight > 0 && anyOf.length === 1 && !anyOf[0]?.isText;
  const images = terms.filter(isImage);
  const [first] = images;
  if (!first || images.length === 1) return terms;
  const mean = new Float32Array(first.anyOf[0]?.vector.length ?? 0);
  for (const { weight, anyOf } of images) addTo(mean, anyOf[0]?.vector ?? [], weight);
  normaliseRows(mean, mean.length);
  const weight = images.reduce((sum, image) => sum + image.weight, 0) / images.length;
  return [{ weight, anyOf: [{ vector: mean, isText: false }] }, ...terms.filter((term) => !isImage(term))];
}

/**
 * Scores terms together. Each subject gives a photo a standard score: how many deviations its cosine is above the mean of
 * the library. Cosines themselves cannot be added, because those of images are much higher and vary more than those of
 * words. What all texts have in common is subtracted from words: it only says how much a photo resembles any text.
 *
 * The score is the weighted sum of the wanted terms, less half of what each unwanted one is above the mean: what resembles it
 * less than most photos do is not better for that. Of an unwanted term counts what the wanted ones do not explain: in “a dog,
 * but no puppy”, all dogs resemble puppies, and the best dogs most. So its score is corrected by its regression on theirs over
 * the library. Unwanted terms alone rank what resembles them least first.
 *
 * @param terms At least one.
 * @param neutral The mean embedding of neutral texts.
 * @param statistics Returns mean and deviation of the library's dot products with a vector.
 */
export function scoreTerms(
  terms: readonly VectorTerm[],
  neutral: Float32Array,
  statistics: (vector: Float32Array) => Statistics,
): CombinedQuery {
  const isWanted = terms.some(({ weight }) => weight > 0);
  const isSum = ({ weight, anyOf }: VectorTerm): boolean => anyOf.length === 1 && weight > 0 === isWanted;
  const standard = ({ vector, isText }: SubjectVector): Standard => {
    const centred = vector.slice();
    if (isText) addTo(centred, neutral, -1);
    const { mean, deviation } = statistics(centred);
    // All photos are alike.
    return { vector: centred, mean, scale: deviation > 0 ? 1 / deviation : 0 };
  };
  // Standard scores that are added need only one scan: they are linear.
  const sum = new Float32Array(terms[0]?.anyOf[0]?.vector.length ?? 0);
  let constant = 0;
  for (const { weight, anyOf } of terms.filter(isSum)) {
    const { vector, mean, scale } = standard(anyOf[0] as SubjectVector);
    addTo(sum, vector, weight * scale);
    constant -= weight * scale * mean;
  }
  const wanted = isWanted && terms.some(isSum) ? statistics(sum).deviation : 0;
  const unexplained = (unwanted: Standard): Standard => {
    const { vector, scale } = unwanted;
    if (wanted === 0 || scale === 0) return unwanted;
    const mixed = (factor: number): Float32Array =>
      vector.map((value, i) => value * scale + (factor * (sum[i] as number)) / wanted);
    // The variance of the sum of two standard scores is 2 + 2 r.
    const correlation = statistics(mixed(1)).deviation ** 2 / 2 - 1;
    if (Math.abs(correlation) > MOST_ALIKE) return unwanted;
    const rest = mixed(-correlation);
    const { mean, deviation } = statistics(rest);
    return { vector: rest, mean, scale: 1 / deviation };
  };
  const others = terms
    .filter((term) => !isSum(term))
    .map(({ weight, anyOf }) => {
      const subjects = anyOf.map(standard);
      return { weight, anyOf: weight < 0 && isWanted ? subjects.map(unexplained) : subjects };
    });
  const rising = others.filter(({ weight }) => weight > 0);
  const falling = others.filter(({ weight }) => weight < 0);
  const vectors = (some: typeof others): Float32Array[] =>
    some.flatMap(({ anyOf }) => anyOf.map(({ vector }) => vector));
  const order = [...rising, ...falling];
  const hasSum = terms.some(isSum);
  return {
    rising: [...(hasSum ? [sum] : []), ...vectors(rising)],
    falling: vectors(falling),
    score(products, scores) {
      if (hasSum) {
        const [sums] = products as [Float64Array];
        for (let row = 0; row < scores.length; row++) scores[row] = (sums[row] as number) + constant;
      } else scores.fill(0);
      const best = new Float64Array(scores.length);
      let at = hasSum ? 1 : 0;
      for (const { weight, anyOf } of order) {
        best.fill(Number.NEGATIVE_INFINITY);
        for (const { mean, scale } of anyOf) {
          const column = products[at++] as Float64Array;
          // Zero times an infinite bound would be NaN.
          if (scale === 0)
            for (let row = 0; row < best.length; row++) best[row] = Math.max(best[row] as number, 0);
          else {
            for (let row = 0; row < best.length; row++)
              best[row] = Math.max(best[row] as number, ((column[row] as number) - mean) * scale);
          }
        }
        const isHalf = weight < 0 && isWanted;
        for (let row = 0; row < best.length; row++) {
          const own = best[row] as number;
          scores[row] = (scores[row] as number) + weight * (isHalf ? UNWANTED * Math.max(0, own) : own);
        }
      }
    },
  };
}

/** A vector, and how its dot products become standard scores. */
interface Standard {
  vector: Float32Array;
  mean: number;
  scale: number;
}

function addTo(sum: Float32Array, vector: ArrayLike<number>, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (vector[i] as number);
}
