import { expect, test } from 'vitest';
import { Formats } from './formats.ts';

const en = new Formats('en');
const de = new Formats('de');

test('a text agrees with its number', () => {
  const photos = (count: number) => en.plural(count, { one: '# photo', other: '# photos' });
  expect([0, 1, 12_345].map(photos)).toEqual(['0 photos', '1 photo', '12,345 photos']);
  const arabic = new Formats('ar');
  const forms = { one: 'one', two: 'two', few: 'few', other: '#' };
  expect([1, 2, 3, 100].map((count) => arabic.plural(count, forms))).toEqual(['one', 'two', 'few', '100']);
});

test('exposure times are parts of a second, or seconds', () => {
  expect([0.008, 0.0166667, 0.3333, 0.4, 1, 2.5, 30].map((seconds) => en.seconds(seconds))).toEqual([
    ...['1/125 s', '1/60 s', '1/3 s', '0.4 s', '1 s', '2.5 s', '30 s'],
  ]);
  expect(en.seconds(0.000_125)).toBe('1/8,000 s');
  expect(de.seconds(2.5)).toBe('2,5 s');
});

test('lengths have their unit', () => {
  expect([en.millimetres(4.25), en.millimetres(50), en.metres(1204.4)]).toEqual([
    '4.3 mm',
    '50 mm',
    '1,204 m',
  ]);
  expect(de.millimetres(4.25)).toBe('4,3 mm');
});

test('bytes are decimal and have at most two significant parts', () => {
  expect(en.bytes(4_644_364)).toBe('4.6 MB');
  expect(en.bytes(9_960_000)).toBe('10 MB');
  expect(en.bytes(151_892_792)).toBe('152 MB');
  expect(en.bytes(999_600_000)).toBe('1.0 GB');
  expect([84_200, 99_600].map((size) => en.fileBytes(size))).toEqual(['84 kB', '0.1 MB']);
  expect([12_192_768, 83_400].map((count) => en.millions(count))).toEqual(['12.2', '0.08']);
  expect(de.bytes(4_644_364)).toBe('4,6 MB');
});

test('older days are shown more roughly, until the date says more', () => {
  const day = Date.UTC(2026, 4, 12);
  const after = (days: number) => en.ago(day, day + (days + 0.9) * 86_400_000);
  expect([0, 1, 6, 13].map(after)).toEqual(['today', 'yesterday', '6 days ago', '13 days ago']);
  expect([14, 27, 62].map(after)).toEqual(['2 weeks ago', '3 weeks ago', '8 weeks ago']);
  expect(after(63)).toBeUndefined();
  // The clock was set back.
  expect(after(-3)).toBe('today');
  expect(en.day(day)).toBe('May 12, 2026');
  expect(de.day(day)).toBe('12.05.2026');
});

test('a rate has a decimal only below ten', () => {
  expect([0.84, 9.96, 1_184.4].map((rate) => en.rate(rate))).toEqual(['0.8', '10', '1,184']);
});

test('a date is in the local time zone, and an impossible one is unknown', () => {
  expect(en.date(new Date(2023, 7, 4, 9, 12).getTime())).toMatch(/Aug 4, 2023, 9:12\sAM/);
  expect(en.date(8.64e15 + 1)).toBeUndefined();
  expect(en.date(-9.3e15)).toBeUndefined();
});

test('languages are named in the language', () => {
  expect(en.languages(['en', 'de'])).toBe('English, German');
  expect(de.languages(['en', 'de'])).toBe('Englisch und Deutsch');
});

test('a percentage has a decimal if it needs one', () => {
  expect([63.3, 40].map((value) => en.percent(value))).toEqual(['63.3%', '40%']);
});
