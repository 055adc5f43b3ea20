import { expect, it } from 'vitest';
import { withoutMovingParts } from './live-photos.ts';
import type { PhotoFile } from './source.ts';

const listed = (path: string, size = 3e6): PhotoFile => ({
  path,
  size,
  modified: 1,
  file: new File([], path),
});

it('takes a short video beside a photo of the same name for a part of it', () => {
  const files = [
    listed('a/IMG_1.HEIC'),
    listed('a/IMG_1.MOV'),
    listed('a/img_2.mov'),
    listed('a/IMG_2.jpeg'),
    // Videos of their own.
    listed('b/IMG_1.MOV'),
    listed('a/IMG_3.MOV'),
    listed('a/IMG_4.JPG'),
    listed('a/IMG_4.mov', 40e6),
    listed('a/IMG_2.mp4'),
    listed('a/IMG_5.png'),
    listed('a/IMG_5.mov'),
  ];
  const left = withoutMovingParts(files).map(({ path }) => path);
  expect(files.map(({ path }) => path).filter((path) => !left.includes(path))).toEqual([
    'a/IMG_1.MOV',
    'a/img_2.mov',
  ]);
});
