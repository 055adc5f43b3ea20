import { cpSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
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
 * @returns A new folder `album` with so many pictures of the sample album.
 */
export function albumOf(count: number): string {
  const album = join(mkdtempSync(join(tmpdir(), 'web-clip-')), 'album');
  for (const name of samples().slice(0, count)) {
    cpSync(join(SAMPLES, name), join(album, name), { preserveTimestamps: true });
  }
  return album;
}

/** Names of the sample album's pictures. */
export function samples(): string[] {
  return readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.webp'))
    .sort();
}
