import type { Library, Photo, Query } from '@web-clip/photos';
import { filterOf } from '@web-clip/photos/filters';
import type { BoxRequest } from './box-language.ts';
import type { Match } from './match.ts';

/** What a search finds. */
export interface Found {
  readonly hits: readonly Match[];
  /** Whether anything in the library looks like what is searched for; undefined if that is not known. */
  readonly fits?: boolean | undefined;
  /** Index of the first hit that is less likely. */
  readonly likely?: number | undefined;
  /** Photos that pass the filters. */
  readonly total: number;
}

/** TODO: stands for library.search(request) until that is there. */
export async function searchLibrary(
  library: Library,
  { terms, filters }: BoxRequest,
  options: { limit: number; signal: AbortSignal },
): Promise<Found> {
  const test = async (): Promise<(photo: Photo) => boolean> =>
    filterOf(filters, { folders: new Map((await library.folders()).map(({ id, name }) => [id, name])) });
  if (terms.length === 0) {
    const all = await library.photos();
    const photos = filters.length === 0 ? all : all.filter(await test());
    return { hits: photos.map((photo) => ({ photo })), total: photos.length };
  }
  const queries = terms.map((term): Query => {
    if ('example' in term) return term.example.query;
    if ('text' in term.term) return term.term.text;
    return 'photo' in term.term ? term.term : (term.term.anyOf[0]?.text ?? '');
  });
  const [query = ''] = queries;
  if (filters.length === 0) {
    const hits = await library.search(query, options);
    return { hits, total: hits.length };
  }
  const hits = await library.search(query, { ...options, limit: 1e6 });
  const passes = await test();
  const passing = hits.filter(({ photo }) => passes(photo));
  return { hits: passing.slice(0, options.limit), total: passing.length };
}
