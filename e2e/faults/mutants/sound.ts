import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SAMPLES, shared, WORKSPACE } from '../../workspace.ts';
import type { ImageFile } from './mutant.ts';

/** Folders of the project with small images of every format. */
const FIXTURES = [
  join(WORKSPACE, 'packages/images/src/fixtures'),
  join(WORKSPACE, 'packages/clip/fixtures/images'),
];

/** An image that is not decoded because it is a decompression bomb. */
const BOMB = 'bomb.png';

/** Number of images to use from the sample album. */
const FEW = 8;

/** @returns Images of the project, in all formats, that are known to be readable. */
export function controlImages(): ImageFile[] {
  const fixtures = FIXTURES.flatMap(imagesIn).filter(({ name }) => name !== BOMB);
  return [...imagesIn(SAMPLES).slice(0, FEW), ...fixtures];
}

/** @returns Images of all formats as a basis for mutations: those of the project, and real photos if available. */
export function undamagedImages(): ImageFile[] {
  const real = ['broken', 'cameras', 'orientation', 'captioned'].flatMap(
    (folder) => shared(`photos/${folder}`) ?? [],
  );
  return [SAMPLES, ...FIXTURES, ...real].flatMap(imagesIn);
}

function imagesIn(folder: string): ImageFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(jpe?g|png|gif|webp|avif|bmp|hei[cf])$/i.test(path))
    .sort()
    .map((path) => ({ name: basename(path), bytes: readFileSync(join(folder, path)) }));
}
