import type { Facets } from '@web-clip/photos';
import { expect, it } from 'vitest';
import { english } from '../i18n/strings.ts';
import { complete } from './complete.ts';

const FACETS: Facets = {
  years: [
    { value: '2021', count: 40 },
    { value: '2019', count: 12 },
  ],
  folders: [{ value: 'Alps 2019', count: 30 }],
  cameras: [
    { value: 'Apple iPhone 13', count: 20 },
    { value: 'Canon EOS 5D', count: 5 },
  ],
  lenses: [],
  places: [{ value: 'Lausanne', count: 7 }],
  kinds: [
    { value: 'portrait', count: 9 },
    { value: 'favourite', count: 4 },
  ],
  types: [{ value: 'heic', count: 20 }],
  ratings: [
    { value: '5', count: 3 },
    { value: '4', count: 6 },
  ],
  labels: [{ value: 'night train', count: 2 }],
  albums: [{ value: 'Alps by train', count: 8 }],
};

const offers = (text: string): string[] =>
  complete(text, FACETS, english).map(({ label, count }) =>
    count === undefined ? label : `${label} ${count}`,
  );

it.each([
  ['', []],
  ['a', []],
  ['a dog', []],
  ['a dog laus', ['Lausanne 7']],
  ['iph', ['Apple iPhone 13 20']],
  ['20', ['2021 40', 'folder Alps 2019 30', '2019 12']],
  ['in:20', ['2021 40', '2019 12']],
  ['camera:', ['Apple iPhone 13 20', 'Canon EOS 5D 5']],
  ['-camera:"canon e', ['Canon EOS 5D 5']],
  ['is:po', ['portrait format 9']],
  ['is:fa', ['favourites 4']],
  ['rating:', ['4 ★ 6', '5 ★ 3']],
  ['label:"nig', ['label night train 2']],
  ['alps', ['folder Alps 2019 30', 'album Alps by train 8']],
  ['ca', ['Canon EOS 5D 5', 'camera:']],
  ['unknown:a', []],
])('completes “%s” with %j', (text, expected) => {
  expect(offers(text)).toEqual(expected);
});

it('says what to put where', () => {
  expect(complete('a dog -near:la', FACETS, english)).toEqual([
    { label: 'Lausanne', count: 7, start: 6, put: { filter: { near: 'Lausanne', not: true } } },
  ]);
  expect(complete('before:2019', FACETS, english)[0]?.put).toEqual({
    filter: { taken: { to: '2018-12-31' } },
  });
});
