import { expect, test } from 'vitest';
import type { PhotoFile } from '../sources/source.ts';
import { Places } from './places.ts';

const listed = (path: string, size = 1, modified = 1): PhotoFile => ({
  path,
  size,
  modified,
  file: new File(['x'], 'x'),
});

const COMPOSED = 'Z\u00fcrich/\u00e9t\u00e9.jpg';
const DECOMPOSED = COMPOSED.normalize('NFD');

test.each([
  [COMPOSED, DECOMPOSED],
  [DECOMPOSED, COMPOSED],
  [COMPOSED, COMPOSED],
])('a path is the same in any Unicode form', (known, found) => {
  const file = listed(found);
  expect(new Places([file], false).at(listed(known, 2))).toBe(file);
});

test('a folder with a file for each form contains both', () => {
  for (const paths of [
    [COMPOSED, DECOMPOSED],
    [DECOMPOSED, COMPOSED],
  ]) {
    const files = paths.map((path) => listed(path));
    const places = new Places(files, false);
    expect(places.size).toBe(2);
    expect([...places.files()].map(({ path }) => path).sort()).toEqual([...paths].sort());
    for (const file of files) expect(places.at(file)).toBe(file);
  }
});

test('paths that differ only in case are different', () => {
  const places = new Places([listed('a.jpg')], false);
  expect(places.at(listed('A.JPG'))).toBeUndefined();
});

test('single files with the same name are distinguished by size and time', () => {
  const files = [listed(COMPOSED, 1, 1), listed(COMPOSED, 2, 1), listed(COMPOSED, 1, 2)];
  const places = new Places(files, true);
  expect(places.size).toBe(3);
  for (const { size, modified } of files) {
    expect(places.at(listed(DECOMPOSED, size, modified))).toMatchObject({ size, modified });
  }
  expect(places.at(listed(COMPOSED, 3, 1))).toBeUndefined();
});
