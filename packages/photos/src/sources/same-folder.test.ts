import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PhotoRecord } from '../store/records.ts';
import { compareFolder } from './same-folder.ts';
import type { PhotoFile } from './source.ts';

const sha = (content: string): string => createHash('sha256').update(content).digest('hex');

const photo = (path: string, content: string, modified = 1): PhotoRecord => ({
  id: 1,
  folder: 1,
  path,
  size: content.length,
  modified,
  width: 1,
  height: 1,
  hash: sha(content),
  version: 1,
});

const listed = (path: string, content: string, modified = 1): PhotoFile => ({
  path,
  size: content.length,
  modified,
  file: new File([content], path),
});

let read: string[] = [];

async function compared(known: PhotoRecord[], found: PhotoFile[]) {
  read = [];
  const { common, missing } = await compareFolder(known, found, async (file) => {
    read.push(file.name);
    return sha(await file.text());
  });
  const paths = (photos: PhotoRecord[]) => photos.map(({ path }) => path).sort();
  return { common: paths(common), missing: paths(missing) };
}

const a = photo('a.jpg', 'aaa');
const b = photo('b.jpg', 'bbbb');

test.each([
  ['the same', [listed('a.jpg', 'aaa'), listed('b.jpg', 'bbbb')], ['a.jpg', 'b.jpg'], []],
  [
    'more than before',
    [listed('a.jpg', 'aaa'), listed('b.jpg', 'bbbb'), listed('c.jpg', 'c')],
    ['a.jpg', 'b.jpg'],
    [],
  ],
  ['fewer than before', [listed('a.jpg', 'aaa')], ['a.jpg'], ['b.jpg']],
  ['some and others', [listed('a.jpg', 'aaa'), listed('c.jpg', 'c')], ['a.jpg'], ['b.jpg']],
  ['others', [listed('c.jpg', 'c')], [], ['a.jpg', 'b.jpg']],
  ['others with the same names', [listed('a.jpg', 'xx'), listed('b.jpg', 'y')], [], ['a.jpg', 'b.jpg']],
  ['none', [], [], ['a.jpg', 'b.jpg']],
])('nothing is read if the files are %s', async (_, found, common, missing) => {
  expect(await compared([a, b], found)).toEqual({ common, missing });
  expect(read).toEqual([]);
});

test('moved, renamed and touched photos are recognised by content', async () => {
  const found = [listed('sub/new name.jpg', 'aaa'), listed('b.jpg', 'bbbb', 2)];
  expect(await compared([a, b], found)).toEqual({ common: ['a.jpg', 'b.jpg'], missing: [] });
});

test('another photo of the same size in the same place is not the same', async () => {
  expect(await compared([a, b], [listed('a.jpg', 'xxx', 2), listed('b.jpg', 'bbbb')])).toEqual({
    common: ['b.jpg'],
    missing: ['a.jpg'],
  });
});

test('a path is the same in any Unicode form', async () => {
  const known = [photo('Z\u00fcrich/\u00e9.jpg', 'aaa')];
  const found = [listed('Z\u00fcrich/\u00e9.jpg'.normalize('NFD'), 'aaa')];
  expect((await compared(known, found)).common).toHaveLength(1);
  expect(read).toEqual([]);
});

test('an unreadable photo is common if it is there, and never missing', async () => {
  const broken = { ...photo('broken.jpg', 'x'), hash: '' };
  expect(await compared([broken], [listed('broken.jpg', 'x', 2)])).toEqual({
    common: ['broken.jpg'],
    missing: [],
  });
  expect(await compared([broken], [listed('broken.jpg', 'y y')])).toEqual({ common: [], missing: [] });
});

test('touched files of the same size are read only in their own place', async () => {
  const known = ['1', '2', '3'].map((name) => photo(`${name}.jpg`, name));
  const found = ['3', '2', '1', 'x'].map((name) => listed(`${name}.jpg`, name, 2));
  expect((await compared(known, found)).common).toHaveLength(3);
  expect(read.sort()).toEqual(['1.jpg', '2.jpg', '3.jpg']);
});

test('each file is read at most once', async () => {
  const known = ['1', '2', '3'].map((name) => photo(`${name}.jpg`, `${name}${name}`));
  const found = ['4', '5', '6'].map((name) => listed(`${name}.jpg`, `${name}${name}`));
  expect((await compared(known, found)).missing).toHaveLength(3);
  expect(read.sort()).toEqual(['4.jpg', '5.jpg', '6.jpg']);
});
