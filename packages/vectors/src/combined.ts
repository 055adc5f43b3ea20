import { Best, type Hit } from './best.ts';

/** A score that several queries make together. */
export interface CombinedQuery {
  /** Queries with whose dot products the score rises, or stays. They need not have length 1. */
  rising: readonly Float32Array[];
  /** Queries with whose dot products the score falls, or stays. */
  falling: readonly Float32Array[];
  /**
   * Computes the score of a row from its dot products: first with the rising queries, then with the falling ones. It
   * is also called with bounds of them, which may be infinite, so it must be monotone in each.
   */
  score(products: Float64Array): number;
}

/** The rows to rank, by their indices from 0. */
export interface CombinedRows {
  /** Number of rows. */
  count: number;
  /**
   * @param query Index of a query.
   * @param rows Which rows; all if left out.
   * @returns Upper bounds of the rows' dot products with a rising query, lower bounds with a falling one.
   */
  bounds(query: number, rows?: readonly number[]): Float64Array;
  /** @returns The dot product of a row with the query of this index. */
  product(row: number, query: number): number;
  /** Whether to include a row. Called for rows that may matter, at most twice each. */
  counts(row: number): boolean;
  /** @returns The id of a row. */
  id(row: number): number;
}

/** Rows beyond the limit that are scored first, for a floor near the last one. */
const EXTRA = 256;

/** From this number of candidates on, it is worth computing their bounds with the falling queries. */
const MANY = 8192;

/**
 * Finds the rows with the highest combined scores. The result is exact: as the score is monotone, bounds of the dot
 * products give a bound of the score.
 *
 * Only the rising queries scan all rows. The falling ones concern those that could be among the best without them, which
 * are few.
 *
 * @param limit Number of best rows wanted.
 * @returns The hits, best first; equal scores by ascending id.
 */
export function searchCombined(query: CombinedQuery, rows: CombinedRows, limit: number): Hit[] {
  const { rising, falling } = query;
  const queries = rising.length + falling.length;
  const values = new Float64Array(queries).fill(Number.NEGATIVE_INFINITY);
  const known = rising.map((_, i) => rows.bounds(i));
  const bound = (row: number): number => {
    for (let i = 0; i < known.length; i++) values[i] = (known[i] as Float64Array)[row] as number;
    values.fill(Number.NEGATIVE_INFINITY, known.length);
    return query.score(values);
  };
  const best = new Best(limit);
  const offer = (row: number): void => {
    bound(row);
    // As products replace bounds, the bound of the score falls to the score.
    for (let i = 0; i < queries; i++) {
      values[i] = rows.product(row, i);
      if (query.score(values) < best.floor) return;
    }
    const score = query.score(values);
    // A row with NaN is never found.
    if (!Number.isNaN(score)) best.offer({ id: rows.id(row), score });
  };

  const order = ranking(known, rows.count, bound);
  const first = highest(order, limit + EXTRA, rows);
  for (const row of first) offer(row);
  const done = new Set(first);
  let candidates = reaching(order, best.floor, bound).filter((row) => !done.has(row) && rows.counts(row));
  for (let i = rising.length; i < queries && candidates.length > MANY; i++) {
    const bounds = new Float64Array(rows.count);
    for (const [at, value] of rows.bounds(i, candidates).entries()) bounds[candidates[at] as number] = value;
    known.push(bounds);
    candidates = candidates.filter((row) => !(bound(row) < best.floor));
  }
  candidates.sort((a, b) => (order[b] as number) - (order[a] as number));
  for (const row of candidates) if (!(bound(row) < best.floor)) offer(row);
  return best.sorted();
}

/** @returns For each row, a number that orders the rows as the bounds of their scores do. */
function ranking(
  known: readonly Float64Array[],
  count: number,
  bound: (row: number) => number,
): Float64Array {
  const [only] = known;
  if (only && known.length === 1) return only;
  const all = new Float64Array(count);
  for (let row = 0; row < count; row++) all[row] = bound(row);
  return all;
}

/** @returns The rows that come first, in any order. */
function highest(order: Float64Array, limit: number, rows: CombinedRows): number[] {
  const best = new Best(limit);
  for (let row = 0; row < order.length; row++) {
    const score = order[row] as number;
    if (score > best.floor && rows.counts(row)) best.offer({ id: row, score });
  }
  return best.sorted().map(({ id }) => id);
}

/** @returns The rows that may reach a score. A bound of NaN, which infinite bounds may cause, excludes nothing. */
function reaching(order: Float64Array, floor: number, bound: (row: number) => number): number[] {
  const found: number[] = [];
  let excluded = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < order.length; row++) {
    const place = order[row] as number;
    // Whatever comes after an excluded row is excluded too. This saves most calls.
    if (place < excluded) continue;
    if (bound(row) < floor) excluded = place;
    else found.push(row);
  }
  return found;
}
