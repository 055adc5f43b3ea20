import { expect, test } from 'vitest';
import { FITTED } from '../gallery/zoom.ts';
import { equalSizes, movedInStep, screenPixels, showsSquares } from './shared-pose.ts';

const original = { width: 4000, height: 3000 };
const [pane, density] = [{ width: 500, height: 400 }, 2];
const middle = { x: 0, y: 0 };

test('a small copy is drawn as large as the original', () => {
  expect(equalSizes([original, { width: 300, height: 400 }])).toEqual([
    original,
    { width: 3000, height: 4000 },
  ]);
});

test('both follow a point, and stay in view', () => {
  const photos = equalSizes([original, { width: 400, height: 300 }]);
  const about = { x: 100, y: 50 };
  const enlarged = movedInStep(FITTED, { about, factor: 2, by: middle }, photos, pane, density);
  expect(enlarged).toEqual({ scale: 2, x: -100, y: -50 });
  const moved = movedInStep(
    enlarged,
    { about: middle, factor: 1, by: { x: -1e4, y: 0 } },
    photos,
    pane,
    density,
  );
  expect(moved).toEqual({ scale: 2, x: -250, y: -50 });
  expect(movedInStep(moved, { about: middle, factor: 0.1, by: middle }, photos, pane, density)).toEqual(
    FITTED,
  );
});

test('a double click shows 100 %, then the whole photos', () => {
  const photos = [original, original];
  const close = movedInStep(FITTED, { about: middle, factor: undefined, by: middle }, photos, pane, density);
  expect(close.scale).toBe(4);
  expect(screenPixels(close, original, pane, density)).toBe(4000);
  expect(showsSquares(close, original, pane, density)).toBe(false);
  expect(showsSquares({ ...close, scale: 17 }, original, pane, density)).toBe(true);
  expect(movedInStep(close, { about: middle, factor: undefined, by: middle }, photos, pane, density)).toBe(
    FITTED,
  );
});
