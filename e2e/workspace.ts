import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const WORKSPACE = fileURLToPath(new URL('..', import.meta.url));

/** The sample album. */
export const SAMPLES = join(WORKSPACE, 'public/samples');

/**
 * Real photos that lie beside the project on some machines; tests that need them skip elsewhere.
 *
 * @param folder A folder of them.
 * @returns Its path, or undefined.
 */
export function photos(folder: string): string | undefined {
  const path = join(WORKSPACE, '../shared/photos', folder);
  return existsSync(path) ? path : undefined;
}

/**
 * @param count How many.
 * @returns A new folder `album` with so many different pictures: the sample album, over and over, with
 *   some bytes at the end of each file that no decoder minds.
 */
export function albumOf(count: number): string {
  const album = join(mkdtempSync(join(tmpdir(), 'web-clip-')), 'album');
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
