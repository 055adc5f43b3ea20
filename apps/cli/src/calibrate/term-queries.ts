import type { CalibrationText } from './queries.ts';

/** A query of two words, of which the second must not be shown. */
export interface WithoutQuery {
  wanted: string;
  unwanted: string;
  /** Indices of the photos that are right. */
  right: readonly number[];
}

/** A query of a photo and a word that it does not show. */
export interface PhotoQuery {
  /** Index of the photo. */
  photo: number;
  word: string;
  /** Indices of the photos that are right: they show the word, and another one that the photo shows too. */
  right: readonly number[];
}

/** Fewest right photos of a query. */
const FEWEST_WITHOUT = 5;
const FEWEST_ALIKE = 3;

/** How many queries of each kind. */
const WITHOUT = 100;
const PHOTOS = 50;

/**
 * Makes queries of two terms from the words of captions.
 *
 * @param texts See `calibrationTexts`.
 * @param count Number of photos.
 */
export function termQueries(
  texts: readonly CalibrationText[],
  count: number,
): { without: WithoutQuery[]; photos: PhotoQuery[] } {
  const words = texts.filter(({ kind }) => kind === 'word');
  const all = Array.from({ length: count }, (_, i) => i);
  const pairs = words.flatMap((one) =>
    words.filter((other) => other !== one).map((other) => ({ one, other })),
  );
  const without = pairs.flatMap(({ one, other }) => {
    const right = all.filter((i) => one.fits[i] === 1 && other.fits[i] === 0);
    const both = all.some((i) => one.fits[i] === 1 && other.fits[i] === 1);
    return right.length >= FEWEST_WITHOUT && both ? [{ wanted: one.text, unwanted: other.text, right }] : [];
  });
  const photos = pairs.flatMap(({ one, other }) => {
    const right = all.filter((i) => one.fits[i] === 1 && other.fits[i] === 1);
    const asked = all.filter((i) => one.fits[i] === 1 && other.fits[i] === 0);
    return right.length >= FEWEST_ALIKE ? asked.map((photo) => ({ photo, word: other.text, right })) : [];
  });
  return { without: spread(without, WITHOUT), photos: spread(photos, PHOTOS) };
}

/** Takes some, evenly spread. */
function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)] as T);
}

/** @returns The mean share of right photos among the first ten, where ten is the most that can be. */
export function precision(
  queries: readonly { right: readonly number[] }[],
  rankings: readonly (readonly number[])[],
): number {
  const shares = queries.map(({ right }, i) => {
    const first = (rankings[i] ?? []).slice(0, 10);
    return first.filter((photo) => right.includes(photo)).length / Math.min(10, right.length);
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
