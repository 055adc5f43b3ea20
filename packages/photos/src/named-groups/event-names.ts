import type { Place } from '../places/place.ts';
import type { DayRange } from '../query/days.ts';
import { dayOf } from '../query/days.ts';
import type { Event } from './events.ts';

/** Share of the located photos of an event that must be in one city, or else in one region or country, to name it. */
const [CITY_SHARE, REGION_SHARE] = [0.5, 0.7];

/** @returns The days of photos in the order in which they were taken, in the time zone of the device. */
export function daysOf(photos: Event['photos']): Required<DayRange> {
  const day = (time: number): string => {
    const date = new Date(time);
    return dayOf(date.getFullYear(), date.getMonth() + 1, date.getDate());
  };
  return { from: day(photos[0]?.taken ?? 0), to: day(photos.at(-1)?.taken ?? 0) };
}

/** @returns The smallest place that most of an event's photos were taken in; undefined if it is unknown. */
export function placeOfEvent({ places }: Pick<Event, 'places'>): Partial<Place> | undefined {
  const [first] = places;
  if (!first) return undefined;
  const located = places.reduce((sum, { count }) => sum + count, 0);
  const share = (isThere: (place: Place) => boolean): number =>
    places.reduce((sum, { place, count }) => sum + (isThere(place) ? count : 0), 0) / located;
  const { city, region, country, countryCode } = first.place;
  if (first.count >= CITY_SHARE * located) return first.place;
  if (
    region &&
    share((place) => place.region === region && place.countryCode === countryCode) >= REGION_SHARE
  )
    return { region, country, countryCode };
  if (share((place) => place.countryCode === countryCode) >= REGION_SHARE) return { country, countryCode };
  return { city, ...(region && { region }), country, countryCode };
}

/**
 * Names an event, such as `Wedding, Zermatt, 14 February 2019`.
 *
 * @param language BCP 47 tag for the date.
 */
export function eventName(
  { city, region, country }: Partial<Place>,
  days: Required<DayRange>,
  term: string | undefined,
  language: string,
): string {
  const what = term && term.charAt(0).toUpperCase() + term.slice(1);
  return [what, city ?? region ?? country, printedDays(days, language)].filter(Boolean).join(', ');
}

/** A day, or the months of several days. */
function printedDays({ from, to }: Required<DayRange>, language: string): string {
  const [first, last] = [from, to].map((day) => new Date(`${day}T12:00:00Z`)) as [Date, Date];
  const day = from === to ? ({ day: 'numeric' } as const) : {};
  const format = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    ...day,
    timeZone: 'UTC',
  });
  return format.formatRange(first, last);
}
