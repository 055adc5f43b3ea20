import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { photos, SAMPLES, WORKSPACE } from '../../workspace.ts';
import type { PictureFile } from './mutant.ts';

/** Folders of pictures that are part of the project: of every format, the tiny ones most of all. */
const FOLDERS = [
  SAMPLES,
  join(WORKSPACE, 'packages/clip/src/image/fixtures'),
  join(WORKSPACE, 'packages/clip/fixtures/images'),
];

/** @returns Pictures of all formats: those of the project, and real photos where there are some. */
export function soundPictures(): PictureFile[] {
  const real = ['broken', 'cameras', 'orientation', 'captioned'].flatMap((folder) => photos(folder) ?? []);
  return [...FOLDERS, ...real].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(jpe?g|png|gif|webp|avif|bmp|hei[cf])$/i.test(path))
      .sort()
      .map((path) => ({ name: basename(path), bytes: readFileSync(join(folder, path)) })),
  );
}
