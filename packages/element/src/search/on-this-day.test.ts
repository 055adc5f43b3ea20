import type { Photo } from '@web-clip/photos';
import { expect, test } from 'vitest';
import type { Match } from './match.ts';
import { onThisDay } from './on-this-day.ts';

const today = new Date(2024, 1, 29, 15);

const matches = (...photos: Partial<Photo>[]): Match[] =>
  photos.map((photo, id) => ({
    photo: { id, folder: 1, path: `${id}.jpg`, size: 1, modified: 0, width: 1, height: 1, ...photo },
  }));

const at = (year: number, month: number, day: number, hour = 12): number =>
  new Date(year, month - 1, day, hour).getTime();

const ids = (found: readonly Match[]): number[] => found.map(({ photo }) => photo.id);

test('photos of this day in earlier years, at any hour', () => {
  const day = new Date(2024, 6, 4, 9);
  const found = onThisDay(
    matches(
      { taken: at(2024, 7, 4) },
      { taken: at(2023, 7, 5, 0) },
      { taken: at(2023, 7, 4, 23) },
      { taken: at(2023, 7, 4, 0) },
      { taken: at(2023, 7, 3, 23) },
      { taken: at(2019, 7, 4) },
      { taken: at(1950, 7, 4), takenPrecision: 'day' },
    ),
    day,
  );
  expect(ids(found)).toEqual([2, 3, 5, 6]);
});

test('a date without a day, or only of the file, does not count', () => {
  const day = new Date(2024, 6, 1);
  const found = onThisDay(
    matches(
      { taken: at(2022, 7, 1), takenPrecision: 'month' },
      { modified: at(2021, 7, 1) },
      { taken: at(2020, 7, 1) },
      { taken: Number.NaN },
      { taken: -9e15 },
    ),
    day,
  );
  expect(ids(found)).toEqual([2]);
});

test('29 February is only in some years', () => {
  const found = onThisDay(
    matches({ taken: at(2023, 3, 1) }, { taken: at(2020, 2, 29) }, { taken: at(2019, 3, 1) }),
    today,
  );
  expect(ids(found)).toEqual([1]);
});
