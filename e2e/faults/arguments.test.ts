import { expect, it } from 'vitest';
import { FULL, faultArguments } from './arguments.ts';

it('runs all suites at full size unless some are named', () => {
  expect(faultArguments([])).toEqual({ counts: new Map(Object.entries(FULL)), seed: 1, json: false });
  const { counts, seed, json } = faultArguments(['--losses', '3', '--kills=7', '--seed', '42', '--json']);
  expect([...counts]).toEqual([
    ['kills', 7],
    ['losses', 3],
  ]);
  expect([seed, json]).toEqual([42, true]);
});

it.each([
  ['--kills', 'many'],
  ['--seed', '0'],
  ['--losses', '1.5'],
  ['--photos', '999'],
  ['--fires', '3'],
])('rejects %s %s', (...args) => {
  expect(() => faultArguments(args)).toThrow();
});
