import { expect, test } from 'vitest';
import {
  counted,
  fileName,
  formatBytes,
  formatDate,
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

test('a rate has a decimal only below ten', () => {
  expect(formatRate(0.84)).toBe('0.8 photos/s');
  expect(formatRate(9.96)).toBe('10 photos/s');
  expect(formatRate(1_184.4)).toBe('1,184 photos/s');
});

test('time left never says nothing, and rolls over to the next unit', () => {
  expect(formatTimeLeft(0)).toBe('1 s left');
  expect(formatTimeLeft(39.2)).toBe('40 s left');
  expect(formatTimeLeft(55)).toBe('1 min left');
  expect(formatTimeLeft(59.6 * 60)).toBe('1 h left');
  expect(formatTimeLeft(80 * 60)).toBe('1 h 20 min left');
});

test('a date is told in the local time zone', () => {
  expect(formatDate(new Date(2023, 7, 4, 9, 12).getTime())).toMatch(/Aug 4, 2023, 9:12\sAM/);
});

test('a date that cannot be is not told', () => {
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
