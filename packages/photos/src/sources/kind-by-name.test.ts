import { expect, test } from 'vitest';
import { isRaw } from '../metadata/raw-names.ts';
import { kindByName } from './kind-by-name.ts';

test.each([
  [
    'listed',
    [
      'a.jpg',
      'A.JPE',
      'x_SONY.HIF',
      'b.jxl',
      'c.mpo',
      'd.apng',
      'e.avifs',
      'IMG_1.CR3',
      'f.dng',
      'x.jpg.png',
    ],
  ],
  ['video', ['a.MP4', 'a.jpg.mov', 'GOPR0001.m4v']],
  ['audio', ['a.mp3', 'a.m4a']],
  ['psd', ['a.psd', 'A.PSB']],
  ['svg', ['a.svg']],
  ['image', ['a.exr', 'a.xcf']],
  ['document', ['a.pdf', 'a.html', 'readme.md', 'a.txt']],
  ['archive', ['a.zip', 'photos.tar.gz']],
  ['sidecar', ['IMG_1.jpg.xmp', 'IMG_1.AAE', 'GX01.THM', 'GX01.LRV', 'IMG_1.jpg.json', 'lib.db', 'a.ini']],
  ['code', ['a.py', 'a.js']],
  ['hidden', ['.DS_Store', '._a.jpg', 'Thumbs.db', 'desktop.ini', '.nomedia']],
  [undefined, ['IMG_0001', 'a.jpg_original', 'photo.', 'J. Doe', '1.2019', 'a.jpg.bak', 'f_00a1']],
])('%s by name', (kind, names) => {
  for (const name of names) expect([name, kindByName(name)]).toEqual([name, kind]);
});

test('RAW files are recognised by their extensions', () => {
  expect(['a.CR2', 'b.nef', 'c.dng', 'd.RW2'].map(isRaw)).toEqual([true, true, true, true]);
  expect(['a.jpg', 'b.tif', 'dng', 'c.dng.jpg'].map(isRaw)).toEqual([false, false, false, false]);
});
