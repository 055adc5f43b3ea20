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

/** @returns A new folder, which goes when this process ends. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'web-clip-'));
  folders.push(folder);
  return folder;
}

/**
 * Photos, models and reference packs that are not part of the project: tests that need them skip without.
 *
 * @param path Within the folder that the environment variable `WEB_CLIP_SHARED` names.
 * @returns The absolute path, or undefined if there is no such folder or nothing in that place.
 */
export function shared(path: string): string | undefined {
  const folder = process.env.WEB_CLIP_SHARED;
  const absolute = folder && join(folder, path);
  return absolute && existsSync(absolute) ? absolute : undefined;
}

/**
 * Fills a model of full size with random numbers.
 *
 * @returns A new folder with ViT-B/32 in int8, its weights in external data files; undefined without {@link shared}.
 */
export function fullSizeModel(): string | undefined {
  const script = shared('models/clip-b32-shape/materialize.mjs');
  if (!script) return undefined;
  const folder = newFolder();
  execFileSync(process.execPath, [script, folder, 'quantized']);
  return folder;
}

/** Photos that keep this machine busy for some seconds: enough to be interrupted, or to see something under way. */
export const MANY = 50 * Math.min(8, availableParallelism());

/**
 * @param count How many.
 * @returns A new folder `album` with so many different pictures: the sample album, over and over, with
 *   some bytes at the end of each file that no decoder minds.
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

/** Names of the sample album's pictures. */
export function samples(): string[] {
  return readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.webp'))
    .sort();
}
