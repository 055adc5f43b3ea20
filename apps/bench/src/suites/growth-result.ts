import type { Result, Row } from '../result.ts';
import { ratioOf, rowOf } from '../statistics.ts';

/** New photos per run. */
export const ADDED = 512;

/** Sizes of the libraries to compare, in photos. */
const LEVELS = [1000, 10_000, 100_000];

/**
 * @param count Maximum size; 100,000 by default.
 * @returns Library sizes to measure, ascending.
 */
export function growthLevels(count = Math.max(...LEVELS)): number[] {
  return [...LEVELS.filter((level) => level < count), count];
}

/**
 * @param level Number of photos in the library before the runs.
 * @param runs Milliseconds per new photo.
 */
export function growthRow(level: number, runs: readonly number[]): Row {
  return rowOf(`${level.toLocaleString('en')} photos`, 'web-clip', runs);
}

/**
 * @param rows The smallest library first.
 * @param libraries A sentence about how the libraries were made.
 */
export function growthResult(rows: readonly Row[], libraries: string): Result {
  const [first, last] = [rows[0] as Row, rows.at(-1) as Row];
  return {
    suite: 'growth',
    title: 'Adding a photo, by the size of the library',
    unit: 'ms',
    rows,
    ratios: first === last ? [] : [ratioOf(last, first, 'less')],
    notes: [
      `${libraries} Each run adds ${ADDED} new photos of 320 x 240 pixels and keeps them. The photos that it starts with are copies of a few ` +
        'under other names: each has its own record, thumbnail and row, but no encoder ran for it.',
    ],
  };
}
