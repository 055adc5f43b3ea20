import type { Maker, Ratio, Row } from './result.ts';

/**
 * @param values At least one number, in any order.
 * @param part 0..1.
 * @returns The quantile, interpolated between neighbours.
 */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * @param values At least one number, in any order.
 * @returns The median.
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * @param runs One figure per run.
 * @returns A row whose value is their median.
 */
export function rowOf(name: string, by: Maker, runs: readonly number[], parts?: Row['parts']): Row {
  return { name, by, value: median(runs), runs, ...(parts && { parts }) };
}

/**
 * @param runs Repeated timings of the same operation, for each run.
 * @returns A row with the medians of the runs, and the 95th percentile over all timings.
 */
export function latencyRow(name: string, by: Maker, runs: readonly (readonly number[])[]): Row {
  return rowOf(name, by, runs.map(median), { 'p95 ms': quantile(runs.flat(), 0.95) });
}

/**
 * @param runs The components of each run. A component may be missing in some runs.
 * @returns The median of each component.
 */
export function medianParts(runs: readonly Row['parts'][]): Record<string, number> {
  const names = new Set(runs.flatMap((parts) => Object.keys(parts ?? {})));
  return Object.fromEntries(
    [...names].map((name) => [name, median(runs.map((parts) => parts?.[name] ?? 0))]),
  );
}

/**
 * @param a A row.
 * @param b The row to compare with.
 * @param faster Whether a higher or a lower value is faster.
 * @returns How many times as fast `a` is.
 */
export function ratioOf(a: Row, b: Row, faster: 'more' | 'less'): Ratio {
  const named = ({ by, name }: Row): string => (a.by === b.by ? name : `${by} ${name}`);
  return {
    name: `${named(a)} / ${named(b)}`,
    value: faster === 'more' ? a.value / b.value : b.value / a.value,
    unit: 'times as fast',
  };
}

/** The cosine similarity of two vectors other than zero. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return dot / Math.sqrt(aa * bb);
}
