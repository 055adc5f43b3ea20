import { expect, test } from 'vitest';
import { isGivenUp, READER } from './failures.ts';

const message = '';

test.each([
  ['an older library', {}, false],
  ['an older reader', { reader: READER - 1 }, false],
  ['this reader', { reader: READER }, true],
  ['a newer reader', { reader: READER + 1 }, true],
])('retries a file that %s could not decode if this one may', (_, by, given) => {
  expect(isGivenUp({ code: 'undecodable-image', message, ...by })).toBe(given);
});

test('retries a file that could not be opened', () => {
  expect(isGivenUp({ code: 'unreadable-file', message, reader: READER })).toBe(false);
});
