import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { kilometres } from './distance.ts';
import { Gazetteer } from './gazetteer.ts';
import { formatGazetteer, parseGazetteer } from './gazetteer-format.ts';

const gazetteer = new Gazetteer();

const at = (latitude: number, longitude: number) => gazetteer.placeAt({ latitude, longitude }, 'en');

const letters = (name = ''): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');

describe('the city at a point', () => {
  // 200 of the 5,920 populated places of Natural Earth (public domain, by way of the package city-timezones 1.3) that
  // GeoNames has too, by chance: within 15 km, in the same country and with the same spelling.
  it('is the right one for at least 95 % of 200 towns that others have measured', () => {
    const towns = readFileSync(new URL('towns.tsv', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    const wrong = towns.filter((town) => {
      const [latitude, longitude, country, city] = town.split('\t');
      const place = at(Number(latitude), Number(longitude));
      return letters(place?.city) !== letters(city) || place?.countryCode !== country;
    });
    expect(towns).toHaveLength(200);
    expect(wrong.length).toBeLessThanOrEqual(10);
  });

  it.each([
    ['the Eiffel Tower', 48.8584, 2.2945, 'Paris'],
    ['Shibuya Crossing', 35.6595, 139.7005, 'Tokyo'],
    ['the Colosseum', 41.8902, 12.4922, 'Rome'],
    ['the Sagrada Família', 41.4036, 2.1744, 'Barcelona'],
    ['the Brandenburg Gate', 52.5163, 13.3777, 'Berlin'],
    ['Times Square', 40.758, -73.9855, 'Manhattan'],
    ['the Golden Gate Bridge', 37.8199, -122.4783, 'San Francisco'],
    ['the opera of Sydney', -33.8568, 151.2153, 'Sydney'],
    ['the Forbidden City', 39.9163, 116.3972, 'Beijing'],
    ['the Taj Mahal', 27.1751, 78.0421, 'Agra'],
    ['Copacabana', -22.9711, -43.1822, 'Rio de Janeiro'],
    ['Table Mountain', -33.9628, 18.4098, 'Cape Town'],
    ['the Blue Mosque', 41.0054, 28.9768, 'Istanbul'],
    ['the Little Mermaid', 55.6929, 12.5993, 'Copenhagen'],
    ['the Burj Khalifa', 25.1972, 55.2744, 'Dubai'],
    ['the Olympic Museum', 46.5085, 6.6338, 'Lausanne'],
    ['the Matterhorn Museum', 46.0207, 7.7491, 'Zermatt'],
    ['Hallgrímskirkja', 64.1417, -21.9266, 'Reykjavík'],
  ])('%s is in a city', (_, latitude, longitude, city) => {
    expect(at(latitude, longitude)?.city).toBe(city);
  });

  it('comes with its region and country, in the language that is asked for', () => {
    const lausanne = { latitude: 46.5197, longitude: 6.6323 };
    expect(gazetteer.placeAt(lausanne, 'de')).toEqual({
      city: 'Lausanne',
      region: 'Vaud',
      country: 'Schweiz',
      countryCode: 'CH',
    });
    expect(gazetteer.placeAt(lausanne, 'ja')?.country).toBe('スイス');
    expect(gazetteer.placeAt(lausanne, 'no tag')?.country).toBe('Switzerland');
  });

  it('is named in the language that is asked for, if it is well known', () => {
    const vienna = { latitude: 48.2082, longitude: 16.3738 };
    const names = ['de-AT', 'fr', 'ja', 'EN', 'pl'].map((each) => gazetteer.placeAt(vienna, each)?.city);
    expect(names).toEqual(['Wien', 'Vienne', 'ウィーン', 'Vienna', 'Vienna']);
  });

  it('is found on both sides of the antimeridian, and near the poles', () => {
    expect(at(-16.78, -179.97)?.countryCode).toBe('FJ');
    expect(at(-16.78, 179.97)?.countryCode).toBe('FJ');
    expect(at(78.2232, 15.6267)?.city).toBe('Longyearbyen');
    expect(at(90, 0)).toBeUndefined();
    expect(at(-90, 180)).toBeUndefined();
  });

  it('is none in the middle of the sea', () => {
    expect(at(30, -40)).toBeUndefined();
    expect(at(-48.9, -123.4)).toBeUndefined();
  });
});

describe('places by their name', () => {
  const names = (name: string): string[] =>
    gazetteer.find(name).map(({ name, countryCode }) => `${name}, ${countryCode}`);

  it.each([
    ['Lausanne', 'Lausanne, CH'],
    ['zurich', 'Zürich, CH'],
    ['  SÃO PAULO ', 'São Paulo, BR'],
    ['Paris', 'Paris, FR'],
    ['Paris, Texas', 'Paris, US'],
    ['Paris, US', 'Paris, US'],
    ['San José, Costa Rica', 'San José, CR'],
    ['San José, コスタリカ', 'San José, CR'],
    ['Vaud', 'Vaud, CH'],
    ['Geneva', 'Genève, CH'],
    ['Genf', 'Genève, CH'],
    ['Mailand', 'Milan, IT'],
    ['Séville', 'Sevilla, ES'],
    ['東京', 'Tokyo, JP'],
    ['东京', 'Tokyo, JP'],
    ['Köln', 'Köln, DE'],
    ['Schweiz', 'Switzerland, CH'],
    ['スイス', 'Switzerland, CH'],
  ])('%s is %s', (name, expected) => {
    expect(names(name)[0]).toBe(expected);
  });

  it('lists the largest first, and nothing for no name', () => {
    const found = gazetteer.find('Springfield');
    expect(found.length).toBeGreaterThan(3);
    expect(found.map(({ population }) => population)).toEqual(
      found.map(({ population }) => population).sort((a, b) => b - a),
    );
    for (const name of ['', ' , ', 'no such place', 'Paris, Japan', '__proto__'])
      expect(names(name)).toEqual([]);
  });
});

test('every well-known city is in the list', () => {
  const lines = readFileSync(new URL('city-names.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const cities = lines.map((line) => line.split('\t'));
  expect(cities.filter((line) => line.length !== 8 || line.includes(''))).toEqual([]);
  const missing = cities.filter(
    ([country, name = '']) =>
      !gazetteer.find(name).some((each) => each.name === name && each.countryCode === country),
  );
  expect(missing).toEqual([]);
});

test('a gazetteer is read as it was written', () => {
  const regions = [
    {
      countryCode: 'CH',
      name: 'Basel-Landschaft of the north',
      cities: [
        { name: 'Pratteln', latitude: 47.52, longitude: 7.69, population: 16_000 },
        { name: 'Liestal', latitude: 47.48, longitude: 7.73, population: 14_000 },
      ],
    },
    {
      countryCode: 'AQ',
      name: '',
      cities: [{ name: 'Ω', latitude: -90, longitude: 180, population: 1 }],
    },
  ];
  const read = parseGazetteer(formatGazetteer(regions));
  expect(read.map(({ cities, ...region }) => [region, cities.length])).toEqual([
    [{ countryCode: 'CH', name: 'Basel-Landschaft of the north' }, 2],
    [{ countryCode: 'AQ', name: '' }, 1],
  ]);
  for (const [i, city] of read.flatMap(({ cities }) => cities).entries()) {
    const written = regions.flatMap(({ cities }) => cities)[i] as typeof city;
    expect(city.name).toBe(written.name);
    expect(kilometres(city, written)).toBeLessThan(1);
    expect(Math.abs(Math.log(city.population / written.population))).toBeLessThan(0.3);
  }
});

test('distances on the sphere', () => {
  const [zurich, lausanne] = [
    { latitude: 47.3769, longitude: 8.5417 },
    { latitude: 46.5197, longitude: 6.6323 },
  ];
  expect(kilometres(zurich, lausanne)).toBeCloseTo(173.4, 0);
  expect(kilometres({ latitude: 0, longitude: 179.9 }, { latitude: 0, longitude: -179.9 })).toBeCloseTo(
    22.24,
    1,
  );
  expect(kilometres({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 })).toBeCloseTo(20_015, 0);
});
