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
  /** Shapes and kinds, favourites and hidden photos. Only this counts hidden photos, and as nothing else. */
  readonly kinds: readonly Facet<PhotoTrait>[];
  /** From 5 down to 1. */
  readonly ratings: readonly Facet[];
  /** Labels. */
  readonly labels: readonly Facet[];
  /** Names of albums. */
  readonly albums: readonly Facet[];
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
    return sorted(Array.from(this.#counts, ([value, count]) => ({ value, count })));
  }
}

/** @returns Facets, the most frequent first. */
export const sorted = <Value extends string>(facets: readonly Facet<Value>[]): Facet<Value>[] =>
  facets.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));

/** Counts the values of photos that filters can ask for, except albums. */
export function facetsOf(photos: Iterable<FilteredPhoto>, context: FilterContext): Omit<Facets, 'albums'> {
  const years = new Counts();
  const folders = new Counts();
  const cameras = new Counts();
  const lenses = new Counts();
  const places = new Counts();
  const kinds = new Counts<PhotoTrait>();
  const types = new Counts();
  const { marks } = context;
  const isHidden = filterOf([{ is: 'hidden' }], context);
  const hidden = new Set(marks?.hidden);
  /** Marks are counted by themselves: most photos have none. */
  const counted = (values: readonly (readonly [value: string, ids: readonly number[]])[]): Facet[] =>
    values
      .map(([value, ids]) => ({ value, count: ids.filter((id) => !hidden.has(id)).length }))
      .filter(({ count }) => count > 0);
  const kindTests = PHOTO_TRAITS.map((is) => [is, filterOf([{ is }], context)] as const);
  const placeAt = context.placeAt && rememberPlaces(context.placeAt);
  for (const photo of photos) {
    const { folder, path, location } = photo;
    if (isHidden(photo)) {
      kinds.add('hidden');
      continue;
    }
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
  const ratings = counted(Array.from(marks?.ratings ?? [], ([rating, ids]) => [String(rating), ids]));
  const labels = counted(Array.from(marks?.labels.values() ?? [], ({ label, ids }) => [label, ids]));
  return {
    years: years.facets().sort((a, b) => (a.value < b.value ? 1 : -1)),
    folders: folders.facets(),
    cameras: cameras.facets(),
    lenses: lenses.facets(),
    places: places.facets(),
    kinds: kinds.facets(),
    types: types.facets(),
    ratings: [...ratings].sort((a, b) => (a.value < b.value ? 1 : -1)),
    labels: sorted(labels),
  };
}
