import type { Filter } from '../filter.ts';

/** Words of a sentence that could be a filter or a term of their own. */
export interface Candidate {
  /** Where the words begin and end in the sentence. */
  readonly start: number;
  readonly end: number;
  /** What they would become. */
  readonly add:
    | { readonly filter: Filter }
    | { readonly term: { readonly text: string; readonly weight: number } };
}

/** @returns A pattern that is matched at whole words in folded texts; see {@link folded}. */
export function wholeWords(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu');
}

/** @returns The position of a named group of a match, which has the flag `d`. */
export function spanOf(match: RegExpMatchArray, group: string): readonly [start: number, end: number] {
  return match.indices?.groups?.[group] ?? [0, 0];
}
