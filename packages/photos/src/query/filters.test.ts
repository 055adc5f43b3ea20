import fc from 'fast-check';
import { expect, it } from 'vitest';
import { daysLater } from './days.ts';
import { type Filter, type FilteredPhoto, PHOTO_TRAITS } from './filter.ts';
import { type FilterContext, filterOf } from './filters.ts';

const photo = (facts: Partial<FilteredPhoto> = {}): FilteredPhoto => ({
  folder: 1,
  path: 'a.jpg',
  modified: new Date(2015, 4, 5, 12).getTime(),
  width: 400,
  height: 300,
  ...facts,
});

const taken = (...date: [number, number, number, number?, number?]): Partial<FilteredPhoto> => ({
  taken: new Date(...date).getTime(),
});

const LAUSANNE = { latitude: 46.52, longitude: 6.63 };

const context: FilterContext = {
  marks: {
    favourites: [3, 4],
    hidden: [4],
    ratings: new Map([
      [3, [3]],
      [5, [4]],
    ]),
    labels: new Map([['hot dog', { label: 'Hot dog', ids: [3] }]]),
  },
  albums: new Map([['ete a la mer', new Set([7])]]),
  folders: new Map([
    [1, 'Été à la mer'],
    [2, 'Phone'],
  ]),
  placeAt: (latitude) =>
    latitude > 46 && latitude < 47 ? { city: 'Lausanne', region: 'Vaud', country: 'Switzerland' } : undefined,
};

const passes = (filter: Filter, facts: Partial<FilteredPhoto>): boolean =>
  filterOf([filter], context)(photo(facts));

