import type { Filter } from '../filter.ts';

/** Words to look for, or a photo of the library to compare with, as the text of a query can say it. */
export type QueryTerm = (
  | { readonly text: string }
  | { readonly photo: number }
  | {
      /** Two or more alternatives. */
      readonly anyOf: readonly { readonly text: string }[];
    }
) & {
  /** Default: 1. A negative one means without. Not more than two decimals. */
  readonly weight?: number;
};

/** What a query says: what to look for, and among which photos. */
export interface QueryParts {
  /** What to look for; empty for all photos. */
  readonly terms: readonly QueryTerm[];
  /** What the photos must be: all of these. */
  readonly filters: readonly Filter[];
}

/** A part of a query that looks like a filter and is none. It is left out of the search. */
export interface QueryProblem {
  /** The part as it was typed, such as `is:portait`. */
  readonly text: string;
  /**
   * `date`: it is no date or period. `kind`: there is no such value of `is`. `place`: its distance or coordinates are
   * impossible. `rating`: it is no rating from 1 to 5, or range of ratings. `value`: nothing comes after the colon.
   */
  readonly kind: 'date' | 'kind' | 'place' | 'rating' | 'value';
  /** What was probably meant, such as `is:portrait`. */
  readonly meant?: string;
}
