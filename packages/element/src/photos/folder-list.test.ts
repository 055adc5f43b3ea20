import { expect, test } from 'vitest';
import { english } from '../i18n/strings.ts';
import { folderEntries } from './folder-list.ts';

const album = { id: 1, name: 'album', kind: 'files' } as const;
const singleFiles = { id: 2, name: '', kind: 'single-files' } as const;

test('every folder is listed with its number of photos, even an empty one', () => {
  const photos = [
    { folder: 1, path: 'a.jpg' },
    { folder: 1, path: 'b/c.jpg' },
  ];
  const empty = { id: 3, name: 'empty', kind: 'files' } as const;
  const entries = folderEntries([album, empty], photos);
  expect(entries).toMatchObject([
    { folder: album, count: 2 },
    { folder: empty, count: 0 },
  ]);
  expect(entries.map(({ label }) => label(english))).toEqual(['album', 'empty']);
});

test('photos without a folder are listed by what they are', () => {
  const sample = { folder: 2, path: 'Sample album/a.webp' };
  const single = { folder: 2, path: 'b.jpg' };
  const label = (photos: (typeof sample)[]) => folderEntries([singleFiles], photos)[0]?.label(english);
  expect(label([sample])).toBe('Sample album');
  expect(label([single])).toBe('Single files');
  expect(label([sample, single])).toBe('Sample album and single files');
});
