import { Best, type Hit } from './best.ts';

/** A score that several queries make together. */
export interface CombinedQuery {
  /** Queries with whose dot products the score rises, or stays. They need not have length 1. */
  rising: readonly Float32Array[];
  /** Queries with whose dot products the score falls, or stays. */
  falling: readonly Float32Array[];
  /**
   * Computes the scores of rows from their dot products. It is also called with bounds of them, which may be infinite, so
   * scores must be monotone in each.
   *
   * @param products For each query, first the rising ones, then the falling ones: one number per row.
   * @param scores Where to write the scores, one per row.
   */
  score(products: readonly Float64Array[], scores: Float64Array): void;
}

/** The rows to rank, by their indices from 0. */
export interface CombinedRows {
  /** Number of rows. */
  count: number;
  /** @returns For each rising query, upper bounds of the dot products of all rows. */
  highest(): readonly Float64Array[];
  /** @returns Lower bounds of the dot products of some rows with the falling query of this index. */
  lowest(query: number, rows: readonly number[]): Float64Array;
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
  const known = [...rows.highest()];
  const products = Array.from({ length: queries }, () => Float64Array.of(Number.NEGATIVE_INFINITY));
  const score = new Float64Array(1);
  const scored = (): number => {
    query.score(products, score);
    return score[0] as number;
  };
  const bound = (row: number): number => {
    for (const [i, product] of products.entries()) product[0] = known[i]?.[row] ?? Number.NEGATIVE_INFINITY;
    return scored();
  };
  const best = new Best(limit);
  const offer = (row: number): void => {
    bound(row);
    // As products replace bounds, the bound of the score falls to the score.
    for (const [i, product] of products.entries()) {
      product[0] = rows.product(row, i);
      if (scored() < best.floor) return;
    }
    const exact = scored();
    // A row with NaN is never found.
    if (!Number.isNaN(exact)) best.offer({ id: rows.id(row), score: exact });
  };

  const order = ranking(query, known, rows.count);
  const first = highest(order, limit + EXTRA, rows);
  for (const row of first) offer(row);
  const done = new Set(first);
  let candidates = reaching(order, best.floor, bound).filter((row) => !done.has(row) && rows.counts(row));
  for (let i = rising.length; i < queries && candidates.length > MANY; i++) {
    const bounds = new Float64Array(rows.count);
    for (const [at, value] of rows.lowest(i, candidates).entries()) bounds[candidates[at] as number] = value;
    known.push(bounds);
    candidates = candidates.filter((row) => !(bound(row) < best.floor));
  }
  candidates.sort((a, b) => (order[b] as number) - (order[a] as number));
  for (const row of candidates) if (!(bound(row) < best.floor)) offer(row);
  return best.sorted();
}

/** @returns For each row, a number that orders the rows as the bounds of their scores do. */
function ranking(query: CombinedQuery, known: readonly Float64Array[], count: number): Float64Array {
  const [only] = known;
  if (only && known.length === 1) return only;
  const unbounded = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const bounds = new Float64Array(count);
  query.score([...known, ...query.falling.map(() => unbounded)], bounds);
  return bounds;
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
