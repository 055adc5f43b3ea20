import type { FoundPlace } from '../places/place.ts';
import type { Filter } from './filter.ts';

/** What is asked of a place that was found by its name. */
export type NamedPlace = Pick<FoundPlace, 'name' | 'kind' | 'latitude' | 'longitude' | 'population'>;

/** A gazetteer. */
export interface PlaceNames {
  /** @returns The places of this name in any language, the best known first. */
  find(name: string): Promise<readonly NamedPlace[]>;
}

/**
 * Prepares filters with the names of places: in `near` they become points, and in `place` the names of the gazetteer, whose
 * language may be another one.
 *
 * @returns The filters. A name that no place has stays, and no photo is near it.
 * @throws What the gazetteer throws.
 */
export function locate(filters: readonly Filter[], placeNames: PlaceNames): Promise<Filter[]> {
  return Promise.all(
    filters.map(async (filter) => {
      if ('place' in filter) {
        const [place] = await placeNames.find(filter.place);
        return place ? { ...filter, place: place.name } : filter;
      }
      if (!('near' in filter) || typeof filter.near !== 'string') return filter;
      const [place] = await placeNames.find(filter.near);
      return place ? { ...filter, near: { latitude: place.latitude, longitude: place.longitude } } : filter;
    }),
  );
}
