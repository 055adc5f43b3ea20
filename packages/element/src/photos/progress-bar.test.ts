import { expect, test } from 'vitest';
import { downloadDetails, indexingDetails, indexingHeadline, preparingDetails } from './progress-bar.ts';

test('listing shows the number found, and no rate', () => {
  const listing = { phase: 'listing', done: 0, total: 1203, failed: 0, rate: 3 } as const;
  expect(indexingHeadline({ ...listing, total: 0 })).toBe('Looking for photos');
  expect(indexingHeadline(listing)).toBe('Looking for photos: 1,203 so far');
  expect(indexingDetails(listing)).toEqual([]);
});

test('indexing shows progress, rate, time left and failures', () => {
  const indexing = { phase: 'indexing', done: 34, total: 80, failed: 2, rate: 11.6, secondsLeft: 4 } as const;
  expect(indexingHeadline(indexing)).toBe('Indexing 34 of 80 photos');
  expect(indexingDetails(indexing)).toEqual(['12 photos/s', '4 s left', '2 could not be read']);
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
  expect(preparingDetails(indexing)).toEqual(['120 of 1,900', '40 photos/s', '45 s left']);
  expect(preparingDetails({ ...indexing, phase: 'listing' })).toEqual([]);
});

test('a download shows the known sizes', () => {
  expect(downloadDetails({ phase: 'download', done: 0, total: 0 })).toBe('connecting');
  expect(downloadDetails({ phase: 'download', done: 900_000, total: 0 })).toBe('0.9 MB');
  expect(downloadDetails({ phase: 'download', done: 900_000, total: 4_600_000 })).toBe('0.9 MB of 4.6 MB');
});
