import type { Folder } from '@web-clip/photos';
import { expect, test } from 'vitest';
import { english } from './i18n/strings.ts';
import { folderText, separateText } from './notices.ts';
import type { Separate } from './photos/indexing.ts';

test('an unfinished folder is named', () => {
  const folder: Folder = { id: 1, name: 'Holidays', kind: 'files' };
  expect(folderText(english, [folder])).toMatch(/new photos/);
  expect(folderText(english, [folder, { ...folder, name: 'Home', unfinished: true }])).toBe(
    'Some photos in ‘Home’ are not indexed yet. To continue:',
  );
});

test('a separately added folder is named, and a dropped one has to be chosen', () => {
  const separate: Separate = {
    addition: { source: [], empty: () => '' },
    lookalike: { folder: 2, known: 1, missing: 3 },
    name: 'Camera',
  };
  const text =
    'You already have a folder named “Camera”. The folder that you just added lacks 3 of its photos, so it was added separately.';
  expect(separateText(english, separate)).toBe(text);
  expect(separateText(english, { ...separate, addition: { ...separate.addition, once: true } })).toBe(
    `${text} If it is the same folder, choose it with “Add a folder”.`,
  );
});
