import type { Filter } from './filter.ts';

/** A place that a gazetteer knows by a name. */
export interface FoundPlace {
  /** Its name in the language of the gazetteer’s answer. */
  readonly name: string;
  readonly kind: 'city' | 'region' | 'country';
  /** In degrees of WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
}

/** A gazetteer. */
export interface PlaceNames {
  /** @returns The places of this name in any language, the best known first. */
  find(name: string): Promise<readonly FoundPlace[]>;
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
