import { expect, it } from 'vitest';
import type { Filter } from './filter.ts';
import { locate, type NamedPlace } from './place-names.ts';

const LAUSANNE: NamedPlace = { name: 'Lausanne', kind: 'city', latitude: 46.52, longitude: 6.63 };
const placeNames = { find: async (name: string) => (name === 'lausanne' ? [LAUSANNE] : []) };

it('replaces the names of places by points, and tells which it does not know', async () => {
  const point = { latitude: 1, longitude: 2 };
  const filters: Filter[] = [
    { near: 'lausanne', km: 5, not: true },
    { near: 'Atlantis' },
    { near: point },
    { is: 'square' },
  ];
  expect(await locate(filters, placeNames)).toEqual({
    filters: [
      { near: { latitude: 46.52, longitude: 6.63 }, km: 5, not: true },
      { near: 'Atlantis' },
      { near: point },
      { is: 'square' },
    ],
    unknown: ['Atlantis'],
  });
});
