import { expect, test } from 'vitest';
import type { Photo } from '../photo.ts';
import { dateInContent, dateOfPhoto, withDateSource } from './photo-date.ts';

const taken = new Date(2019, 6, 4, 12, 34, 56).getTime();
const noon = new Date(2019, 6, 4, 12).getTime();
const photo: Photo = { id: 1, folder: 1, path: 'a.jpg', size: 1, modified: 5, width: 4, height: 3 };

test('a date in the metadata takes precedence over one in the name', () => {
  const captured = { taken, takenFrom: 'xmp', takenPrecision: 'month' } as const;
  expect(dateOfPhoto(captured, 'IMG_20200101_000000.jpg')).toEqual(captured);
});

test('a name is read without its folders', () => {
  expect(dateOfPhoto(undefined, '2020-01-01/IMG_20190704_123456.jpg')).toEqual({ taken, takenFrom: 'name' });
  expect(dateOfPhoto(undefined, 'IMG-20190704-WA0001.jpg')).toEqual({
    taken: noon,
    takenFrom: 'name',
    takenPrecision: 'day',
  });
  expect(dateOfPhoto(undefined, '2020-01-01/IMG_1.jpg')).toEqual({});
});

test('a copy shares the date of the content, but not that of the name', () => {
  expect(dateInContent({ ...photo, taken, takenFrom: 'iptc' })).toEqual({ taken, takenFrom: 'iptc' });
  expect(dateInContent({ ...photo, taken, takenFrom: 'name' })).toBeUndefined();
  expect(dateInContent(photo)).toBeUndefined();
});

test('a date from an earlier version comes from EXIF', () => {
  expect(dateInContent({ ...photo, taken })).toEqual({ taken, takenFrom: 'exif' });
  expect(withDateSource({ ...photo, taken })).toEqual({ ...photo, taken, takenFrom: 'exif' });
  expect(withDateSource(photo)).toEqual(photo);
});
