import { expect, it } from 'vitest';
import { changedPages } from './photo-pages.ts';
import type { PhotoRecord } from './records.ts';

const photo = (id: number, version = 1) => ({ id, version }) as PhotoRecord;
const byId = (...photos: PhotoRecord[]) => new Map(photos.map((each) => [each.id, each]));

it('rewrites the pages of changed photos, with the unchanged ones on them', () => {
  const before = byId(photo(1), photo(2), photo(127), photo(128), photo(300));
  const pages = changedPages(before, [photo(2, 5), photo(3), photo(400)], [127, 300]);
  expect([...pages]).toEqual([
    [0, [photo(1), photo(2, 5), photo(3)]],
    [3, [photo(400)]],
    [2, []],
  ]);
  expect(changedPages(before, [], [])).toEqual(new Map());
});
