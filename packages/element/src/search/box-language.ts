import type { Filter } from '@web-clip/photos';
import { type ParsedQuery, parseQuery, printQuery, type QueryTerm } from '@web-clip/photos/query-language';
import type { Suggestion } from '@web-clip/photos/suggestions';
import { type BoxQuery, type ChipContent, withChip } from './box-query.ts';
import type { Example } from './example.ts';

/**
 * Makes chips of the filters and terms in the text. One phrase stays text, and so does what is not understood.
 *
 * @param photoExample Makes an example of a photo of the library.
 */
export function withTextAsChips(query: BoxQuery, photoExample: (id: number) => Example): BoxQuery {
  const parsed = parseQuery(query.text);
  const phrase = parsed.terms.find((term) => 'text' in term && term.weight === undefined);
  return withTermsAsChips(query, parsed, photoExample, (term) => term !== phrase);
}

/** As {@link withTextAsChips}, in a text that is still being typed: only of what more words cannot change. */
export function withTypedAsChips(query: BoxQuery, photoExample: (id: number) => Example): BoxQuery {
  const isQuoting = query.text.split('"').length % 2 === 0 || /[“„«][^”“»]*$/.test(query.text);
  if (isQuoting) return query;
  const isComplete = (term: QueryTerm): boolean => 'photo' in term || ('text' in term && term.weight === -1);
  return withTermsAsChips(query, parseQuery(query.text), photoExample, isComplete);
}

function withTermsAsChips(
  query: BoxQuery,
  { terms, filters, problems }: ParsedQuery,
  photoExample: (id: number) => Example,
  isChip: (term: QueryTerm) => boolean,
): BoxQuery {
  const others = terms.filter(isChip);
  if (others.length + filters.length === 0) return query;
  const rest = printQuery({ terms: terms.filter((term) => !isChip(term)), filters: [] });
  const text = [rest, ...problems.map(({ text }) => text)].filter(Boolean).join(' ');
  const contents: ChipContent[] = [
    ...others.map((term): ChipContent => {
      if (!('photo' in term)) return { term };
      const { photo, ...weight } = term;
      return { example: photoExample(photo), ...weight };
    }),
    ...filters.map((filter) => ({ filter })),
  ];
  return contents.reduce(withChip, { ...query, text });
}

/** What to search for. */
export interface BoxRequest {
  readonly terms: readonly (Exclude<ChipContent, { filter: Filter }> | { readonly term: QueryTerm })[];
  readonly filters: readonly Filter[];
  readonly problems: ParsedQuery['problems'];
}

/** @returns All that the box says, in the text and in the chips. */
export function requestOf({ text, chips }: BoxQuery): BoxRequest {
  const { terms, filters, problems } = parseQuery(text);
  return {
    terms: [...terms.map((term) => ({ term })), ...chips.flatMap((chip) => ('filter' in chip ? [] : chip))],
    filters: [...filters, ...chips.flatMap((chip) => ('filter' in chip ? chip.filter : []))],
    problems,
  };
}

/** @returns All words that the model is to understand. */
export function wordsOf(query: BoxQuery): string {
  return requestOf(query)
    .terms.flatMap((each) => ('term' in each ? each.term : []))
    .flatMap((term) => ('anyOf' in term ? term.anyOf : 'text' in term ? term : []))
    .map(({ text }) => text)
    .join(' ');
}

/**
 * Writes the box as a text that {@link withTextAsChips} makes the same box of. Examples are left out unless they are photos
 * of the library.
 */
export function writtenOf(query: BoxQuery): string {
  if (query.chips.length === 0) return query.text;
  const text = query.text.trim();
  const terms = query.chips.flatMap((chip): QueryTerm | [] => {
    if ('term' in chip) return chip.term;
    if (!('example' in chip)) return [];
    const { example, weight } = chip;
    const isPhoto = typeof example.query === 'object' && 'photo' in example.query;
    return isPhoto ? { photo: example.query.photo, ...(weight !== undefined && { weight }) } : [];
  });
  const filters = query.chips.flatMap((chip) => ('filter' in chip ? chip.filter : []));
  const isPlus = text !== '' && terms.length > 0;
  const chips = printQuery({ terms, filters });
  // A plus keeps the text apart from a phrase in a chip.
  return [text, chips].filter(Boolean).join(isPlus && !/^-\S/.test(chips) ? ' + ' : ' ');
}

/** @returns The words in which suggestions are looked for: a phrase without a sign, which says already how it is meant. */
export function phraseOf(text: string): string | undefined {
  const [term, another] = parseQuery(text).terms;
  return term && !another && 'text' in term && term.weight === undefined ? term.text : undefined;
}

/** @returns The query with a chip instead of the words that it was suggested for. */
export function withSuggestion({ text, chips }: BoxQuery, { add, rest }: Suggestion): BoxQuery {
  const { filters } = parseQuery(text);
  const terms = rest === '' ? [] : [{ text: rest }];
  return withChip({ text: printQuery({ terms, filters }), chips }, add);
}
