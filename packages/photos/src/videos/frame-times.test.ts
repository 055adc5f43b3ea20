import { expect, it } from 'vitest';
import { candidateTimes, cheapTime } from './frame-times.ts';

it('spreads a bounded number of frames over a video', () => {
  expect(candidateTimes(0, 6)).toEqual([1, 3, 5]);
  expect(candidateTimes(2, 2.6)).toEqual([2.1, 2.3, 2.5].map((time) => expect.closeTo(time, 9)));
  expect(candidateTimes(0, 20)).toHaveLength(10);
  expect(candidateTimes(0, 7200)).toHaveLength(24);
  expect(candidateTimes(0, 0)).toEqual([0, 0, 0]);
});

it('takes frames that are stored in full, and others where they are near', () => {
  expect(cheapTime(5, 0, undefined)).toBe(0);
  expect(cheapTime(12, 10, 5)).toBe(10);
  // That one was decoded before.
  expect(cheapTime(14, 10, 10)).toBe(14);
  expect(cheapTime(31, 10, 14)).toBeUndefined();
});
