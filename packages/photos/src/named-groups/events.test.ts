import { describe, expect, it } from 'vitest';
import type { Point } from '../places/distance.ts';
import type { Place } from '../places/place.ts';
import { daysOf, eventName, placeOfEvent } from './event-names.ts';
import { type DatedPhoto, findEvents } from './events.ts';

const HOME: Point = { latitude: 46.52, longitude: 6.63 };
const ZERMATT: Point = { latitude: 46.02, longitude: 7.75 };
const TASCH: Point = { latitude: 46.07, longitude: 7.78 };
const PARIS: Point = { latitude: 48.86, longitude: 2.35 };

const CITIES: readonly [Point, Place][] = [
  [HOME, { city: 'Lausanne', region: 'Vaud', country: 'Switzerland', countryCode: 'CH' }],
  [ZERMATT, { city: 'Zermatt', region: 'Valais', country: 'Switzerland', countryCode: 'CH' }],
  [TASCH, { city: 'Täsch', region: 'Valais', country: 'Switzerland', countryCode: 'CH' }],
  [PARIS, { city: 'Paris', region: 'Île-de-France', country: 'France', countryCode: 'FR' }],
];

const placeAt = ({ latitude }: Point): Place | undefined =>
  CITIES.find(([point]) => Math.abs(point.latitude - latitude) < 0.02)?.[1];

let next = 1;
/** Photos of one day, ten minutes apart. */
const shots = (day: string, count: number, location?: Point, hour = 10): DatedPhoto[] =>
  Array.from({ length: count }, (_, i) => ({
    id: next++,
    taken: new Date(`${day}T00:00:00`).getTime() + hour * 3_600_000 + i * 600_000,
    ...(location && { location }),
  }));

/** A photo at home on each of many days. */
const everyday = Array.from({ length: 30 }, (_, i) =>
  shots(`2019-01-${String(i + 1).padStart(2, '0')}`, 1, HOME),
).flat();

const named = (photos: readonly DatedPhoto[]): string[] =>
  findEvents(photos, placeAt).map((event) => {
    const name = eventName(placeOfEvent(event) ?? {}, daysOf(event.photos), undefined, 'en');
    return `${name}: ${event.photos.length}`;
  });

describe('events', () => {
  it('are trips of several days away from home', () => {
    const trip = [
      ...shots('2019-02-09', 8, ZERMATT),
      ...shots('2019-02-10', 5, ZERMATT),
      // The camera had no GPS on that day.
      ...shots('2019-02-11', 4),
      ...shots('2019-02-12', 6, ZERMATT),
    ];
    expect(named([...everyday, ...trip])).toEqual(['Zermatt, February 2019: 23']);
    expect(named([...trip, ...everyday].reverse())).toEqual(named([...everyday, ...trip]));
  });

  it('are days at home with many photos', () => {
    expect(named([...everyday, ...shots('2019-03-03', 20, HOME), ...shots('2019-03-05', 8, HOME)])).toEqual([
      'Lausanne, March 3, 2019: 20',
    ]);
  });

  it('end where a place or time is far', () => {
    const photos = [
      ...shots('2019-02-09', 8, ZERMATT, 8),
      ...shots('2019-02-09', 7, PARIS, 12),
      ...shots('2019-02-13', 9, PARIS),
    ];
    expect(named(photos)).toEqual([
      'Paris, February 13, 2019: 9',
      'Paris, February 9, 2019: 7',
      'Zermatt, February 9, 2019: 8',
    ]);
  });

  it('have a day where no photo says its place', () => {
    expect(named(shots('2019-05-04', 15))).toEqual(['May 4, 2019: 15']);
  });
});

describe('the name of an event', () => {
  it('is that of a region if it was in several of its cities', () => {
    const photos = [...shots('2019-02-09', 6, ZERMATT), ...shots('2019-02-10', 6, TASCH)];
    expect(named([...photos, ...shots('2019-02-10', 1, TASCH, 13)])).toEqual(['Täsch, February 2019: 13']);
    const [first] = findEvents(photos, placeAt);
    expect(
      placeOfEvent({ places: [...(first?.places ?? []), { place: CITIES[0]?.[1] as Place, count: 1 }] }),
    ).toEqual({ region: 'Valais', country: 'Switzerland', countryCode: 'CH' });
  });

  it('begins with what the photos show, and spans months and years', () => {
    const place = { city: 'Zermatt' };
    expect(eventName(place, { from: '2019-02-14', to: '2019-02-14' }, 'wedding', 'en')).toBe(
      'Wedding, Zermatt, February 14, 2019',
    );
    expect(eventName(place, { from: '2018-12-30', to: '2019-01-02' }, undefined, 'de')).toBe(
      'Zermatt, Dezember 2018\u2009–\u2009Januar 2019',
    );
  });
});
