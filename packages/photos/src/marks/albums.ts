import { described, invalid } from '@web-clip/clip/internal';
import { parseQuery } from '../query/grammar/parse.ts';
import { nameKey } from '../query/words.ts';
import type { AlbumRecord } from '../store/records.ts';
import { fieldValue } from './fields.ts';

/** An album: photos that were chosen by hand, or what a saved query finds, with photos pinned to it and kept out of it. */
export interface Album {
  /** A UUID. It is the same where the library is imported. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** The saved query, in the language of the search box; absent in an album by hand. */
  readonly query?: string;
}

/** How many photos an album has now. */
export interface AlbumCount {
  /** Photos that are in it. Hidden ones do not count. */
  readonly photos: number;
  /** Those among them that its query did not find yet when it was last looked at. */
  readonly new: number;
}

/** @returns An album, unless it was removed. */
function albumOf({ id, fields }: AlbumRecord): Album | undefined {
  const name = fieldValue(fields, 'name');
  const query = fieldValue(fields, 'query');
  if (typeof name !== 'string' || fieldValue(fields, 'removed')) return undefined;
  return { id, name, ...(typeof query === 'string' && { query }) };
}

/** @returns The albums that were not removed, by name. */
export const albumsOf = (records: Iterable<AlbumRecord>): Album[] =>
  Array.from(records)
    .flatMap((record) => albumOf(record) ?? [])
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));

/**
 * Checks a name for an album.
 *
 * @param albums The other albums.
 * @returns The name without spaces around it.
 * @throws ClipError `invalid-argument` if it is none, or if another album has it.
 */
export function checkedName(name: string, albums: readonly Album[]): string {
  if (typeof name !== 'string' || name.trim() === '') {
    throw invalid(`An album needs a name, but got ${described(name)}.`);
  }
  const same = albums.find((album) => nameKey(album.name) === nameKey(name));
  if (same) throw invalid(`There is an album ${described(same.name)} already. Choose another name.`);
  return name.replace(/\s+/g, ' ').trim();
}

/**
 * Checks a query to save.
 *
 * @throws ClipError `invalid-argument` if it says nothing, if a part of it is not understood, or if it names a photo by its
 *   id, which is another one in each library.
 */
export function checkQuery(query: string): void {
  if (typeof query !== 'string') {
    throw invalid(`The query of an album must be a text such as “is:favourite”, but is ${described(query)}.`);
  }
  const { terms, filters, problems } = parseQuery(query);
  const [problem] = problems;
  if (problem) {
    const advice = problem.meant ? `Did you mean ${problem.meant}?` : 'Correct it, or leave it out.';
    throw invalid(`“${problem.text}” in the query of an album is not understood. ${advice}`);
  }
  if (terms.length + filters.length === 0) {
    throw invalid('The query of an album must say something, such as “is:favourite”.');
  }
  if (terms.some((term) => 'photo' in term)) {
    throw invalid('The query of an album cannot name a photo by its id. Describe it, or add photos by hand.');
  }
}
