import type { Maker, Ratio, Row } from './result.ts';

/**
 * @param values At least one number, in any order.
 * @param part 0..1.
 * @returns The value below which that part of them lies, interpolated between neighbours.
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
 * @returns The middle one.
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * @param runs The runs' figures.
 * @returns A row whose value is their median.
 */
export function rowOf(name: string, by: Maker, runs: readonly number[], parts?: Row['parts']): Row {
  return { name, by, value: median(runs), runs, ...(parts && { parts }) };
}

/**
 * @param runs For each run how long the same thing took, again and again.
 * @returns A row of the runs' medians, with the 95th percentile of all.
 */
export function latencyRow(name: string, by: Maker, runs: readonly (readonly number[])[]): Row {
  return rowOf(name, by, runs.map(median), { 'p95 ms': quantile(runs.flat(), 0.95) });
}

/**
 * @param runs What each run was made of; a part may be absent from some.
 * @returns The median of every part.
 */
export function medianParts(runs: readonly Row['parts'][]): Record<string, number> {
  const names = new Set(runs.flatMap((parts) => Object.keys(parts ?? {})));
  return Object.fromEntries(
    [...names].map((name) => [name, median(runs.map((parts) => parts?.[name] ?? 0))]),
  );
}

/**
 * @param a A row.
 * @param b What it is compared with.
 * @param faster Whether more or less is faster.
 * @returns How many times as fast a is.
 */
export function ratioOf(a: Row, b: Row, faster: 'more' | 'less'): Ratio {
  const named = ({ by, name }: Row): string => (a.by === b.by ? name : `${by} ${name}`);
  return {
    name: `${named(a)} / ${named(b)}`,
    value: faster === 'more' ? a.value / b.value : b.value / a.value,
    unit: 'times as fast',
  };
}

/** The cosine of two vectors of any length above 0. */
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
