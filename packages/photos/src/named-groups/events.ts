import { kilometres, type Point } from '../places/distance.ts';
import type { Place } from '../places/place.ts';

/** A photo whose day is known. */
export interface DatedPhoto {
  id: number;
  /** Milliseconds since the epoch. */
  taken: number;
  location?: Point;
}

/** Photos of some time and place. */
export interface Event {
  /** In the order in which they were taken. */
  photos: DatedPhoto[];
  /** The cities that most of the photos with a location are in, with the number of these; the most frequent first. */
  places: { place: Place; count: number }[];
}

const HOUR = 3_600_000;

/** A gap between two photos that ends an outing, in milliseconds. */
const OUTING_GAP = 5 * HOUR;

/** The longest gap between two outings of one trip. */
const TRIP_GAP = 40 * HOUR;

/** How far apart two photos of an outing, and two outings of a trip may be, in kilometres. */
const [OUTING_KM, TRIP_KM] = [60, 120];

/** Photos of an event at home and elsewhere, at least. */
const [FEWEST_AT_HOME, FEWEST] = [12, 6];

/** A city is home if photos were taken there on so many days, and on such a share of all days. */
const [HOME_DAYS, HOME_SHARE] = [10, 0.2];

/** An outing, with what is known of its place. */
interface Outing {
  photos: DatedPhoto[];
  /** Numbers of photos by city. */
  cities: Map<string, { place: Place; count: number }>;
  /** The middle one of its locations, if it has some. */
  middle: Point | undefined;
}

/**
 * Finds events: photos with gaps before and after them. Outings away from home that follow each other are one trip. Home is
 * the city with photos of the most days.
 *
 * @param photos In any order.
 * @param placeAt Names the city at a point.
 * @returns Newest first.
 */
export function findEvents(
  photos: readonly DatedPhoto[],
  placeAt: (point: Point) => Place | undefined,
): Event[] {
  const sorted = [...photos].sort((a, b) => a.taken - b.taken || a.id - b.id);
  const placeOf = remembered(placeAt);
  const outings = outingsOf(sorted).map((photos) => outingOf(photos, placeOf));
  const home = homeOf(outings);
  const isAway = (outing: Outing): boolean => outing.middle !== undefined && cityOf(outing) !== home;
  const trips: Outing[] = [];
  for (const outing of outings) {
    const last = trips.at(-1);
    if (last && isAway(last) && follows(outing, last) && (isAway(outing) || !outing.middle))
      join(last, outing);
    else trips.push(outing);
  }
  return trips
    .filter((trip) => trip.photos.length >= (isAway(trip) ? FEWEST : FEWEST_AT_HOME))
    .map(({ photos, cities }) => ({ photos, places: [...cities.values()].sort(byCount) }))
    .reverse();
}

const byCount = (one: { place: Place; count: number }, other: { place: Place; count: number }): number =>
  other.count - one.count || (one.place.city < other.place.city ? -1 : 1);

/** Splits photos at long gaps, and where the place is another one. */
function outingsOf(sorted: readonly DatedPhoto[]): DatedPhoto[][] {
  const outings: DatedPhoto[][] = [];
  let before: DatedPhoto | undefined;
  let located: Point | undefined;
  for (const photo of sorted) {
    const { taken, location } = photo;
    const isFar =
      location !== undefined && located !== undefined && kilometres(location, located) > OUTING_KM;
    if (!before || taken - before.taken > OUTING_GAP || isFar) {
      outings.push([]);
      located = undefined;
    }
    outings.at(-1)?.push(photo);
    before = photo;
    located = location ?? located;
  }
  return outings;
}

function outingOf(photos: DatedPhoto[], placeOf: (point: Point) => Place | undefined): Outing {
  const cities: Outing['cities'] = new Map();
  const points: Point[] = [];
  for (const { location } of photos) {
    if (!location) continue;
    points.push(location);
    const place = placeOf(location);
    if (!place) continue;
    const key = keyOf(place);
    const known = cities.get(key);
    if (known) known.count++;
    else cities.set(key, { place, count: 1 });
  }
  return { photos, cities, middle: middleOf(points) };
}

/** @returns The point with the middle latitude, which is one of them. */
const middleOf = (points: readonly Point[]): Point | undefined =>
  points.toSorted((a, b) => a.latitude - b.latitude)[Math.floor(points.length / 2)];

const keyOf = ({ city, region = '', countryCode }: Place): string => `${countryCode}/${region}/${city}`;

const cityOf = ({ cities }: Outing): string | undefined => {
  const [most] = [...cities.values()].sort(byCount);
  return most && keyOf(most.place);
};

function homeOf(outings: readonly Outing[]): string | undefined {
  const days = new Map<string, Set<number>>();
  const all = new Set<number>();
  for (const outing of outings) {
    const city = cityOf(outing);
    const day = Math.floor((outing.photos[0]?.taken ?? 0) / (24 * HOUR));
    all.add(day);
    if (city === undefined) continue;
    const known = days.get(city);
    if (known) known.add(day);
    else days.set(city, new Set([day]));
  }
  const [home] = [...days].sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1));
  const isHome = home && home[1].size >= HOME_DAYS && home[1].size >= HOME_SHARE * all.size;
  return isHome ? home[0] : undefined;
}

function follows(outing: Outing, trip: Outing): boolean {
  const gap = (outing.photos[0]?.taken ?? 0) - (trip.photos.at(-1)?.taken ?? 0);
  if (gap > TRIP_GAP) return false;
  return !outing.middle || !trip.middle || kilometres(outing.middle, trip.middle) <= TRIP_KM;
}

function join(trip: Outing, outing: Outing): void {
  for (const photo of outing.photos) trip.photos.push(photo);
  for (const [key, { place, count }] of outing.cities) {
    const known = trip.cities.get(key);
    if (known) known.count += count;
    else trip.cities.set(key, { place, count });
  }
  trip.middle = outing.middle ?? trip.middle;
}

/** Names places once per hundredth of a degree, which is a kilometre. */
function remembered(placeAt: (point: Point) => Place | undefined): (point: Point) => Place | undefined {
  const known = new Map<string, Place | undefined>();
  return ({ latitude, longitude }) => {
    const key = `${latitude.toFixed(2)},${longitude.toFixed(2)}`;
    if (!known.has(key)) known.set(key, placeAt({ latitude, longitude }));
    return known.get(key);
  };
}