it.each<[filter: Filter, facts: Partial<FilteredPhoto>, expected: boolean]>([
  [{ taken: { from: '2019-07-01', to: '2019-07-31' } }, taken(2019, 6, 1, 0, 0), true],
  [{ taken: { from: '2019-07-01', to: '2019-07-31' } }, taken(2019, 6, 31, 23, 59), true],
  [{ taken: { from: '2019-07-01', to: '2019-07-31' } }, taken(2019, 7, 1, 0, 0), false],
  [{ taken: { from: '2019-07-01', to: '2019-07-31' } }, taken(2019, 5, 30, 23, 59), false],
  [{ taken: { from: '2019-07-01' } }, taken(2030, 0, 1), true],
  [{ taken: { to: '2019-07-01' } }, taken(2019, 6, 1, 23, 59), true],
  [{ taken: {} }, {}, true],
  // By the modification time.
  [{ taken: { from: '2015-05-05', to: '2015-05-05' } }, {}, true],
  [{ taken: { from: '2015-05-06' } }, {}, false],
  // Only the month or year is known.
  [
    { taken: { from: '2019-07-01', to: '2019-07-31' } },
    { ...taken(2019, 6, 1, 12), takenPrecision: 'month' },
    true,
  ],
  [
    { taken: { from: '2019-07-01', to: '2019-07-30' } },
    { ...taken(2019, 6, 1, 12), takenPrecision: 'month' },
    false,
  ],
  [
    { taken: { from: '2019-01-01', to: '2019-01-31' } },
    { ...taken(2019, 0, 1, 12), takenPrecision: 'year' },
    false,
  ],
  [
    { taken: { from: '2019-01-01', to: '2019-12-31' } },
    { ...taken(2019, 0, 1, 12), takenPrecision: 'year' },
    true,
  ],
  [{ near: LAUSANNE }, { location: { latitude: 46.5, longitude: 6.5 } }, true],
  // Geneva is 50 km away.
  [{ near: LAUSANNE }, { location: { latitude: 46.2, longitude: 6.14 } }, false],
  [{ near: LAUSANNE, km: 55 }, { location: { latitude: 46.2, longitude: 6.14 } }, true],
  [{ near: LAUSANNE, km: 45 }, { location: { latitude: 46.2, longitude: 6.14 } }, false],
  [{ near: { latitude: 0, longitude: 179.95 } }, { location: { latitude: 0, longitude: -179.95 } }, true],
  [{ near: LAUSANNE, km: 20_020 }, { location: { latitude: -46.52, longitude: -173.37 } }, true],
  [{ near: 'Lausanne' }, { location: LAUSANNE }, false],
  [{ near: LAUSANNE }, {}, false],
  [{ place: 'lausanne' }, { location: LAUSANNE }, true],
  [{ place: 'vaud' }, { location: LAUSANNE }, true],
  [{ place: 'Switz' }, { location: LAUSANNE }, false],
  [{ place: 'lausanne' }, { location: { latitude: 40, longitude: 6 } }, false],
  [{ place: 'lausanne' }, {}, false],
  [{ camera: 'iphone 13' }, { camera: 'Apple iPhone 13 Pro' }, true],
  [{ camera: 'iphone 1' }, { camera: 'Apple iPhone 13 Pro' }, false],
  [{ camera: 'iphone' }, {}, false],
  [{ camera: '' }, { camera: 'Canon' }, false],
  [{ lens: '24-70mm' }, { lens: 'EF24-70mm f/2.8L' }, false],
  [{ lens: '24-70MM' }, { lens: 'Sigma 24-70mm' }, true],
  [{ is: 'landscape' }, {}, true],
  [{ is: 'portrait' }, {}, false],
  [{ is: 'portrait' }, { width: 300, height: 400 }, true],
  [{ is: 'square' }, { width: 1080, height: 1079 }, true],
  [{ is: 'landscape' }, { width: 1080, height: 1079 }, false],
  [{ is: 'square' }, { width: 0, height: 0 }, false],
  [{ is: 'screenshot' }, { kind: 'screenshot' }, true],
  [{ is: 'document' }, { kind: 'screenshot' }, false],
  [{ is: 'blurred' }, { quality: { sharpness: 2, dark: 0, bright: 0 }, fingerprint: 'UAAA' }, true],
  [{ is: 'blurred' }, { quality: { sharpness: 2, dark: 0, bright: 0 }, fingerprint: 'CAAA' }, false],
  [{ is: 'blurred' }, { quality: { sharpness: 40, dark: 0, bright: 0 }, fingerprint: 'UAAA' }, false],
  [{ is: 'blurred' }, {}, false],
  [{ folder: 'ete' }, {}, true],
  [{ folder: 'mer' }, { folder: 2 }, false],
  [{ folder: 'phone' }, { folder: 2, path: 'DCIM/a.jpg' }, true],
  [{ folder: 'dcim' }, { folder: 2, path: 'DCIM/a.jpg' }, true],
  [{ folder: 'phone/dcim' }, { folder: 2, path: 'DCIM/a.jpg' }, true],
  [{ folder: 'dc' }, { folder: 2, path: 'DCIM/a.jpg' }, false],
  [{ folder: 'a' }, { folder: 2, path: 'DCIM/a.jpg' }, false],
  [{ folder: 'Été' }, { folder: 3, path: 'Été 2019/a.jpg'.normalize('NFD') }, true],
  [{ is: 'favourite' }, { id: 3 }, true],
  [{ is: 'favourite' }, { id: 5 }, false],
  [{ is: 'favourite' }, {}, false],
  [{ is: 'hidden' }, { id: 4 }, true],
  [{ is: 'hidden' }, { id: 3 }, false],
  [{ rating: { from: 3, to: 3 } }, { id: 3 }, true],
  [{ rating: { from: 4 } }, { id: 3 }, false],
  [{ rating: { from: 4 } }, { id: 4 }, true],
  [{ rating: { to: 3 } }, { id: 3 }, true],
  [{ rating: { to: 5 } }, { id: 5 }, false],
  [{ label: 'HOT  dog' }, { id: 3 }, true],
  [{ label: 'dog' }, { id: 3 }, false],
  [{ label: 'hot dog' }, { id: 4 }, false],
  [{ album: 'Été à la mer' }, { id: 7 }, true],
  [{ album: 'mer' }, { id: 7 }, false],
  [{ album: 'Été à la mer' }, { id: 8 }, false],
  [{ album: 'Été à la mer' }, {}, false],
  [{ type: 'heic' }, { format: 'heic' }, true],
  [{ type: 'heic' }, { path: 'x/IMG.HEIC' }, true],
  [{ type: 'jpg' }, { path: 'IMG.JPEG' }, true],
  [{ type: '.JPG' }, { format: 'jpeg', path: 'wrong.png' }, true],
  [{ type: 'png' }, { format: 'jpeg', path: 'wrong.png' }, false],
  [{ type: 'nef' }, { format: 'tiff', path: 'a.NEF' }, true],
  [{ type: 'raw' }, { path: 'a.NEF' }, true],
  [{ type: 'raw' }, { path: 'a.jpg', raws: [{ path: 'a.nef', size: 1, modified: 0 }] }, true],
  [{ type: 'raw' }, {}, false],
])('%j lets %j pass: %s', (filter, facts, expected) => {
  expect(passes(filter, facts)).toBe(expected);
  expect(passes({ ...filter, not: true }, facts)).toBe(!expected);
});

