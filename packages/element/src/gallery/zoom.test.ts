import { expect, test } from 'vitest';
import {
  actualScale,
  closeUpScale,
  FITTED,
  fittedSize,
  keepInView,
  maximumScale,
  zoomAbout,
} from './zoom.ts';

/** Maps a point of the photo, relative to its centre at scale 1, to the stage. */
const placeOf = ({ scale, x }: { scale: number; x: number }, at: number): number => at * scale + x;

test('the point that is zoomed about stays in place', () => {
  const once = zoomAbout(FITTED, { x: 60, y: -40 }, 2.5, 8);
  expect(once).toEqual({ scale: 2.5, x: -90, y: 60 });
  expect(placeOf(once, 60)).toBe(60);
  const twice = zoomAbout(once, { x: 10, y: 0 }, 2, 8);
  const there = (10 - once.x) / once.scale;
  expect(placeOf(twice, there)).toBeCloseTo(10);
});

test('scale stays between the fitted size and the maximum', () => {
  expect(zoomAbout(FITTED, { x: 50, y: 50 }, 0.5, 8)).toEqual(FITTED);
  expect(zoomAbout({ scale: 2, x: 30, y: 0 }, { x: 0, y: 0 }, 0.1, 8).scale).toBe(1);
  expect(zoomAbout(FITTED, { x: 0, y: 0 }, 1000, 30).scale).toBe(30);
});

test('an enlarged photo fills the stage as far as it can', () => {
  const stage = { width: 400, height: 600 };
  const photo = { width: 400, height: 300 };
  // At scale 2 the photo is 800 × 600: it can move by 200 to each side, and not up or down.
  expect(keepInView({ scale: 2, x: 500, y: 80 }, photo, stage)).toEqual({ scale: 2, x: 200, y: 0 });
  expect(keepInView({ scale: 2, x: -500, y: -80 }, photo, stage)).toEqual({ scale: 2, x: -200, y: 0 });
  expect(keepInView({ scale: 4, x: 10, y: -299 }, photo, stage)).toEqual({ scale: 4, x: 10, y: -299 });
  expect(keepInView({ scale: 1, x: 10, y: 10 }, photo, stage)).toEqual(FITTED);
});

test('a photo fits the stage and is not enlarged', () => {
  const stage = { width: 800, height: 600 };
  expect(fittedSize({ width: 4000, height: 1000 }, stage)).toEqual({ width: 800, height: 200 });
  expect(fittedSize({ width: 1000, height: 3000 }, stage)).toEqual({ width: 200, height: 600 });
  expect(fittedSize({ width: 40, height: 30 }, stage)).toEqual({ width: 40, height: 30 });
});

test('at 100 % a pixel of the photo is a pixel of the screen', () => {
  const stage = { width: 800, height: 600 };
  expect(actualScale({ width: 4000, height: 1000 }, stage, 1)).toBe(5);
  expect(actualScale({ width: 4000, height: 1000 }, stage, 2)).toBe(2.5);
  // Each of its pixels takes four of the screen already.
  expect(actualScale({ width: 40, height: 30 }, stage, 2)).toBe(0.5);
});

test('a double click shows 100 %, or what is as good', () => {
  expect([0.5, 1, 1.04, 1.3, 5].map(closeUpScale)).toEqual([2.5, 2.5, 2.5, 1.3, 5]);
});

test('every photo can be enlarged until its pixels can be counted', () => {
  expect([0.5, 1, 5].map(maximumScale)).toEqual([8, 8, 40]);
});
