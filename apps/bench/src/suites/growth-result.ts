import type { Result, Row } from '../result.ts';
import { ratioOf, rowOf } from '../statistics.ts';

/** New photos in one run. */
export const ADDED = 512;

/** Photos in libraries that are compared. */
const LEVELS = [1000, 10_000, 100_000];

/**
 * @param count Photos to go up to; 100,000 by default.
 * @returns Photos that libraries hold before some are added, fewest first.
 */
export function growthLevels(count = Math.max(...LEVELS)): number[] {
  return [...LEVELS.filter((level) => level < count), count];
}

/**
 * @param level Photos that the library had before the runs.
 * @param runs Milliseconds that a new photo took.
 */
export function growthRow(level: number, runs: readonly number[]): Row {
  return rowOf(`${level.toLocaleString('en')} photos`, 'web-clip', runs);
}

/**
 * @param rows The smallest library first.
 * @param libraries How they came about, in a sentence.
 */
export function growthResult(rows: readonly Row[], libraries: string): Result {
  const [first, last] = [rows[0] as Row, rows.at(-1) as Row];
  return {
    suite: 'growth',
    title: 'Adding a photo, by what the library held at first',
    unit: 'ms',
    rows,
    ratios: first === last ? [] : [ratioOf(last, first, 'less')],
    notes: [
      `${libraries} Each run adds ${ADDED} new photos of 320 x 240 pixels, which stay. What a library holds before are copies of a few ` +
        'photos under other names: each has a record, a thumbnail and a row of its own, but went through no encoder.',
    ],
  };
}
