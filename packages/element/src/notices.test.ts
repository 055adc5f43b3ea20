import type { Folder } from '@web-clip/photos';
import { expect, test } from 'vitest';
import { cancelledText, folderText, separateText } from './notices.ts';
import type { Separate } from './photos/indexing.ts';

test('after a cancellation, the notice counts the photos that are left, if known', () => {
  expect(cancelledText({ left: 46 }, 34)).toBe('34 of 80 photos are searchable');
  expect(cancelledText({ left: undefined }, 1)).toBe('1 photo is searchable');
  expect(cancelledText({ left: undefined }, 1200)).toBe('1,200 photos are searchable');
});

test('an unfinished folder is named', () => {
  const folder: Folder = { id: 1, name: 'Holidays', kind: 'files' };
  expect(folderText([folder])).toMatch(/new photos/);
  expect(folderText([folder, { ...folder, name: 'Home', unfinished: true }])).toBe(
    'Some photos in ‘Home’ are not indexed yet. To continue:',
  );
});

test('a separately added folder is named, and a dropped one has to be chosen', () => {
  const separate: Separate = {
    addition: { source: [], name: 'the dropped items' },
    lookalike: { folder: 2, known: 1, missing: 3 },
    name: 'Camera',
  };
  const text =
    'You already have a folder named “Camera”. The folder that you just added lacks 3 of its photos, so it was added separately.';
  expect(separateText(separate)).toBe(text);
  expect(separateText({ ...separate, addition: { ...separate.addition, once: true } })).toBe(
    `${text} If it is the same folder, choose it with “Add a folder”.`,
  );
});
