import type { Photo } from '@web-clip/photos';
import { expect, test } from 'vitest';
import { english } from '../i18n/strings.ts';
import { differences } from './differences.ts';

const where = {
  folderOf: ({ path }: Photo): string => path.split('/').slice(0, -1).join('/'),
  placeOf: ({ location }: Photo): string | undefined => location && 'Zermatt',
};

const original: Photo = {
  ...{ id: 1, folder: 1, path: 'a/IMG_1.heic', size: 2e6, width: 4000, height: 3000, format: 'heic' },
  ...{ modified: 0, taken: 0, takenFrom: 'exif', camera: 'Canon EOS R5' },
  location: { latitude: 46, longitude: 7.7 },
  quality: { sharpness: 10, dark: 0, bright: 0 },
};

const shown = (change: Partial<Photo>) =>
  differences(english, [original, { ...original, ...change }], where).map(({ term, values }) => [
    term,
    ...values,
  ]);

test('only what differs is listed', () => {
  expect(shown({ id: 2 })).toEqual([]);
  expect(shown({ quality: { sharpness: 9.9, dark: 0.1, bright: 0 } })).toEqual([]);
  const { camera: _, location: __, ...stripped } = original;
  const copy: Photo = {
    ...stripped,
    ...{ path: 'b/c/IMG_1.jpg', format: 'jpeg', width: 400, height: 300, size: 2e5, quantisation: 7.31 },
    quality: { sharpness: 4, dark: 0, bright: 0 },
  };
  const rows = differences(english, [original, copy], where);
  expect(rows.map(({ term, values }) => [term, ...values])).toEqual([
    ['Folder', 'a', 'b/c'],
    ['Size', '4,000 × 3,000 px', '400 × 300 px'],
    ['Format', 'HEIC', 'JPEG'],
    ['File size', '2.0 MB', '0.2 MB'],
    ['Camera', 'Canon EOS R5', undefined],
    ['Place', 'Zermatt', undefined],
    ['Sharpness', '10', '4.0'],
    ['Compression', undefined, '7.3'],
  ]);
});

test('dates say where they come from', () => {
  const [row] = shown({ taken: 864e5, takenFrom: 'name' });
  expect(row?.[0]).toBe('Date');
  expect(row?.[2]).toContain('from the file name');
});
