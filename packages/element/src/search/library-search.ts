import type { Library, SearchResult, Term } from '@web-clip/photos';
import type { BoxRequest } from './box-language.ts';
import type { Match } from './match.ts';

/** What a search finds. */
export type Found = Pick<SearchResult, 'fits' | 'likely' | 'total'> & { readonly hits: readonly Match[] };

/**
 * Searches a library for what the box says.
 *
 * @returns Without anything to ask for: all photos, newest first.
 * @throws What `Library.search` throws.
 */
export async function searchLibrary(
  library: Library,
  { terms, filters }: BoxRequest,
  options: { limit: number; signal: AbortSignal },
): Promise<Found> {
  if (terms.length === 0 && filters.length === 0) {
    const photos = await library.photos();
    return {
      fits: undefined,
      hits: photos.map((photo) => ({ photo })),
      likely: photos.length,
      total: photos.length,
    };
  }
  // Filters do not rank: all photos that pass are found, as all are found without a query.
  const limit = terms.length > 0 ? options.limit : Number.POSITIVE_INFINITY;
  const found = await library.search({ terms: terms.map(termOf), filters, ...options, limit });
  // Without terms, scores say nothing.
  return terms.length > 0 ? found : { ...found, hits: found.hits.map(({ photo }) => ({ photo })) };
}

function termOf(each: BoxRequest['terms'][number]): Term {
  if ('term' in each) return each.term;
  const { example, weight = 1 } = each;
  const { query } = example;
  if (query instanceof Float32Array) return { embedding: query, weight };
  if (typeof query === 'object' && 'photo' in query) return { photo: query.photo, weight };
  if (typeof query === 'object' && 'dimension' in query) return { embedding: query.data, weight };
  return { image: query, weight };
}
