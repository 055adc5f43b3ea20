import { expect, test } from 'vitest';
import { cancelledText } from './notices.ts';

test('after a cancel it is told how many photos there would be, if that is known', () => {
  expect(cancelledText({ left: 46 }, 34)).toBe('34 of 80 photos are searchable');
  expect(cancelledText({ left: undefined }, 1)).toBe('1 photo is searchable');
  expect(cancelledText({ left: undefined }, 1200)).toBe('1,200 photos are searchable');
});
