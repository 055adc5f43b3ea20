import { expect, test } from 'vitest';
import {
  counted,
  fileName,
  formatBytes,
  formatDate,
  formatDaysAgo,
  formatLanguages,
  formatLanguagesShort,
  formatRate,
  formatTimeLeft,
  shortName,
} from './format.ts';

test('a count agrees with its noun', () => {
  expect(counted(0, 'photo')).toBe('0 photos');
  expect(counted(1, 'photo')).toBe('1 photo');
  expect(counted(12_345, 'photo')).toBe('12,345 photos');
});

test('bytes are decimal and have at most two significant parts', () => {
  expect(formatBytes(4_644_364)).toBe('4.6 MB');
  expect(formatBytes(9_960_000)).toBe('10 MB');
  expect(formatBytes(151_892_792)).toBe('152 MB');
  expect(formatBytes(999_600_000)).toBe('1.0 GB');
});

test('older days are shown more roughly', () => {
  const day = Date.UTC(2026, 4, 12);
  const after = (days: number) => formatDaysAgo(day, day + (days + 0.9) * 86_400_000);
  expect([0, 1, 6, 13].map(after)).toEqual(['today', 'yesterday', '6 days ago', '13 days ago']);
  expect([14, 27, 62].map(after)).toEqual(['2 weeks ago', '3 weeks ago', '8 weeks ago']);
  expect(after(63)).toBe('on May 12, 2026');
  // The clock was set back.
  expect(after(-3)).toBe('today');
});

test('a rate has a decimal only below ten', () => {
  expect(formatRate(0.84)).toBe('0.8 photos/s');
  expect(formatRate(9.96)).toBe('10 photos/s');
  expect(formatRate(1_184.4)).toBe('1,184 photos/s');
});

test('time left is never empty, and rolls over to the next unit', () => {
  expect(formatTimeLeft(0)).toBe('1 s left');
  expect(formatTimeLeft(39.2)).toBe('40 s left');
  expect(formatTimeLeft(55)).toBe('1 min left');
  expect(formatTimeLeft(59.6 * 60)).toBe('1 h left');
  expect(formatTimeLeft(80 * 60)).toBe('1 h 20 min left');
});

test('a date is in the local time zone', () => {
  expect(formatDate(new Date(2023, 7, 4, 9, 12).getTime())).toMatch(/Aug 4, 2023, 9:12\sAM/);
});

test('an impossible date is unknown', () => {
  expect(formatDate(8.64e15 + 1)).toBe('Unknown date');
  expect(formatDate(-9.3e15)).toBe('Unknown date');
});

test('languages are named', () => {
  expect(formatLanguages(['en', 'de'])).toBe('English, German');
  expect(formatLanguagesShort(['en', 'de'])).toBe('English, German');
  expect(formatLanguagesShort(['en', 'de', 'fr', 'zh'])).toBe('4 languages');
});

test('a model has a short name', () => {
  expect(shortName('Pocket (demonstration)')).toBe('Pocket');
  expect(shortName('MobileCLIP S0')).toBe('MobileCLIP S0');
});

test('a file name is the last part of its path', () => {
  expect(fileName('a/b/c.jpg')).toBe('c.jpg');
  expect(fileName('c.jpg')).toBe('c.jpg');
});
