import { expect, it } from 'vitest';
import { facetsOf } from './facets.ts';

it('counts what filters can ask for', () => {
  const photo = { folder: 1, modified: new Date(2019, 6, 1).getTime(), width: 4, height: 3 };
  const facets = facetsOf(
    [
      {
        ...photo,
        path: 'Alps/Alps/a.jpg',
        camera: 'Canon EOS 5D',
        location: { latitude: 46, longitude: 7 },
        id: 1,
      },
      { ...photo, path: 'hidden.jpg', id: 2 },
      { ...photo, path: 'Alps/b.JPEG', id: 3, camera: 'Canon EOS 5D', kind: 'panorama' },
      { ...photo, path: 'c.nef', lens: '50mm', taken: new Date(2021, 0, 1).getTime(), width: 2 },
    ],
    {
      folders: new Map([[1, 'Holidays']]),
      marks: {
        favourites: [3, 2],
        hidden: [2],
        ratings: new Map([
          [2, [1]],
          [5, [2, 3]],
        ]),
        labels: new Map([
          ['cat', { label: 'cat', ids: [3] }],
          ['dog', { label: 'Dog', ids: [1, 2, 3] }],
          ['mouse', { label: 'mouse', ids: [2] }],
        ]),
      },
      placeAt: () => ({ city: 'Geneva', region: 'Geneva', country: 'Switzerland' }),
    },
  );
  expect(facets).toEqual({
    years: [
      { value: '2021', count: 1 },
      { value: '2019', count: 2 },
    ],
    folders: [
      { value: 'Holidays', count: 3 },
      { value: 'Alps', count: 2 },
    ],
    cameras: [{ value: 'Canon EOS 5D', count: 2 }],
    lenses: [{ value: '50mm', count: 1 }],
    places: [
      { value: 'Geneva', count: 1 },
      { value: 'Switzerland', count: 1 },
    ],
    kinds: [
      { value: 'landscape', count: 2 },
      { value: 'favourite', count: 1 },
      { value: 'hidden', count: 1 },
      { value: 'panorama', count: 1 },
      { value: 'portrait', count: 1 },
    ],
    types: [
      { value: 'jpeg', count: 2 },
      { value: 'nef', count: 1 },
    ],
    ratings: [
      { value: '5', count: 1 },
      { value: '2', count: 1 },
    ],
    labels: [
      { value: 'Dog', count: 2 },
      { value: 'cat', count: 1 },
    ],
  });
});
