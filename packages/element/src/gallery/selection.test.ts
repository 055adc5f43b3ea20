import type { ReactiveControllerHost } from 'lit';
import { expect, test, vi } from 'vitest';
import { numbered } from '../search/match.fixture.ts';
import { Selection, type SelectionMode } from './selection.ts';

const matches = numbered(0, 10);

/** A selection with these picks, each of one photo or, negative, of the range up to it. */
function picked(mode: SelectionMode, ...indices: readonly number[]): Selection {
  const selection = new Selection({ requestUpdate: vi.fn() } as unknown as ReactiveControllerHost);
  selection.mode = mode;
  for (const index of indices) selection.pick(matches, Math.abs(index), index < 0);
  return selection;
}

const ids = (selection: Selection): number[] => selection.photos.map(({ id }) => id);

test('one photo replaces the other, and a second click on it chooses none', () => {
  expect(ids(picked('one', 3, 5))).toEqual([5]);
  expect(ids(picked('one', 3, 3))).toEqual([]);
  expect(ids(picked('one', 3, -5))).toEqual([5]);
});

test('many photos are in the order in which they were chosen', () => {
  expect(ids(picked('many', 5, 3, 8, 3))).toEqual([5, 8]);
});

test('a range extends from the last chosen photo in both directions', () => {
  expect(ids(picked('many', 5, -7, -4))).toEqual([5, 6, 7, 4]);
  expect(ids(picked('many', -7))).toEqual([7]);
});

test('without a mode nothing is chosen, and one counts the last of many', () => {
  const selection = picked('many', 5, 3);
  selection.mode = 'one';
  expect(ids(selection)).toEqual([3]);
  selection.mode = 'several' as SelectionMode;
  expect(selection.mode).toBe('none');
  expect(ids(selection)).toEqual([]);
});

test('photos are chosen by id, and looked up if they are not shown', () => {
  const selection = picked('many', 5);
  selection.choose([20, 3], matches);
  expect(selection.isIncomplete).toBe(true);
  expect([...selection.ids]).toEqual([20, 3]);
  expect(ids(selection)).toEqual([3]);
  expect(selection.lookUp(numbered(0, 30).map(({ photo }) => photo))).toBe(false);
  expect(selection.isIncomplete).toBe(false);
  expect(ids(selection)).toEqual([20, 3]);
});

test('photos that have left the library are not chosen any more', () => {
  const selection = picked('many', 5, 3);
  expect(selection.lookUp(numbered(0, 4).map(({ photo }) => photo))).toBe(true);
  expect(ids(selection)).toEqual([3]);
});

test('where photos are marked, many can be chosen although a click opens them, and then a click chooses', () => {
  const selection = picked('none', 3);
  expect(ids(selection)).toEqual([]);
  selection.isMarking = true;
  expect(ids(selection)).toEqual([3]);
  selection.pick(matches, 5, true);
  expect(ids(selection)).toEqual([3, 4, 5]);
  selection.isMarking = false;
  expect(ids(selection)).toEqual([]);
});
