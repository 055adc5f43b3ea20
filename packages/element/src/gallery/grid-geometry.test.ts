import { describe, expect, test } from 'vitest';
import { cornerOf, dividerTop, layOut, moveFocus, revealAt, visibleSpan } from './grid-geometry.ts';

/** 4 columns of 100 px with gaps of 10, 3 rows, the last with 2 cells. */
const grid = layOut(430, 10, 100, 10);

describe('layOut', () => {
  test('cells fill the width exactly', () => {
    expect(grid).toMatchObject({ columns: 4, cell: 100, height: 320 });
    const wide = layOut(500, 10, 100, 10);
    expect(wide.columns).toBe(4);
    expect(wide.columns * wide.cell + (wide.columns - 1) * wide.gap).toBeCloseTo(500);
  });

  test('there is a column even if none fits', () => {
    expect(layOut(60, 3, 100, 10)).toMatchObject({ columns: 1, cell: 60, height: 200 });
  });

  test('an empty grid has no height', () => {
    expect(layOut(430, 0, 100, 10).height).toBe(0);
    expect(layOut(0, 5, 100, 10).cell).toBe(0);
  });
});

test('cells run from left to right, then down', () => {
  expect(cornerOf(grid, 0)).toEqual({ x: 0, y: 0 });
  expect(cornerOf(grid, 6)).toEqual({ x: 220, y: 110 });
});

describe('visibleSpan', () => {
  test('covers the visible rows and the extra ones, within the grid', () => {
    const long = layOut(430, 4000, 100, 10);
    expect(visibleSpan(long, 0, 200, 0)).toEqual({ from: 0, to: 8 });
    expect(visibleSpan(long, 1105, 200, 1)).toEqual({ from: 36, to: 52 });
    expect(visibleSpan(grid, 0, 5000, 3)).toEqual({ from: 0, to: 10 });
  });

  test('stays small however many cells there are', () => {
    const huge = layOut(1600, 50_000, 180, 8);
    const { from, to } = visibleSpan(huge, huge.height / 2, 900, 2);
    expect(to - from).toBeLessThan(100);
  });

  test('is empty before layout and beyond the end', () => {
    expect(visibleSpan(layOut(0, 9, 100, 10), 0, 500, 2)).toEqual({ from: 0, to: 0 });
    expect(visibleSpan(grid, 99_999, 200, 0)).toEqual({ from: 10, to: 10 });
  });
});

describe('moveFocus', () => {
  const move = (index: number, key: string) => moveFocus(grid, index, key, 220);

  test('arrows move by a cell or a row and stop at the edges', () => {
    expect(move(3, 'ArrowRight')).toBe(4);
    expect(move(9, 'ArrowRight')).toBe(9);
    expect(move(0, 'ArrowLeft')).toBe(0);
    expect(move(1, 'ArrowDown')).toBe(5);
    expect(move(5, 'ArrowUp')).toBe(1);
    expect(move(2, 'ArrowUp')).toBe(2);
  });

  test('moving down into a short last row goes to its end, and stays in it', () => {
    expect(move(7, 'ArrowDown')).toBe(9);
    expect(move(8, 'ArrowDown')).toBe(8);
  });

  test('Page Up, Page Down, Home and End move', () => {
    expect(move(1, 'PageDown')).toBe(9);
    expect(move(0, 'PageDown')).toBe(8);
    expect(move(9, 'PageUp')).toBe(1);
    expect(move(6, 'PageUp')).toBe(2);
    expect(move(6, 'Home')).toBe(0);
    expect(move(0, 'End')).toBe(9);
  });

  test('other keys do not move, and an empty grid has nowhere to move', () => {
    expect(move(3, 'a')).toBeUndefined();
    expect(moveFocus(layOut(430, 0, 100, 10), 0, 'ArrowDown', 220)).toBeUndefined();
  });
});

test('revealAt scrolls no further than needed', () => {
  expect(revealAt(grid, 0, 50, 150)).toBe(0);
  expect(revealAt(grid, 9, 0, 150)).toBe(170);
  expect(revealAt(grid, 5, 100, 150)).toBe(100);
});

describe('with a divider', () => {
  // 5 cells in two rows, a line, and 5 more in two rows.
  const divided = layOut(430, 10, 100, 10, { at: 5, height: 40 });

  test('cells below it begin a row of their own', () => {
    expect(dividerTop(divided)).toBe(220);
    expect(cornerOf(divided, 4)).toEqual({ x: 0, y: 110 });
    expect(cornerOf(divided, 5)).toEqual({ x: 0, y: 260 });
    expect(cornerOf(divided, 9)).toEqual({ x: 0, y: 370 });
    expect(divided.height).toBe(470);
  });

  test('the visible rows are found on both sides of it', () => {
    expect(visibleSpan(divided, 0, 100, 0)).toEqual({ from: 0, to: 4 });
    expect(visibleSpan(divided, 120, 90, 0)).toEqual({ from: 4, to: 5 });
    expect(visibleSpan(divided, 120, 110, 0)).toEqual({ from: 4, to: 9 });
    expect(visibleSpan(divided, 230, 500, 0)).toEqual({ from: 5, to: 10 });
    expect(visibleSpan(divided, 230, 10, 1)).toEqual({ from: 4, to: 10 });
  });

  test('arrows cross it', () => {
    const move = (index: number, key: string) => moveFocus(divided, index, key, 220);
    expect(move(3, 'ArrowDown')).toBe(4);
    expect(move(4, 'ArrowDown')).toBe(5);
    expect(move(7, 'ArrowUp')).toBe(4);
    expect(move(5, 'ArrowUp')).toBe(4);
    expect(move(1, 'PageDown')).toBe(6);
    expect(move(8, 'PageDown')).toBe(9);
  });

  test('there is none if all cells are on one side', () => {
    expect(layOut(430, 10, 100, 10, { at: 0, height: 40 }).divider).toBeUndefined();
    expect(layOut(430, 10, 100, 10, { at: 10, height: 40 }).height).toBe(320);
  });
});
