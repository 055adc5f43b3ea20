import type { Filter, QueryTerm } from '@web-clip/photos';
import type { Example } from './example.ts';

/** What a chip says: a filter, words that are more than a phrase to look for, or an example. */
export type ChipContent =
  | { readonly filter: Filter }
  | { readonly term: Exclude<QueryTerm, { photo: number }> }
  | { readonly example: Example; readonly weight?: number };

/** A part of the query that the search box shows as a chip. */
export type Chip = ChipContent & {
  /** Tells chips apart while they change. */
  readonly key: number;
};

/** What is in the search box. It is replaced as a whole, never changed. */
export interface BoxQuery {
  /** The text behind the chips, which may contain filters and terms that are not chips yet. */
  readonly text: string;
  readonly chips: readonly Chip[];
}

/** An empty box. */
export const EMPTY: BoxQuery = { text: '', chips: [] };

let keys = 0;

/** @returns The query with one more chip. */
export function withChip({ text, chips }: BoxQuery, content: ChipContent): BoxQuery {
  return { text, chips: [...chips, { ...content, key: ++keys }] };
}

/** @returns The query with another content of a chip, or without the chip. */
export function withChanged({ text, chips }: BoxQuery, key: number, content?: ChipContent): BoxQuery {
  return {
    text,
    chips: chips.flatMap((chip) => (chip.key === key ? (content ? { ...content, key } : []) : chip)),
  };
}
