import type { PackTruth } from './plan.ts';

/** How well pairs of files were found to be the same picture. */
export interface PairScore {
  /** Share of the found pairs that are the same picture. */
  precision: number;
  /** Share of the pairs of the same picture that were found. */
  recall: number;
  /** Found pairs that are a burst's. */
  burstPairs: number;
  /** Found pairs that are neither the same picture nor of a burst. */
  otherPairs: number;
}

/** Names of two files, the first one in the order of the alphabet first. */
export type Pair = string;

/** @returns The pair of two files. */
export const pairOf = (one: string, other: string): Pair =>
  one < other ? `${one}\n${other}` : `${other}\n${one}`;

/** @returns All pairs within groups. */
export function pairsOf(groups: readonly (readonly string[])[]): Set<Pair> {
  const pairs = new Set<Pair>();
  for (const group of groups) {
    for (const [i, one] of group.entries())
      for (const other of group.slice(i + 1)) pairs.add(pairOf(one, other));
  }
  return pairs;
}

/** @returns Name of a file without its folder. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** @returns The pictures that the pack has copies of, as names of their files. */
const setsOf = ({ sets }: PackTruth): string[][] =>
  sets.map(({ original, copies }) => [original, ...copies.map(({ file }) => file)].map(nameOf));

/** @returns The bursts of the pack, as names of their files. */
export const burstsOf = ({ bursts }: PackTruth): string[][] => bursts.map((burst) => burst.map(nameOf));

/** Scores found pairs of the same picture. */
export function scorePairs(found: ReadonlySet<Pair>, truth: PackTruth): PairScore {
  const right = pairsOf(setsOf(truth));
  const bursts = pairsOf(burstsOf(truth));
  const count = (pairs: ReadonlySet<Pair>): number => [...found].filter((pair) => pairs.has(pair)).length;
  const [hits, burstPairs] = [count(right), count(bursts)];
  return {
    precision: found.size > 0 ? hits / found.size : 1,
    recall: hits / right.size,
    burstPairs,
    otherPairs: found.size - hits - burstPairs,
  };
}

/** A group of the same picture, as names of files. */
export interface KeptGroup {
  keep: string;
  files: readonly string[];
}

/** @returns How many of the found pictures keep the original, and of how many. */
export function scoreKept(groups: readonly KeptGroup[], truth: PackTruth): { right: number; of: number } {
  const originals = new Set(truth.sets.map(({ original }) => nameOf(original)));
  const known = groups.filter(({ files }) => files.some((file) => originals.has(file)));
  return { right: known.filter(({ keep }) => originals.has(keep)).length, of: known.length };
}
