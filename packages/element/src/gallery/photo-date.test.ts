import type { Photo } from '@web-clip/photos';
import { expect, test } from 'vitest';
import { english } from '../i18n/strings.ts';
import { photoDate } from './photo-date.ts';

const photo: Photo = {
  id: 1,
  folder: 1,
  path: 'a.jpg',
  size: 1,
  modified: new Date(2023, 7, 4, 9, 12).getTime(),
  width: 4,
  height: 3,
};
const taken = new Date(2019, 6, 4, 12).getTime();

test('a date in the file needs no explanation', () => {
  expect(photoDate(english, { ...photo, taken, takenFrom: 'exif' })).toMatch(/^Jul 4, 2019, 12:00\sPM$/);
});

test('a date from elsewhere names its source', () => {
  expect(photoDate(english, { ...photo, taken, takenFrom: 'name' })).toMatch(
    /^Jul 4, 2019, 12:00\sPM \(from the file name\)$/,
  );
  expect(photoDate(english, photo)).toMatch(/^File dated Aug 4, 2023, 9:12\sAM$/);
});

test('unknown parts of a date are left out', () => {
  const dates = (['day', 'month', 'year'] as const).map((takenPrecision) =>
    photoDate(english, { ...photo, taken, takenFrom: 'xmp', takenPrecision }),
  );
  expect(dates).toEqual(['Jul 4, 2019', 'July 2019', '2019']);
  expect(photoDate(english, { ...photo, taken, takenFrom: 'name', takenPrecision: 'day' })).toBe(
    'Jul 4, 2019 (from the file name)',
  );
});
