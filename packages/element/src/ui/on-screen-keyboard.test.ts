import { expect, test } from 'vitest';
import { coveredHeight } from './on-screen-keyboard.ts';

test('a keyboard covers the part of the element below the visible viewport', () => {
  const visible = { offsetTop: 0, height: 500, scale: 1 };
  expect(coveredHeight(844, 844, visible)).toBe(344);
  expect(coveredHeight(600, 844, visible)).toBe(100);
  expect(coveredHeight(400, 844, visible)).toBe(0);
  // The browser has scrolled the page up.
  expect(coveredHeight(844, 844, { ...visible, offsetTop: 200 })).toBe(144);
});

test('scrolled or zoomed parts do not count as covered', () => {
  expect(coveredHeight(2000, 844, { offsetTop: 0, height: 844, scale: 1 })).toBe(0);
  expect(coveredHeight(844, 844, { offsetTop: 0, height: 400, scale: 2.1 })).toBe(0);
});
