import type { Facets, Filter } from '@web-clip/photos';
import { parseQuery } from '@web-clip/photos/query-language';
import type { Strings } from '../i18n/strings.ts';
import { filterLabel } from './chip-label.ts';

/** An offer to end what is being typed. */
export interface Completion {
  /** The offer in words. */
  readonly label: string;
  /** Number of photos that pass the filter. */
  readonly count?: number;
  /** Where in the text the words begin that it replaces. */
  readonly start: number;
  /** What it puts there: a filter, or a keyword to be continued. */
  readonly put: { readonly filter: Filter } | { readonly text: string };
}

/** Maximum number of offers. */
const MOST = 8;

/** Keywords, in the order in which they are offered. */
const KEYWORDS = [
  'in:',
  'near:',
  'place:',
  'camera:',
  'lens:',
  'is:',
  'rating:',
  'label:',
  'album:',
  'folder:',
  'type:',
  'before:',
  'after:',
];

/** Makes filters of the values of each facet. */
const FILTERS: { readonly [Name in keyof Facets]: (value: Facets[Name][number]['value']) => Filter } = {
  years: (year) => ({ taken: { from: `${year}-01-01`, to: `${year}-12-31` } }),
  places: (place) => ({ place }),
  folders: (folder) => ({ folder }),
  cameras: (camera) => ({ camera }),
  lenses: (lens) => ({ lens }),
  kinds: (is) => ({ is }),
  ratings: (rating) => ({ rating: { from: Number(rating), to: Number(rating) } }),
  labels: (label) => ({ label }),
  albums: (album) => ({ album }),
  types: (type) => ({ type }),
};

/** The facets that the value of a keyword can be. */
const OF_KEYWORD: Readonly<Record<string, readonly (keyof Facets)[]>> = {
  in: ['years'],
  before: ['years'],
  after: ['years'],
  near: ['places'],
  place: ['places'],
  camera: ['cameras'],
  lens: ['lenses'],
  is: ['kinds'],
  rating: ['ratings'],
  label: ['labels'],
  album: ['albums'],
  folder: ['folders'],
  type: ['types'],
};

/** A filter that is being typed at the end of a text. */
const TYPED = /(?<=^|\s)(?<not>-?)(?:(?<keyword>[a-z]+):)?(?<value>"[^"]*|[^\s":]*)$/iu;

/**
 * Completes the last words of a text with filters that the library has photos for.
 *
 * @param text The text up to the cursor.
 * @returns The most frequent first; at most 8.
 */
export function complete(text: string, facets: Facets, strings: Strings): Completion[] {
  const typed = TYPED.exec(text);
  if (!typed) return [];
  const { not, keyword, value = '' } = typed.groups ?? {};
  const wanted = value.replace('"', '').toLowerCase();
  const allowed = keyword === undefined ? undefined : OF_KEYWORD[keyword.toLowerCase()];
  // Without a keyword, a letter could be anything.
  if (keyword ? !allowed : wanted.length < 2) return [];
  const names = allowed ?? (Object.keys(FILTERS) as (keyof Facets)[]);
  const filters = names.flatMap((name) => candidates(name, facets, strings, wanted));
  const values = filters
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
    .map(({ filter, ...rest }): Completion => {
      const bound = bounded(keyword, filter);
      const put = { filter: not ? { ...bound, not: true as const } : bound };
      return { ...rest, start: typed.index, put };
    });
  const keywords = keyword ? [] : KEYWORDS.filter((each) => each.startsWith(wanted));
  return [
    ...values,
    ...keywords.map((each) => ({ label: each, start: typed.index, put: { text: `${not}${each}` } })),
  ].slice(0, MOST);
}

/** @returns The filters of a facet with a word that begins as typed. */
function candidates<Name extends keyof Facets>(
  name: Name,
  facets: Facets,
  strings: Strings,
  wanted: string,
): { label: string; count: number; filter: Filter }[] {
  return facets[name].flatMap(({ value, count }: Facets[Name][number]) => {
    const filter = FILTERS[name](value);
    const label = filterLabel(strings, filter);
    const begins = [label, value].some((words) =>
      ` ${words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(` ${wanted}`),
    );
    return begins ? { label, count, filter } : [];
  });
}

/** Keywords such as `before` make another filter of the same value. */
function bounded(keyword: string | undefined, filter: Filter): Filter {
  const name = keyword?.toLowerCase();
  if ('place' in filter && name === 'near') return { near: filter.place };
  if (!('taken' in filter) || (name !== 'before' && name !== 'after')) return filter;
  return parseQuery(`${name}:${filter.taken.from?.slice(0, 4)}`).filters[0] ?? filter;
}
