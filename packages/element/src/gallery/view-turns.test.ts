import { expect, test } from 'vitest';
import { numbered } from '../search/match.fixture.ts';
import { isSideways, ViewTurns } from './view-turns.ts';

test('photos are turned each for itself, either way', () => {
  const [first, second] = numbered(0, 2).map(({ photo }) => photo);
  if (!first || !second) throw new Error('There is no photo to turn.');
  const turns = new ViewTurns();
  turns.turn(first, -1);
  expect([turns.of(first), turns.of(second)]).toEqual([3, 0]);
  expect(isSideways(turns.of(first))).toBe(true);
  turns.turn(first, 1);
  turns.turn(second, 1);
  turns.turn(second, 1);
  expect([turns.of(first), turns.of(second)]).toEqual([0, 2]);
  expect(isSideways(turns.of(second))).toBe(false);
  // The file changed, so it may be upright now.
  expect(turns.of({ ...second, modified: 5 })).toBe(0);
});
