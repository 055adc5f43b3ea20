import { expect, test } from 'vitest';
import { english } from '../i18n/strings.ts';
import {
  downloadDetails,
  indexingDetails,
  indexingHeadline,
  preparingDetails,
  timeLeft,
} from './progress-bar.ts';

test('listing shows the number found, and no rate', () => {
  const listing = { phase: 'listing', done: 0, total: 1203, failed: 0, rate: 3 } as const;
  expect(indexingHeadline(english, { ...listing, total: 0 })).toBe('Looking for photos');
  expect(indexingHeadline(english, listing)).toBe('Looking for photos: 1,203 so far');
  expect(indexingDetails(english, listing)).toEqual([]);
});

test('indexing shows progress, rate, time left and failures', () => {
  const indexing = { phase: 'indexing', done: 34, total: 80, failed: 2, rate: 11.6, secondsLeft: 4 } as const;
  expect(indexingHeadline(english, indexing)).toBe('Indexing 34 of 80 photos');
  expect(indexingDetails(english, indexing)).toEqual(['12 photos/s', '4 s left', '2 could not be read']);
});

test('preparing shows progress once it is known', () => {
  const indexing = {
    phase: 'indexing',
    done: 120,
    total: 1900,
    failed: 0,
    rate: 40,
    secondsLeft: 45,
  } as const;
  expect(preparingDetails(english, indexing)).toEqual(['120 of 1,900', '40 photos/s', '45 s left']);
  expect(preparingDetails(english, { ...indexing, phase: 'listing' })).toEqual([]);
});

test('a download shows the known sizes', () => {
  expect(downloadDetails(english, { phase: 'download', done: 0, total: 0 })).toBe('connecting');
  expect(downloadDetails(english, { phase: 'download', done: 900_000, total: 0 })).toBe('0.9 MB');
  expect(downloadDetails(english, { phase: 'download', done: 900_000, total: 4_600_000 })).toBe(
    '0.9 MB of 4.6 MB',
  );
});

test('time left is never empty, and rolls over to the next unit', () => {
  const left = (seconds: number) => timeLeft(english, seconds);
  expect([0, 39.2, 55].map(left)).toEqual(['1 s left', '40 s left', '1 min left']);
  expect([59.6 * 60, 80 * 60].map(left)).toEqual(['1 h left', '1 h 20 min left']);
});
