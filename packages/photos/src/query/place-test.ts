import type { Point } from '../places/distance.ts';
import { type FilteredPhoto, NEAR_KM } from './filter.ts';
import { containsWords } from './words.ts';

/** The names of the places at a point. */
interface PlaceNamesAt {
  readonly city?: string | undefined;
  readonly region?: string | undefined;
  readonly country?: string | undefined;
}

/** Names the places at a point; undefined far from any. */
export type PlaceAt = (latitude: number, longitude: number) => PlaceNamesAt | undefined;

/** Mean radius of the Earth, in kilometres. */
const EARTH_KM = 6371;

const RADIANS = Math.PI / 180;

/** @returns A test by the distance to a point. No photo is near a name. */
export function distanceTest(near: Point | string, km = NEAR_KM): (photo: FilteredPhoto) => boolean {
  if (typeof near === 'string') return () => false;
  const { latitude, longitude } = near;
  const cosine = Math.cos(latitude * RADIANS);
  // The haversine formula, compared before its inverse is taken.
  const limit = km >= Math.PI * EARTH_KM ? 1 : Math.sin(km / (2 * EARTH_KM)) ** 2;
  // Most photos are too far north or south. Rounding must not exclude one at the very edge.
  const reach = (km / EARTH_KM / RADIANS) * (1 + 1e-9);
  return ({ location }) => {
    if (!location || Math.abs(location.latitude - latitude) > reach) return false;
    const north = Math.sin(((location.latitude - latitude) * RADIANS) / 2);
    const east = Math.sin(((location.longitude - longitude) * RADIANS) / 2);
    return north * north + cosine * Math.cos(location.latitude * RADIANS) * east * east <= limit;
  };
}

/**
 * Steps a degree, in which places are told apart: 900 m, so that neighbouring photos are looked up once. All pairs of steps
 * are small integers, which maps find quickest.
 */
const STEPS = 120;

/** @returns A number for the surroundings of a point. */
const cellOf = (latitude: number, longitude: number): number =>
  Math.round((latitude + 90) * STEPS) * 360 * STEPS + Math.round((longitude + 180) * STEPS);

/** @returns The same names, looked up once for neighbouring photos. */
export function rememberPlaces(placeAt: PlaceAt): PlaceAt {
  const known = new Map<number, ReturnType<PlaceAt>>();
  return (latitude, longitude) => {
    const cell = cellOf(latitude, longitude);
    let place = known.get(cell);
    if (place === undefined && !known.has(cell)) {
      place = placeAt(latitude, longitude);
      known.set(cell, place);
    }
    return place;
  };
}

/** @returns A test by the names of the places where photos were taken. */
export function placeTest(name: string, placeAt: PlaceAt | undefined): (photo: FilteredPhoto) => boolean {
  if (!placeAt) return () => false;
  const known = new Map<number, boolean>();
  return ({ location }) => {
    if (!location) return false;
    const { latitude, longitude } = location;
    const cell = cellOf(latitude, longitude);
    let fits = known.get(cell);
    if (fits === undefined) {
      const { city, region, country } = placeAt(latitude, longitude) ?? {};
      fits = [city, region, country].some((each) => each !== undefined && containsWords(each, name));
      known.set(cell, fits);
    }
    return fits;
  };
}
