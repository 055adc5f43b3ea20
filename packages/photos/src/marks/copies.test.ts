import { expect, it } from 'vitest';
import type { Folder } from '../photo.ts';
import { emptyRecord, type Fields, type FieldValue } from '../store/records.ts';
import { checkApart, fileKey, hiddenFiles, hidingEdits } from './copies.ts';

const fields = (values: Record<string, FieldValue>): Fields =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, changed: 1 }]));

const marks: Record<string, Fields> = {
  kept: fields({ rating: 2, 'label:dog': 'Dog', 'group:album:1': 'excluded', hidden: true }),
  copy: fields({
    favourite: true,
    rating: 4,
    'label:dog': 'dog',
    'label:sea': 'Sea',
    'group:album:1': 'pinned',
  }),
  other: fields({ favourite: null, rating: 3, 'group:album:2': 'pinned', 'group:album:3': 'excluded' }),
};

const edits = (copies: readonly string[]) =>
  hidingEdits([{ kept: 'kept', file: 'uid/a.jpg', copies }], (hash) => marks[hash]);

it('says of the kept photo the best of what was said of all, and hides the others', () => {
  expect(edits(['copy', 'other'])).toEqual([
    {
      store: 'marks',
      keys: ['kept'],
      values: { hidden: null, favourite: true, rating: 4, 'label:sea': 'Sea', 'group:album:2': 'pinned' },
    },
    { store: 'marks', keys: ['copy', 'other'], values: { hidden: true } },
  ]);
});

it('hides the other files of a content, and none of its marks', () => {
  expect(edits(['kept'])).toEqual([
    { store: 'marks', keys: ['kept'], values: { hidden: null, 'file:shown': 'uid/a.jpg' } },
    { store: 'marks', keys: [], values: { hidden: true } },
  ]);
});

it('shows the chosen file, or else one of the same path, or the shortest path', () => {
  const folders = new Map<number, Folder>([[1, { id: 1, name: 'album', kind: 'files', uid: 'uid' }]]);
  const file = (id: number, folder: number, path: string) => emptyRecord(id, folder, path);
  const files = [file(1, 1, 'a.jpg'), file(2, 1, 'sub/b.jpg'), file(3, 2, 'sub/b.jpg')];
  expect(fileKey({ folder: 1, path: 'a.jpg' }, folders)).toBe('uid/a.jpg');
  const hidden = (shown: FieldValue, of = files): number[] =>
    hiddenFiles(of, fields({ 'file:shown': shown }), folders).map(({ id }) => id);
  expect(hidden('uid/sub/b.jpg')).toEqual([1, 3]);
  expect(hidden('/sub/b.jpg')).toEqual([1, 2]);
  expect(hidden('gone/sub/b.jpg', files.slice(0, 2))).toEqual([1]);
  expect(hidden('uid/renamed.jpg')).toEqual([2, 3]);
  expect(hidden('uid/renamed.jpg', files.slice(2))).toEqual([]);
  expect(hidden(null)).toEqual([]);
});

it('refuses a photo that is kept in one group and hidden in another', () => {
  const group = (kept: string, ...copies: string[]) => ({ kept, file: '', copies });
  checkApart([group('a', 'a', 'b'), group('c', 'd')]);
  expect(() => checkApart([group('a', 'b'), group('b', 'c')])).toThrow('several groups');
  expect(() => checkApart([group('a', 'b'), group('a', 'c')])).toThrow('several groups');
});