it('has no places without their names', () => {
  const test = filterOf([{ place: 'Lausanne' }], { folders: new Map() });
  expect(test(photo({ location: LAUSANNE }))).toBe(false);
});

const oneOf = <Value>(...values: Value[]) => fc.constantFrom(...values);
const day = fc.nat(8000).map((days) => daysLater('2004-01-01', days));

const photos: fc.Arbitrary<FilteredPhoto> = fc.record(
  {
    folder: oneOf(1, 2, 3),
    path: fc
      .tuple(oneOf('', 'Alps/', 'Alps/2019/', 'Été/'), oneOf('a.jpg', 'b.HEIC', 'c.nef'))
      .map((p) => p.join('')),
    modified: fc.integer({ min: 1.0e12, max: 1.8e12 }),
    taken: fc.integer({ min: 1.0e12, max: 1.8e12 }),
    width: oneOf(300, 400, 4000),
    height: oneOf(300, 400, 4000),
    camera: oneOf('Apple iPhone 13', 'Canon EOS 5D Mark IV', 'NIKON D850'),
    location: fc.record({
      latitude: fc.double({ min: 45, max: 48, noNaN: true }),
      longitude: fc.double({ min: 5, max: 8, noNaN: true }),
    }),
    kind: oneOf('screenshot', 'panorama'),
    format: oneOf('jpeg', 'heic', 'tiff'),
    id: oneOf(3, 4, 7, 8),
  },
  { requiredKeys: ['folder', 'path', 'modified', 'width', 'height'] },
);

const filters: fc.Arbitrary<Filter> = fc
  .tuple(
    fc.oneof(
      fc.record({ taken: fc.record({ from: day, to: day }, { requiredKeys: [] }) }),
      fc.record({ near: fc.constant(LAUSANNE), km: oneOf(1, 20, 200) }),
      fc.record({ place: oneOf('Lausanne', 'Vaud', 'Paris') }),
      fc.record({ camera: oneOf('iphone', 'canon eos', 'd850') }),
      fc.record({ is: oneOf(...PHOTO_TRAITS) }),
      fc.record({ rating: fc.record({ from: oneOf(1, 3, 5) }) }),
      fc.record({ label: oneOf('hot dog', 'cat') }),
      fc.record({ album: oneOf('été à la mer', 'other') }),
      fc.record({ folder: oneOf('alps', '2019', 'phone') }),
      fc.record({ type: oneOf('heic', 'jpg', 'raw', 'nef') }),
    ),
    fc.boolean(),
  )
  .map(([filter, not]): Filter => (not ? { ...filter, not: true } : filter));

// Tests made for one photo have nothing remembered of others.
it('gives the same first hundred as testing each photo by each filter alone', () => {
  const library = fc.array(fc.tuple(photos, fc.double({ min: -1, max: 1, noNaN: true })), { maxLength: 400 });
  fc.assert(
    fc.property(library, fc.array(filters, { maxLength: 4 }), (library, filters) => {
      const ranked = library.toSorted(([, a], [, b]) => b - a).map(([photo]) => photo);
      const bruteForce = ranked.filter((photo) =>
        filters.every((filter) => filterOf([filter], context)(photo)),
      );
      expect(ranked.filter(filterOf(filters, context)).slice(0, 100)).toEqual(bruteForce.slice(0, 100));
    }),
    { numRuns: 60 },
  );
});
