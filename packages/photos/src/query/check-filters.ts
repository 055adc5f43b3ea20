import { described, invalid } from '@web-clip/clip/internal';
import { checkKeys } from './check-keys.ts';
import { readDays } from './days.ts';
import { type Filter, PHOTO_TRAITS } from './filter.ts';

/** By the key of a filter: what its value must be. */
const RULES: Readonly<Record<string, { what: string; fits: (value: unknown) => boolean }>> = {
  taken: { what: 'an object such as { from: "2019-07-01", to: "2019-07-31" }', fits: isDayRange },
  near: {
    what: 'a point such as { latitude: 46.5, longitude: 6.6 }, or the name of a place',
    fits: (value) => isText(value) || isPoint(value),
  },
  place: { what: 'the name of a city, region or country', fits: isText },
  camera: { what: 'the name of a camera', fits: isText },
  lens: { what: 'the name of a lens', fits: isText },
  is: {
    what: `one of ${PHOTO_TRAITS.join(', ')}`,
    fits: (value) => (PHOTO_TRAITS as readonly unknown[]).includes(value),
  },
  rating: { what: 'an object such as { from: 3, to: 5 }', fits: isRatingRange },
  label: { what: 'a label', fits: isText },
  album: { what: 'the name of an album', fits: isText },
  group: { what: 'the name of a named group', fits: isText },
  folder: { what: 'the name of a folder', fits: isText },
  type: { what: 'a format such as jpeg', fits: isText },
};

/**
 * Checks filters that a caller made.
 *
 * @throws ClipError `invalid-argument` that names the filter by its index.
 */
export function checkFilters(filters: readonly Filter[]): void {
  for (const [i, filter] of Array.from(filters).entries()) {
    const name = `Filter ${i} of search()`;
    checkKeys(name, filter, Object.keys(RULES), ['not', 'km']);
    for (const [key, value] of Object.entries(filter)) {
      const rule = RULES[key];
      if (rule && !rule.fits(value)) {
        throw invalid(
          `“${key}” in filter ${i} of search() must be ${rule.what}, but is ${described(value)}.`,
        );
      }
    }
    const { not, km } = filter as { not?: unknown; km?: unknown };
    if (not !== undefined && typeof not !== 'boolean') {
      throw invalid(`“not” in filter ${i} of search() must be true or absent, but is ${described(not)}.`);
    }
    if (km !== undefined && !('near' in filter && typeof km === 'number' && km > 0)) {
      throw invalid(`“km” in filter ${i} of search() must be a number above 0, beside “near”.`);
    }
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function isPoint(value: unknown): boolean {
  const { latitude, longitude } = (value ?? {}) as { latitude?: unknown; longitude?: unknown };
  const isWithin = (degrees: unknown, most: number): boolean =>
    typeof degrees === 'number' && Math.abs(degrees) <= most;
  return isWithin(latitude, 90) && isWithin(longitude, 180);
}

function isDayRange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { from, to, ...others } = value as { from?: unknown; to?: unknown };
  const isDay = (day: unknown): boolean =>
    typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && readDays(day) !== undefined;
  const days = [from, to].filter((day) => day !== undefined);
  return Object.keys(others).length === 0 && days.length > 0 && days.every(isDay);
}

function isRatingRange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { from, to, ...others } = value as { from?: unknown; to?: unknown };
  const ratings = [from, to].filter((rating) => rating !== undefined);
  return Object.keys(others).length === 0 && ratings.length > 0 && ratings.every(isRating);
}

const isRating = (value: unknown): boolean => [1, 2, 3, 4, 5].includes(value as number);
