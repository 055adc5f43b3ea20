import type { Photo } from '@web-clip/photos';
import { expect, test } from 'vitest';
import { type Choices, listedGroups, toHide, withUnchanged } from './listed-groups.ts';

const photo = (id: number, sharpness?: number): [number, Photo] => [
  id,
  {
    ...{ id, folder: 1, path: `${id}.jpg`, size: 1, modified: 0, width: 4, height: 3 },
    ...(sharpness !== undefined && { quality: { sharpness, dark: 0, bright: 0 } }),
  },
];

const photos = new Map([photo(1), photo(2), photo(3), photo(4, 5), photo(5, 9), photo(6, 2)]);
const why = { code: 'path' } as const;
const found = {
  samePicture: [{ keep: 2, why, photos: [1, 2, 3] }],
  sameMoment: [{ photos: [4, 5, 6] }],
};

const choices = (samePicture: number[] | undefined, sameMoment?: number[]): Choices => ({
  samePicture: new Map(samePicture && [[1, new Set(samePicture)]]),
  sameMoment: new Map(sameMoment && [[4, new Set(sameMoment)]]),
});

const listed = (hidden: number[] = [], chosen = choices(undefined)) =>
  listedGroups(found, photos, new Set(hidden), chosen);

test('the proposed photo is kept, and the sharpest one of a moment', () => {
  const { samePicture, sameMoment } = listed();
  expect(samePicture.map(({ kept, why }) => [[...kept], why])).toEqual([[[2], why]]);
  expect(samePicture.map(toHide)).toEqual([[1, 3]]);
  expect(sameMoment.map(({ kept, sharpest }) => [[...kept], sharpest])).toEqual([[[5], 5]]);
});

test('what the user chose is kept instead', () => {
  const { samePicture, sameMoment } = listed([], choices([3], [4, 6]));
  expect(samePicture.map(({ kept, why }) => [[...kept], why])).toEqual([[[3], undefined]]);
  expect(sameMoment.map(toHide)).toEqual([[5]]);
  expect(listed([], choices([], [])).sameMoment.map(toHide)).toEqual([[4, 5, 6]]);
  expect(listed([], choices([], [])).samePicture.map(toHide)).toEqual([[1, 3]]);
});

test('hidden photos are left out, and groups with nothing left to hide', () => {
  expect(listed([3]).samePicture.map(toHide)).toEqual([[1]]);
  const withoutProposed = listed([2]).samePicture;
  expect(withoutProposed.map(({ kept, why }) => [[...kept], why])).toEqual([[[1], undefined]]);
  expect(listed([2], choices([2])).samePicture.map(toHide)).toEqual([[3]]);
  expect(listed([1, 3, 5, 6])).toEqual({ samePicture: [], sameMoment: [] });
  // A photo that has left the library.
  expect(listedGroups(found, new Map([photo(1)]), new Set(), choices(undefined)).samePicture).toEqual([]);
});

test('groups that have not changed stay the same objects', () => {
  const before = listed().samePicture;
  expect(withUnchanged(before, listed([5]).samePicture)[0]).toBe(before[0]);
  expect(withUnchanged(before, listed([1]).samePicture)[0]).not.toBe(before[0]);
  expect(withUnchanged(before, listed([], choices([1])).samePicture)[0]).not.toBe(before[0]);
});

test('without measures, the first photo of a moment is kept', () => {
  const unmeasured = new Map([...photos, photo(6)]);
  const [moment] = listedGroups(found, unmeasured, new Set(), choices(undefined)).sameMoment;
  expect([...(moment?.kept ?? []), moment?.sharpest]).toEqual([4, undefined]);
});
