import { expect, test } from 'vitest';
import { FITTED, keepInView, MAX_SCALE, zoomAbout } from './zoom.ts';

/** Maps a point of the photo, relative to its centre at scale 1, to the stage. */
const placeOf = ({ scale, x }: { scale: number; x: number }, at: number): number => at * scale + x;

test('the point that is zoomed about stays in place', () => {
  const once = zoomAbout(FITTED, { x: 60, y: -40 }, 2.5);
  expect(once).toEqual({ scale: 2.5, x: -90, y: 60 });
  expect(placeOf(once, 60)).toBe(60);
  const twice = zoomAbout(once, { x: 10, y: 0 }, 2);
  const there = (10 - once.x) / once.scale;
  expect(placeOf(twice, there)).toBeCloseTo(10);
});

test('scale stays between the fitted size and the maximum', () => {
  expect(zoomAbout(FITTED, { x: 50, y: 50 }, 0.5)).toEqual(FITTED);
  expect(zoomAbout({ scale: 2, x: 30, y: 0 }, { x: 0, y: 0 }, 0.1).scale).toBe(1);
  expect(zoomAbout(FITTED, { x: 0, y: 0 }, 1000).scale).toBe(MAX_SCALE);
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
