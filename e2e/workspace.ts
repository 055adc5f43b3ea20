import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const WORKSPACE = fileURLToPath(new URL('..', import.meta.url));

/** The sample album. */
export const SAMPLES = join(WORKSPACE, 'public/samples');

const folders: string[] = [];
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** @returns A new folder, which is deleted when this process ends. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'web-clip-'));
  folders.push(folder);
  return folder;
}

/**
 * Finds photos, models and reference packs that are not part of the project. Tests that need them are skipped if they
 * are missing.
 *
 * @param path Path within the folder that the environment variable `WEB_CLIP_SHARED` names.
 * @returns The absolute path, or undefined if nothing is there.
 */
export function shared(path: string): string | undefined {
  const folder = process.env.WEB_CLIP_SHARED;
  const absolute = folder && join(folder, path);
  return absolute && existsSync(absolute) ? absolute : undefined;
}

/**
 * Makes a full-size model with random weights.
 *
 * @returns A new folder with ViT-B/32 in int8, its weights in external data files. Undefined if the script that makes
 *   it is missing; see {@link shared}.
 */
export function fullSizeModel(): string | undefined {
  const script = shared('models/clip-b32-shape/materialize.mjs');
  if (!script) return undefined;
  const folder = newFolder();
  execFileSync(process.execPath, [script, folder, 'quantized']);
  return folder;
}

/** Enough photos to search, of those whose names come first, where it does not matter which. */
export const FEW = 6;

/** Enough photos to keep this machine busy for some seconds, so that tests can interrupt or watch indexing. */
export const MANY = 50 * Math.min(8, availableParallelism());

/**
 * @param count Number of photos.
 * @returns A new folder `album` with that many different photos: the sample album, repeated. Trailing bytes, which
 *   decoders ignore, make every file different.
 */
export function albumOf(count: number): string {
  const album = join(newFolder(), 'album');
  mkdirSync(album);
  const names = samples();
  for (let i = 0; i < count; i++) {
    const name = names[i % names.length] as string;
    const round = Math.floor(i / names.length);
    const content = Buffer.concat([readFileSync(join(SAMPLES, name)), Buffer.alloc(round * 2)]);
    writeFileSync(join(album, round > 0 ? `${round}-${name}` : name), content);
  }
  return album;
}

/** @returns File names of the photos in the sample album. */
export function samples(): string[] {
  return readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.webp'))
    .sort();
}
