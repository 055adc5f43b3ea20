import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysLater } from '../days.ts';
import { type Filter, PHOTO_TRAITS } from '../filter.ts';
import { parseQuery } from './parse.ts';
import { printFilter, printQuery, printTerm } from './print.ts';
import type { QueryParts, QueryTerm } from './query.ts';

const NOW = new Date(2026, 6, 15, 12).getTime();
const parse = (text: string) => parseQuery(text, { now: NOW });
const year = (number: number) => ({ taken: { from: `${number}-01-01`, to: `${number}-12-31` } });

describe('terms', () => {
  it.each<[text: string, terms: QueryTerm[]]>([
    ['', []],
    ['   ', []],
    ['a dog on the beach', [{ text: 'a dog on the beach' }]],
    ['  a   dog ', [{ text: 'a dog' }]],
    ['a dog + a lake', [{ text: 'a dog' }, { text: 'a lake' }]],
    ['a dog +lake', [{ text: 'a dog' }, { text: 'lake' }]],
    ['+ "a lake"', [{ text: 'a lake' }]],
    ['dog -snow', [{ text: 'dog' }, { text: 'snow', weight: -1 }]],
    ['dog −snow', [{ text: 'dog' }, { text: 'snow', weight: -1 }]],
    ['dog -snow running', [{ text: 'dog running' }, { text: 'snow', weight: -1 }]],
    ['-snow dog', [{ text: 'snow', weight: -1 }, { text: 'dog' }]],
    ['dog -"deep snow"', [{ text: 'dog' }, { text: 'deep snow', weight: -1 }]],
    ['black-and-white well - lit', [{ text: 'black-and-white well - lit' }]],
    ['-', [{ text: '-' }]],
    ['--snow', [{ text: '-snow', weight: -1 }]],
    ['2*red car', [{ text: 'red car', weight: 2 }]],
    ['1,5*red car', [{ text: 'red car', weight: 1.5 }]],
    ['1*red car', [{ text: 'red car' }]],
    ['-2*deep snow', [{ text: 'deep snow', weight: -2 }]],
    ['0*snow', [{ text: 'snow', weight: 0 }]],
    ['dog 0.5*"red car"', [{ text: 'dog' }, { text: 'red car', weight: 0.5 }]],
    ['2* red', [{ text: '2* red' }]],
    ['100*red', [{ text: '100*red' }]],
    ['cat | small dog', [{ anyOf: [{ text: 'cat' }, { text: 'small dog' }] }]],
    ['cat|dog|', [{ anyOf: [{ text: 'cat' }, { text: 'dog' }] }]],
    ['| cat', [{ text: 'cat' }]],
    ['2*cat | dog + lake', [{ anyOf: [{ text: 'cat' }, { text: 'dog' }], weight: 2 }, { text: 'lake' }]],
    ['"red car" | "blue car"', [{ anyOf: [{ text: 'red car' }, { text: 'blue car' }] }]],
    ['dog "red car" lake', [{ text: 'dog' }, { text: 'red car' }, { text: 'lake' }]],
    ['“red car” «lac» „See“', [{ text: 'red car' }, { text: 'lac' }, { text: 'See' }]],
    ['"a \\"big\\" dog"', [{ text: 'a "big" dog' }]],
    ['"no end', [{ text: 'no end' }]],
    ['""', []],
    ['12" pizza', [{ text: '12" pizza' }]],
    ['"in:2019"', [{ text: 'in:2019' }]],
    ['time: noon', [{ text: 'time: noon' }]],
    ['photo:mine', [{ text: 'photo:mine' }]],
    ['photo:12', [{ photo: 12 }]],
    ['dog -photo:12', [{ text: 'dog' }, { photo: 12, weight: -1 }]],
    ['2*photo:12', [{ photo: 12, weight: 2 }]],
    ['2*photo:12 dog', [{ photo: 12, weight: 2 }, { text: 'dog' }]],
  ])('%j', (text, terms) => {
    expect(parse(text)).toEqual({ terms, filters: [], problems: [] });
  });
});

