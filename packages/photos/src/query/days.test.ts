import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayOf, daysLater, printRange, readDays, readRange } from './days.ts';

it.each([
  ['2019', '2019-01-01', '2019-12-31'],
  ['2019-07', '2019-07-01', '2019-07-31'],
  ['2019-7', '2019-07-01', '2019-07-31'],
  ['2020-02', '2020-02-01', '2020-02-29'],
  ['2019-07-04', '2019-07-04', '2019-07-04'],
])('reads %s as %s to %s', (text, from, to) => {
  expect(readDays(text)).toEqual({ from, to });
});

it.each(['', '19', '0000', '2019-13', '2019-00', '2019-02-30', '2019-07-00', '2019-07-04-01', '٢٠١٩'])(
  'reads no day in %j',
  (text) => {
    expect(readDays(text)).toBeUndefined();
  },
);

it.each([
  ['2019..2021', { from: '2019-01-01', to: '2021-12-31' }],
  ['2019-07..2019-08', { from: '2019-07-01', to: '2019-08-31' }],
  ['2019-07-14..2020', { from: '2019-07-14', to: '2020-12-31' }],
  ['2019..', { from: '2019-01-01' }],
  ['..2019-07', { to: '2019-07-31' }],
  ['2021..2019', undefined],
  ['..', undefined],
  ['2019..2020..2021', undefined],
  ['2019..x', undefined],
])('reads the range %s', (text, range) => {
  expect(readRange(text)).toEqual(range);
});

it.each([
  [{ from: '2019-01-01', to: '2019-12-31' }, '2019'],
  [{ from: '2019-02-01', to: '2019-02-28' }, '2019-02'],
  [{ from: '2019-02-14', to: '2019-02-14' }, '2019-02-14'],
  [{ from: '2019-01-01', to: '2020-12-31' }, '2019..2020'],
  [{ from: '2019-01-01', to: '2020-11-30' }, '2019-01..2020-11'],
  [{ from: '2019-01-01', to: '2020-11-29' }, '2019-01-01..2020-11-29'],
  [{ from: '2019-01-01' }, '2019..'],
  [{ from: '2019-01-02' }, '2019-01-02..'],
  [{ to: '2019-06-30' }, '..2019-06'],
])('prints %j as %s', (range, text) => {
  expect(printRange(range)).toBe(text);
});

const days = fc.integer({ min: -700_000, max: 2_900_000 }).map((days) => daysLater('1970-01-01', days));

it('reads what it prints', () => {
  fc.assert(
    fc.property(days, fc.nat(2000), fc.constantFrom('from', 'to', 'both'), (day, length, ends) => {
      const range = {
        ...(ends !== 'to' && { from: day }),
        ...(ends !== 'from' && { to: daysLater(day, length) }),
      };
      expect(readRange(printRange(range))).toEqual(range);
    }),
  );
});

it('rolls over the ends of years', () => {
  expect(dayOf(2019, 13, 1)).toBe('2020-01-01');
  expect(dayOf(2020, 3, 0)).toBe('2020-02-29');
});
