import { expect, test } from 'vitest';
import type { Match } from '../search/match.ts';
import { monthAt, monthsOf } from './months.ts';

const at = (year: number, month: number, day = 1, hour = 0): number =>
  new Date(year, month - 1, day, hour).getTime();

const matches = (dates: readonly number[]): Match[] =>
  dates.map((taken, id) => ({
    photo: { id, folder: 1, path: `${id}.jpg`, size: 1, modified: 0, width: 1, height: 1, taken },
  }));

test('the months of photos, by the local calendar', () => {
  const dates = [at(2021, 3, 31, 23), at(2021, 3, 1), at(2021, 2, 28, 23), at(2019, 12, 31), at(2019, 12, 1)];
  expect(monthsOf(matches(dates))).toEqual([
    { from: 0, start: at(2021, 3) },
    { from: 2, start: at(2021, 2) },
    { from: 3, start: at(2019, 12) },
  ]);
  expect(monthsOf([])).toEqual([]);
});

test('a photo without a valid date belongs to the month before it', () => {
  const dates = [at(2021, 3, 5), Number.NaN, 9e15, at(2021, 3, 1), at(2021, 2, 1)];
  expect(monthsOf(matches(dates)).map(({ from }) => from)).toEqual([0, 4]);
});

test('a photo without a capture date counts by its file', () => {
  const [match] = matches([0]);
  const { taken: _, ...photo } = (match as Match).photo;
  expect(monthsOf([{ photo: { ...photo, modified: at(2020, 7, 9) } }])).toEqual([
    { from: 0, start: at(2020, 7) },
  ]);
});

test('the month that a photo is in', () => {
  const months = [0, 2, 3, 10].map((from) => ({ from, start: 0 }));
  expect([0, 1, 2, 3, 9, 10, 99].map((index) => monthAt(months, index))).toEqual([0, 0, 1, 2, 2, 3, 3]);
  expect(monthAt([], 5)).toBe(0);
});
