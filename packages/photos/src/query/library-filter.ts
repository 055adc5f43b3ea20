import type { Folder, Photo } from '../photo.ts';
import { loadGazetteer } from '../places/load-gazetteer.ts';
import { type Facets, facetsOf } from './facets.ts';
import type { Filter, PhotoTest } from './filter.ts';
import { type FilterContext, filterOf } from './filters.ts';
import { locate } from './place-names.ts';

type Folders = ReadonlyMap<number, Folder>;

/**
 * Prepares filters for the photos of a library. The gazetteer is loaded if a filter names a place.
 *
 * @throws ClipError `download-failed` if the gazetteer is needed and cannot be loaded.
 */
export async function libraryFilter(filters: readonly Filter[], folders: Folders): Promise<PhotoTest> {
  const namesPlace = filters.some(
    (filter) => 'place' in filter || ('near' in filter && typeof filter.near === 'string'),
  );
  if (!namesPlace) return filterOf(filters, { folders: namesOf(folders) });
  const gazetteer = await loadGazetteer();
  const located = await locate(filters, { find: async (name) => gazetteer.find(name) });
  return filterOf(located, await contextWithPlaces(folders, 'en'));
}

/**
 * Counts what the photos of a library can be filtered by. The gazetteer is loaded if a photo has a location.
 *
 * @param language BCP 47 tag for the names of countries.
 * @throws ClipError `download-failed` if the gazetteer is needed and cannot be loaded.
 */
export async function libraryFacets(
  photos: readonly Photo[],
  folders: Folders,
  language: string,
): Promise<Facets> {
  const hasPlaces = photos.some(({ location }) => location);
  return facetsOf(
    photos,
    hasPlaces ? await contextWithPlaces(folders, language) : { folders: namesOf(folders) },
  );
}

async function contextWithPlaces(folders: Folders, language: string): Promise<FilterContext> {
  const gazetteer = await loadGazetteer();
  return {
    folders: namesOf(folders),
    placeAt: (latitude, longitude) => gazetteer.placeAt({ latitude, longitude }, language),
  };
}

const namesOf = (folders: Folders): Map<number, string> =>
  new Map(Array.from(folders, ([id, { name }]) => [id, name]));
