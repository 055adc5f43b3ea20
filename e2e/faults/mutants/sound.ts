import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SAMPLES, shared, WORKSPACE } from '../../workspace.ts';
import type { PictureFile } from './mutant.ts';

/** Folders of small pictures that are part of the project, of every format. */
const FIXTURES = [
  join(WORKSPACE, 'packages/clip/src/image/fixtures'),
  join(WORKSPACE, 'packages/clip/fixtures/images'),
];

/** A picture that is not decoded: it is a bomb. */
const BOMB = 'bomb.png';

/** Enough of the sample album's pictures. */
const FEW = 8;

/** @returns Pictures of the project, of all formats, which can be read for certain. */
export function controlPictures(): PictureFile[] {
  const fixtures = FIXTURES.flatMap(picturesIn).filter(({ name }) => name !== BOMB);
  return [...picturesIn(SAMPLES).slice(0, FEW), ...fixtures];
}

/** @returns Pictures of all formats to make others of: those of the project, and real photos where there are some. */
export function soundPictures(): PictureFile[] {
  const real = ['broken', 'cameras', 'orientation', 'captioned'].flatMap(
    (folder) => shared(`photos/${folder}`) ?? [],
  );
  return [SAMPLES, ...FIXTURES, ...real].flatMap(picturesIn);
}

function picturesIn(folder: string): PictureFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(jpe?g|png|gif|webp|avif|bmp|hei[cf])$/i.test(path))
    .sort()
    .map((path) => ({ name: basename(path), bytes: readFileSync(join(folder, path)) }));
}