describe('filters', () => {
  it.each<[text: string, filters: Filter[]]>([
    ['in:2019', [year(2019)]],
    ['IN:2019', [year(2019)]],
    ['-in:2019', [{ ...year(2019), not: true }]],
    ['in:2019-07', [{ taken: { from: '2019-07-01', to: '2019-07-31' } }]],
    ['in:2019-07-04', [{ taken: { from: '2019-07-04', to: '2019-07-04' } }]],
    ['in:2019..2021', [{ taken: { from: '2019-01-01', to: '2021-12-31' } }]],
    ['2019..2021', [{ taken: { from: '2019-01-01', to: '2021-12-31' } }]],
    ['-2019..2021', [{ taken: { from: '2019-01-01', to: '2021-12-31' }, not: true }]],
    ['2019-07..', [{ taken: { from: '2019-07-01' } }]],
    ['..2019', [{ taken: { to: '2019-12-31' } }]],
    ['in:"last summer"', [{ taken: { from: '2025-06-01', to: '2025-08-31' } }]],
    ['in:july', [{ taken: { from: '2026-07-01', to: '2026-07-31' } }]],
    ['before:2019', [{ taken: { to: '2018-12-31' } }]],
    ['vor:2019-07', [{ taken: { to: '2019-06-30' } }]],
    ['after:2019', [{ taken: { from: '2020-01-01' } }]],
    ['après:2019', [{ taken: { from: '2020-01-01' } }]],
    ['near:Lausanne', [{ near: 'Lausanne' }]],
    ['near:"La Tour-de-Peilz, 5 km"', [{ near: 'La Tour-de-Peilz', km: 5 }]],
    ['near:Lausanne,50km', [{ near: 'Lausanne', km: 50 }]],
    ['near:46.52,-6.63', [{ near: { latitude: 46.52, longitude: -6.63 } }]],
    ['near:46.52,6.63,2.5km', [{ near: { latitude: 46.52, longitude: 6.63 }, km: 2.5 }]],
    ['place:"New York"', [{ place: 'New York' }]],
    ['camera:"iphone 13"', [{ camera: 'iphone 13' }]],
    ['Kamera:“iphone 13”', [{ camera: 'iphone 13' }]],
    ['lens:24-70', [{ lens: '24-70' }]],
    ['is:portrait', [{ is: 'portrait' }]],
    ['ist:Hochformat', [{ is: 'portrait' }]],
    ['est:carré', [{ is: 'square' }]],
    ['-is:screenshot', [{ is: 'screenshot', not: true }]],
    ['group:"Ski week"', [{ group: 'Ski week' }]],
    ['Gruppe:Skiwoche', [{ group: 'Skiwoche' }]],
    ['ist:unscharf', [{ is: 'blurred' }]],
    ['is:favourite', [{ is: 'favourite' }]],
    ['is:favorite', [{ is: 'favourite' }]],
    ['est:masqué', [{ is: 'hidden' }]],
    ['-is:hidden', [{ is: 'hidden', not: true }]],
    ['rating:4', [{ rating: { from: 4, to: 4 } }]],
    ['Bewertung:3..5', [{ rating: { from: 3, to: 5 } }]],
    ['rating:3..', [{ rating: { from: 3 } }]],
    ['-rating:..2', [{ rating: { to: 2 }, not: true }]],
    ['étoiles:5', [{ rating: { from: 5, to: 5 } }]],
    ['label:"hot dog"', [{ label: 'hot dog' }]],
    ['-label:Hund', [{ label: 'Hund', not: true }]],
    ['Schlagwort:Hund', [{ label: 'Hund' }]],
    ['album:"Summer by the sea"', [{ album: 'Summer by the sea' }]],
    ['-álbum:Mar', [{ album: 'Mar', not: true }]],
    ['folder:Alps', [{ folder: 'Alps' }]],
    ['dossier:été', [{ folder: 'été' }]],
    ['type:JPG', [{ type: 'jpeg' }]],
    ['type：heic', [{ type: 'heic' }]],
    ['in:2019|is:square', [year(2019), { is: 'square' }]],
  ])('%j', (text, filters) => {
    expect(parse(text)).toEqual({ terms: [], filters, problems: [] });
  });

  it('stand anywhere in a phrase', () => {
    expect(parse('a dog in:2019 on the beach')).toEqual({
      terms: [{ text: 'a dog on the beach' }],
      filters: [year(2019)],
      problems: [],
    });
  });

  it.each([
    ['in:tomorrow', 'date', undefined],
    ['in:2019-13', 'date', undefined],
    ['before:..2019', 'date', undefined],
    ['2021..2019', 'date', undefined],
    ['is:portait', 'kind', 'is:portrait'],
    ['is:unicorn', 'kind', undefined],
    ['near:91,0', 'place', undefined],
    ['near:"Lausanne, 0 km"', 'place', undefined],
    ['rating:0', 'rating', undefined],
    ['rating:6', 'rating', undefined],
    ['rating:4..2', 'rating', undefined],
    ['rating:..', 'rating', undefined],
    ['rating:good', 'rating', undefined],
    ['label:', 'value', undefined],
    ['camera:', 'value', undefined],
    ['camera:""', 'value', undefined],
  ])('%j is a problem: %s', (text, kind, meant) => {
    expect(parse(`a dog ${text}`)).toEqual({
      terms: [{ text: 'a dog' }],
      filters: [],
      problems: [{ text, kind, ...(meant && { meant }) }],
    });
  });
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc
    .array(
      fc.constantFrom(
        ...[
          'dog',
          ' ',
          '"',
          '“',
          '”',
          '«',
          '-',
          '+',
          '|',
          '2*',
          '-1.5*',
          'in:',
          'in:2019',
          '2019..',
          '..',
          'near:',
          '1,2',
          'is:',
        ],
        ...[
          'photo:3',
          'camera:',
          '\\',
          ', 5 km',
          '\ud800',
          '\udc00',
          'é',
          'e\u0301',
          '\u00a0',
          '\n',
          '🏖️',
          ':',
          '：',
          'ß',
          'İ',
          '字',
        ],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
    .map((units) => String.fromCharCode(...units)),
);

const phrase = text.filter((phrase) => phrase.trim() !== '');
const weight = fc
  .integer({ min: -9999, max: 9999 })
  .filter((weight) => weight !== 100)
  .map((weight) => (weight || 0) / 100);
const term = fc
  .tuple(
    fc.oneof(
      fc.record({ text: phrase }),
      fc.record({ anyOf: fc.array(fc.record({ text: phrase }), { minLength: 2, maxLength: 4 }) }),
      fc.record({ photo: fc.nat() }),
    ),
    fc.option(weight),
  )
  .map(([term, weight]): QueryTerm => (weight === null ? term : { ...term, weight }));

const value = phrase.map((value) => value.trim());
const day = fc.nat(40_000).map((days) => daysLater('1950-01-01', days));
const range = fc.oneof(
  fc.record({ from: day }),
  fc.record({ to: day }),
  fc.tuple(day, fc.nat(3000)).map(([from, days]) => ({ from, to: daysLater(from, days) })),
);
const degrees = (limit: number) =>
  fc.integer({ min: -limit * 1e5, max: limit * 1e5 }).map((n) => (n || 0) / 1e5);
const near = fc.oneof(
  value.filter((name) => !/km$/i.test(name) && !/^[\d.,+\s-]*$/.test(name)),
  fc.record({ latitude: degrees(90), longitude: degrees(180) }),
);
const km = fc
  .integer({ min: 1, max: 9999 })
  .filter((km) => km !== 200)
  .map((km) => km / 10);
const rating = fc.integer({ min: 1, max: 5 });
const ratings = fc.oneof(
  fc.record({ from: rating }),
  fc.record({ to: rating }),
  fc
    .tuple(rating, rating)
    .map(([a, b]): { from: number; to: number } => ({ from: Math.min(a, b), to: Math.max(a, b) })),
);
const filter = fc
  .tuple(
    fc.oneof(
      fc.record({ taken: range }),
      fc.record({ near, km }, { requiredKeys: ['near'] }),
      fc.record({ place: value }),
      fc.record({ camera: value }),
      fc.record({ lens: value }),
      fc.record({ label: value }),
      fc.record({ album: value }),
      fc.record({ rating: ratings }),
      fc.record({ folder: value }),
      fc.record({ type: fc.constantFrom('heic', 'jpeg', 'raw') }),
      fc.record({ is: fc.constantFrom(...PHOTO_TRAITS) }),
    ),
    fc.boolean(),
  )
  .map(([filter, not]): Filter => (not ? { ...filter, not: true } : filter));

const query: fc.Arbitrary<QueryParts> = fc.record({
  terms: fc.array(term, { maxLength: 5 }),
  filters: fc.array(filter, { maxLength: 5 }),
});

it('reads what it prints', () => {
  fc.assert(
    fc.property(query, (query) => {
      expect(parseQuery(printQuery(query))).toEqual({ ...query, problems: [] });
    }),
    { numRuns: 3000 },
  );
});

it('never throws, and prints what means the same', () => {
  fc.assert(
    fc.property(text, (text) => {
      const { terms, filters } = parseQuery(text);
      expect(parseQuery(printQuery({ terms, filters }))).toEqual({ terms, filters, problems: [] });
    }),
    { numRuns: 5000 },
  );
});

it.each([
  [{ text: 'a lake' }, 'a lake'],
  [{ text: 'a lake', weight: -1 }, '-"a lake"'],
  [{ text: 'snow', weight: -1 }, '-snow'],
  [{ text: 'red car', weight: 2 }, '2*red car'],
  [{ text: 'in:2019' }, '"in:2019"'],
  [{ anyOf: [{ text: 'cat' }, { text: 'a | b' }], weight: -1 }, '-1*cat | "a | b"'],
])('prints the term %j as %s', (term, text) => {
  expect(printTerm(term)).toBe(text);
});

it.each<[Filter, string]>([
  [{ taken: { from: '2019-01-01', to: '2019-12-31' } }, 'in:2019'],
  [{ taken: { from: '2019-01-01' }, not: true }, '-2019..'],
  [{ near: 'New York', km: 5 }, 'near:"New York, 5 km"'],
  [{ camera: 'iphone 13' }, 'camera:"iphone 13"'],
  [{ is: 'square' }, 'is:square'],
  [{ rating: { from: 4, to: 4 } }, 'rating:4'],
  [{ rating: { from: 3, to: 5 }, not: true }, '-rating:3..5'],
  [{ rating: { to: 2 } }, 'rating:..2'],
  [{ label: 'hot dog' }, 'label:"hot dog"'],
])('prints the filter %j as %s', (filter, text) => {
  expect(printFilter(filter)).toBe(text);
});

it('puts a plus between phrases', () => {
  const terms = [{ text: 'a dog' }, { text: 'snow', weight: -1 }, { text: 'a lake' }];
  expect(printQuery({ terms, filters: [year(2019)] })).toBe('a dog -snow + a lake in:2019');
});
