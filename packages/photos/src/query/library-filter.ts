import type { Folder } from '../photo.ts';
import { loadGazetteer } from '../places/load-gazetteer.ts';
import type { PhotoRecord } from '../store/records.ts';
import { type Facet, type Facets, facetsOf } from './facets.ts';
import type { Filter, PhotoTest } from './filter.ts';
import { type FilterContext, filterOf } from './filters.ts';
import type { FilteredMarks } from './mark-test.ts';
import { locate } from './place-names.ts';
import { nameKey } from './words.ts';

/** What filters need of a library besides its photos. */
export interface FilteredLibrary {
  /** By id. */
  readonly folders: ReadonlyMap<number, Folder>;
  readonly marks: FilteredMarks;
  /** Finds the photos in the album of this name. */
  album(name: string): Promise<ReadonlySet<number>>;
  /** Finds the photos in the named group of this name. */
  group(name: string): Promise<ReadonlySet<number>>;
}

/**
 * Prepares filters for the photos of a library. Hidden photos are left out unless they are asked for. The gazetteer is
 * loaded if a filter names a place.
 *
 * @returns Undefined if all photos pass.
 * @throws ClipError `download-failed` if the gazetteer is needed and cannot be loaded, or what finding an album throws.
 */
export async function libraryFilter(
  filters: readonly Filter[],
  library: FilteredLibrary,
): Promise<PhotoTest | undefined> {
  const asksForHidden = filters.some((filter) => 'is' in filter && filter.is === 'hidden' && !filter.not);
  const leavesOut = library.marks.hidden.length > 0 && !asksForHidden;
  const all = leavesOut ? [...filters, { is: 'hidden', not: true } as const] : filters;
  if (all.length === 0) return undefined;
  const albums = all.flatMap((filter) => ('album' in filter ? nameKey(filter.album) : []));
  const groups = all.flatMap((filter) => ('group' in filter ? nameKey(filter.group) : []));
  const context = {
    ...contextOf(library),
    albums: await foundBy(albums, (name) => library.album(name)),
    groups: await foundBy(groups, (name) => library.group(name)),
  };
  const namesPlace = all.some(
    (filter) => 'place' in filter || ('near' in filter && typeof filter.near === 'string'),
  );
  if (!namesPlace) return filterOf(all, context);
  const gazetteer = await loadGazetteer();
  const located = await locate(all, { find: async (name) => gazetteer.find(name) });
  return filterOf(located, await withPlaces(context, 'en'));
}

async function foundBy(
  names: readonly string[],
  find: (name: string) => Promise<ReadonlySet<number>>,
): Promise<Map<string, ReadonlySet<number>>> {
  const found = Array.from(new Set(names), async (name) => [name, await find(name)] as const);
  return new Map(await Promise.all(found));
}

/**
 * Counts what the photos of a library can be filtered by. The gazetteer is loaded if a photo has a location.
 *
 * @param albums The albums, counted already.
 * @param language BCP 47 tag for the names of countries.
 * @throws ClipError `download-failed` if the gazetteer is needed and cannot be loaded.
 */
export async function libraryFacets(
  photos: readonly PhotoRecord[],
  library: FilteredLibrary,
  albums: readonly Facet[],
  language: string,
): Promise<Facets> {
  const hasPlaces = photos.some(({ location }) => location);
  const context = contextOf(library);
  return { ...facetsOf(photos, hasPlaces ? await withPlaces(context, language) : context), albums };
}

const contextOf = ({ folders, marks }: FilteredLibrary): FilterContext => ({
  folders: new Map(Array.from(folders, ([id, { name }]) => [id, name])),
  marks,
});

async function withPlaces(context: FilterContext, language: string): Promise<FilterContext> {
  const gazetteer = await loadGazetteer();
  return {
    ...context,
    placeAt: (latitude, longitude) => gazetteer.placeAt({ latitude, longitude }, language),
  };
}
