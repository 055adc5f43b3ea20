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

/** Without a calibration, deviations above the mean from which a photo fits, and log odds per deviation; see strength.ts. */
const [UNUSUAL, STEEPNESS] = [3, 2];

/** What a search of words needs. */
export interface TermSearch {
  /** The library's embeddings. */
  matrix: Matrix;
  /** The model's calibration, if there is one. */
  relevance: ModelSpec['relevance'];
  /** Most photos of a word. A word that more photos fit says too little of them. */
  most: number;
  signal?: AbortSignal | undefined;
  onProgress?: ((done: number) => void) | undefined;
}

/**
 * Looks for each word of a vocabulary as a search for it would, and keeps the photos that are likely to fit. Memory is that
 * of one search at a time.
 *
 * @param rows An embedding for each word.
 * @throws The signal's reason.
 */
export async function termHits(
  vocabulary: readonly VocabularyTerm[],
  rows: Float32Array,
  { matrix, relevance, most, signal, onProgress }: TermSearch,
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
    const oddsOf = judge(matrix.statistics(vector), matrix.size, relevance);
    for (let limit = FIRST; oddsOf; limit *= FACTOR) {
      const hits = await matrix.search(vector, { limit: Math.min(limit, most + 1) });
      const odds = hits.map(({ score }) => oddsOf(score));
      const end = odds.findIndex((each) => each < 0);
      const count = end === -1 ? odds.length : end;
      if (count > most || count === 0) break;
      if (count === hits.length && hits.length === limit && limit <= most) continue;
      found.push({ ...term, ids: hits.slice(0, count).map(({ id }) => id), odds: odds.slice(0, count) });
      break;
    }
  }
  onProgress?.(vocabulary.length);
  return found;
}

/** @returns What a cosine says, as a logarithm of odds; undefined if all photos are alike. */
function judge(
  { mean, deviation }: Statistics,
  count: number,
  relevance: ModelSpec['relevance'],
): ((cosine: number) => number) | undefined {
  if (deviation === 0) return undefined;
  if (relevance) return (cosine) => relevanceLogOdds(cosine, { mean, deviation, count }, relevance);
  return (cosine) => STEEPNESS * ((cosine - mean) / deviation - UNUSUAL);
}
