import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { captionedPhotos, csvCaptions } from './captions.ts';

function folderOf(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'captions-'));
  mkdirSync(join(folder, 'deep'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

it('finds captions beside photos, in CSV files and in the index of an album', () => {
  const folder = folderOf({
    'a.jpg': '',
    'a.txt': 'A dog .\n\nA brown dog\n',
    'deep/b.PNG': '',
    'deep/b.txt': 'A cat',
    'c.webp': '',
    'd.jpg': '',
    'bare.jpg': '',
    'captions.csv': 'file,caption\nc.webp,"A ""red"" car, parked"\nmissing.jpg,nothing\n',
    'other.csv': 'x,y\n1,2\n',
    'index.json': '{ "images": [{ "file": "d.jpg", "shows": "a boat" }] }',
  });
  expect(captionedPhotos(folder)).toEqual([
    { file: 'a.jpg', captions: ['A dog .', 'A brown dog'] },
    { file: 'c.webp', captions: ['A "red" car, parked'] },
    { file: 'd.jpg', captions: ['a boat'] },
    { file: 'deep/b.PNG', captions: ['A cat'] },
  ]);
});

it('says what to do without captions', () => {
  expect(() => captionedPhotos(folderOf({ 'a.jpg': '' }))).toThrow(
    'Put captions into text files beside the photos',
  );
});

it('reads CSV with quotes, other columns, and commas in the last column', () => {
  expect(csvCaptions('id,image,caption\r\n1,a.jpg,A man , a dog\r\n2,b.jpg,"two\nlines"\r\n')).toEqual([
    { file: 'a.jpg', caption: 'A man , a dog' },
    { file: 'b.jpg', caption: 'two\nlines' },
  ]);
  expect(csvCaptions('caption,file\n"a, b",x.jpg')).toEqual([{ file: 'x.jpg', caption: 'a, b' }]);
  expect(csvCaptions('')).toEqual([]);
});
