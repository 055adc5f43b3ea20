import type { ModelSpec } from '@web-clip/clip';
import { throwIfAborted } from '@web-clip/clip/internal';
import { relevanceLogOdds } from '@web-clip/clip/relevance';
import type { Matrix, Statistics } from '@web-clip/vectors';
import type { VocabularyTerm } from './vocabulary.ts';

/** The photos that are likely to show what a word says. */
export interface TermHits extends VocabularyTerm {
  /** Their ids, those that fit best first. */
  ids: number[];
  /** The logarithm of the odds that each one fits. */
  odds: number[];
}

/** How many hits are asked for first, and by which factor more if all of them fit. */
const [FIRST, FACTOR] = [96, 8];

/** Words that are searched before other work may go on. */
const SLICE = 16;

/**
 * Without a calibration, deviations from which a photo fits, above what chance gives the best of as many, and log odds per
 * deviation; see strength.ts.
 */
const [UNUSUAL, STEEPNESS] = [1, 2];

/** From this number of photos on, a library’s own deviation says enough. In a smaller one, a thing is much of it. */
const ENOUGH_PHOTOS = 200;

/** What a search of words needs. */
export interface TermSearch {
  /** The library's embeddings. */
  matrix: Matrix;
  /** Photos that stand for the library, by id. */
  sample: readonly number[];
  /** The model's calibration, if there is one. */
  relevance: ModelSpec['relevance'];
  /** Most photos of a word. A word that more photos fit says too little of them. */
  most: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number) => void) | undefined;
}

/**
 * Looks for each word of a vocabulary as a search for it would, and keeps the photos that are likely to fit. A search for one
 * photo asks whether it stands out from what chance gives the best of all; that many do is less likely by chance, so the kth
 * best is compared with the kth best by chance, as Benjamini and Hochberg do (1995). Memory is that of one search at a time.
 *
 * @param rows An embedding for each word.
 * @throws The signal's reason.
 */
export async function termHits(
  vocabulary: readonly VocabularyTerm[],
  rows: Float32Array,
  { matrix, sample, relevance, most, signal, onProgress }: TermSearch,
): Promise<TermHits[]> {
  const { dimension } = matrix;
  const found: TermHits[] = [];
  for (const [i, term] of vocabulary.entries()) {
    if (i % SLICE === 0) {
      await new Promise((resolve) => setTimeout(resolve));
      throwIfAborted(signal);
      onProgress?.(i);
    }
    const vector = rows.slice(i * dimension, (i + 1) * dimension);
    const oddsOf = judge(usualOf(matrix.products(vector, sample)), matrix.size, relevance);
    for (let limit = FIRST; oddsOf; limit *= FACTOR) {
      const hits = await matrix.search(vector, { limit: Math.min(limit, most + 1) });
      const count = hits.findLastIndex(({ score }, rank) => oddsOf(score, rank + 1) >= 0) + 1;
      if (count > most || count === 0) break;
      if (count === hits.length && hits.length === limit && limit <= most) continue;
      const likely = hits.slice(0, count);
      found.push({
        ...term,
        ids: likely.map(({ id }) => id),
        odds: likely.map(({ score }) => oddsOf(score, count)),
      });
      break;
    }
  }
  onProgress?.(vocabulary.length);
  return found;
}

/**
 * @returns Mean and deviation of the photos that do not show a word, by the lower half of the cosines: the photos that do are at
 *   the upper end, and may be many.
 */
function usualOf(cosines: Float64Array): Statistics {
  const sorted = cosines.filter((value) => !Number.isNaN(value)).sort();
  const quantile = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? 0;
  return { mean: quantile(0.5), deviation: quantile(0.5) - quantile(0.159) };
}

/** @returns What a cosine says if so many photos have it, as a logarithm of odds; undefined if all photos are alike. */
function judge(
  own: Statistics,
  total: number,
  relevance: ModelSpec['relevance'],
): ((cosine: number, count: number) => number) | undefined {
  /** Deviations of the best of so many by chance. */
  const chance = (photos: number): number => Math.sqrt(2 * Math.log(Math.max(1, photos)));
  if (!relevance) {
    const { mean, deviation } = own;
    if (deviation === 0) return undefined;
    return (cosine, count) => STEEPNESS * ((cosine - mean) / deviation - chance(total / count) - UNUSUAL);
  }
  // Some words are near every photo, so that the mean is always the library’s own.
  const { mean } = own;
  const { deviation } = total < ENOUGH_PHOTOS ? relevance : own;
  const [, , , perChance] = relevance.weights;
  return (cosine, count) =>
    relevanceLogOdds(cosine, { mean, deviation, count: total }, relevance) +
    perChance * (chance(total / count) - chance(total));
}
