import { type FilteredPhoto, PHOTO_TRAITS, type PhotoTrait } from './filter.ts';
import { type FilterContext, filterOf } from './filters.ts';
import { rememberPlaces } from './place-test.ts';
import { formatOf } from './type-test.ts';

/** A value that photos have, and how many have it. */
export interface Facet<Value extends string = string> {
  /** The value, as filters take it. */
  readonly value: Value;
  /** Number of photos, at least 1. */
  readonly count: number;
}

/** The values that filters can ask for, each with at least one photo: the most frequent first, and the latest years. */
export interface Facets {
  /** Four digits. */
  readonly years: readonly Facet[];
  /** Names of folders, at any depth. */
  readonly folders: readonly Facet[];
  /** Names of cameras. */
  readonly cameras: readonly Facet[];
  /** Names of lenses. */
  readonly lenses: readonly Facet[];
  /** Cities, regions and countries. */
  readonly places: readonly Facet[];
  /** Shapes and kinds. */
  readonly kinds: readonly Facet<PhotoTrait>[];
  /** Formats by their usual extensions. */
  readonly types: readonly Facet[];
}

class Counts<Value extends string> {
  readonly #counts = new Map<Value, number>();

  add(value: Value | undefined): void {
    if (value) this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  /** @returns The most frequent first. */
  facets(): Facet<Value>[] {
    return Array.from(this.#counts, ([value, count]) => ({ value, count })).sort(
      (a, b) => b.count - a.count || (a.value < b.value ? -1 : 1),
    );
  }
}

/** Counts the values of photos that filters can ask for. */
export function facetsOf(photos: Iterable<FilteredPhoto>, context: FilterContext): Facets {
  const years = new Counts();
  const folders = new Counts();
  const cameras = new Counts();
  const lenses = new Counts();
  const places = new Counts();
  const kinds = new Counts<PhotoTrait>();
  const types = new Counts();
  const kindTests = PHOTO_TRAITS.map((is) => [is, filterOf([{ is }], context)] as const);
  const placeAt = context.placeAt && rememberPlaces(context.placeAt);
  for (const photo of photos) {
    const { folder, path, location } = photo;
    const year = new Date(photo.taken ?? photo.modified).getFullYear();
    if (year > 0) years.add(String(year).padStart(4, '0'));
    const directories = path.split('/').slice(0, -1);
    for (const name of new Set([context.folders.get(folder), ...directories])) folders.add(name);
    cameras.add(photo.camera);
    lenses.add(photo.lens);
    types.add(formatOf(photo));
    for (const [kind, test] of kindTests) if (test(photo)) kinds.add(kind);
    if (!location) continue;
    const { city, region, country } = placeAt?.(location.latitude, location.longitude) ?? {};
    for (const name of new Set([city, region, country])) places.add(name);
  }
  return {
    years: years.facets().sort((a, b) => (a.value < b.value ? 1 : -1)),
    folders: folders.facets(),
    cameras: cameras.facets(),
    lenses: lenses.facets(),
    places: places.facets(),
    kinds: kinds.facets(),
    types: types.facets(),
  };
}
