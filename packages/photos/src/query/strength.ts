import type { ModelSpec } from '@web-clip/clip';
import { relevanceLogOdds } from '@web-clip/clip/relevance';
import type { Matrix } from '@web-clip/vectors';
import type { Strength } from '../photo.ts';
import type { SubjectVector, VectorTerm } from './score-terms.ts';

/** Log odds from which a photo fits in some nine of ten cases. */
const STRONG = 2;

/**
 * Without a calibration, a photo fits if its cosine is so many deviations above the mean. In a large library a few
 * photos are that high by chance.
 */
const UNUSUAL = 3;

/** Log odds per deviation, about as in the models that are calibrated. */
const STEEPNESS = 2;

/** From this number of photos on, a library’s own mean and deviation say enough. */
const ENOUGH_PHOTOS = 200;

/**
 * Judges how likely photos fit. All wanted terms must fit, and no unwanted one. A calibration is for texts; images, and
 * texts of models without one, are judged by the library itself.
 *
 * @param terms The query.
 * @param ids The photos.
 * @param matrix The library's embeddings.
 * @param total Number of photos that these were chosen from.
 * @param spec The model's calibration, if there is one.
 * @returns The logarithm of the odds for each photo; undefined if nothing is known.
 */
export function logOdds(
  terms: readonly VectorTerm[],
  ids: readonly number[],
  matrix: Matrix,
  total: number,
  spec: ModelSpec['relevance'],
): number[] | undefined {
  const judged = ({ vector, isText }: SubjectVector): number[] | undefined => {
    const { mean, deviation } = matrix.statistics(vector);
    const cosines = Array.from(matrix.products(vector, ids));
    if (isText && spec) {
      const library = { mean, deviation, count: total };
      return cosines.map((cosine) => relevanceLogOdds(cosine, library, spec));
    }
    if (matrix.size < ENOUGH_PHOTOS || deviation === 0) return undefined;
    return cosines.map((cosine) => STEEPNESS * ((cosine - mean) / deviation - UNUSUAL));
  };
  const known = terms.flatMap(({ weight, anyOf }) => {
    const subjects = anyOf.map(judged);
    if (!subjects.every((each) => each !== undefined)) return [];
    const best = ids.map((_, i) => Math.max(...subjects.map((each) => each[i] as number)));
    return [{ isWanted: weight > 0, odds: weight > 0 ? best : best.map((odds) => -odds) }];
  });
  if (!known.some(({ isWanted }) => isWanted)) return undefined;
  return ids.map((_, i) => Math.min(...known.map(({ odds }) => odds[i] as number)));
}

/** @returns The word for a logarithm of odds. */
export function strengthOf(odds: number): Strength {
  if (odds >= STRONG) return 'strong';
  return odds >= 0 ? 'likely' : 'weak';
}

/**
 * Draws a line between likely hits and others. In a search for several terms they may be mixed; then the line leaves the
 * fewest on the wrong side.
 *
 * @param odds The logarithms of the odds of hits, in their order.
 * @returns Index of the first hit below the line.
 */
export function lineOf(odds: readonly number[]): number {
  let [line, most, balance] = [0, 0, 0];
  for (const [i, each] of odds.entries()) {
    balance += each >= 0 ? 1 : -1;
    if (balance <= most) continue;
    most = balance;
    line = i + 1;
  }
  return line;
}
