import type { FoundPlace } from '../places/place.ts';
import type { Filter } from './filter.ts';

/** What is asked of a place that was found by its name. */
export type NamedPlace = Pick<FoundPlace, 'name' | 'kind' | 'latitude' | 'longitude'>;

/** A gazetteer. */
export interface PlaceNames {
  /** @returns The places of this name in any language, the best known first. */
  find(name: string): Promise<readonly NamedPlace[]>;
}

/**
 * Replaces the names of places in `near` filters by points.
 *
 * @returns The filters, and the names that no place has: no photo is near them.
 * @throws What the gazetteer throws.
 */
export async function locate(
  filters: readonly Filter[],
  placeNames: PlaceNames,
): Promise<{ filters: readonly Filter[]; unknown: readonly string[] }> {
  const unknown: string[] = [];
  const located = await Promise.all(
    filters.map(async (filter) => {
      if (!('near' in filter) || typeof filter.near !== 'string') return filter;
      const [place] = await placeNames.find(filter.near);
      if (!place) unknown.push(filter.near);
      return place ? { ...filter, near: { latitude: place.latitude, longitude: place.longitude } } : filter;
    }),
  );
  return { filters: located, unknown };
}
