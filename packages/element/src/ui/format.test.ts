import { expect, test } from 'vitest';
import { fileName, shortName } from './format.ts';

test('a model has a short name', () => {
  expect(shortName('Pocket (demonstration)')).toBe('Pocket');
  expect(shortName('MobileCLIP S0')).toBe('MobileCLIP S0');
});

test('a file name is the last part of its path', () => {
  expect(fileName('a/b/c.jpg')).toBe('c.jpg');
  expect(fileName('c.jpg')).toBe('c.jpg');
});
