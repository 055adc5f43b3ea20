import { expect, it } from 'vitest';
import type { Filter } from './filter.ts';
import { locate, type NamedPlace } from './place-names.ts';

const LAUSANNE: NamedPlace = {
  name: 'Lausanne',
  kind: 'city',
  latitude: 46.52,
  longitude: 6.63,
  population: 139_000,
};
const placeNames = { find: async (name: string) => (name === 'lausanne' ? [LAUSANNE] : []) };

it('replaces the names of places by points, or by their names in the gazetteer', async () => {
  const point = { latitude: 1, longitude: 2 };
  const filters: Filter[] = [
    { near: 'lausanne', km: 5, not: true },
    { place: 'lausanne' },
    { near: 'Atlantis' },
    { place: 'Atlantis' },
    { near: point },
    { is: 'square' },
  ];
  expect(await locate(filters, placeNames)).toEqual([
    { near: { latitude: 46.52, longitude: 6.63 }, km: 5, not: true },
    { place: 'Lausanne' },
    { near: 'Atlantis' },
    { place: 'Atlantis' },
    { near: point },
    { is: 'square' },
  ]);
});
