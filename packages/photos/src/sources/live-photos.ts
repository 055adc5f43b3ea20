import type { PhotoFile } from './source.ts';

/** A moving part takes three seconds; a longer video of that name may be one of its own. In bytes. */
const LARGEST_PART = 12e6;

const MOVING = /^(.*)\.mov$/is;
const STILL = /^(.*)\.(?:heic|heif|jpe?g)$/is;

/**
 * Finds the moving parts of Live Photos, which phones keep as short videos beside the photos.
 *
 * @param files All files of a listing.
 * @returns The other files.
 */
export function withoutMovingParts(files: readonly PhotoFile[]): PhotoFile[] {
  const nameIn = (path: string, pattern: RegExp): string | undefined =>
    pattern.exec(path)?.[1]?.normalize().toLowerCase();
  const stills = new Set(files.flatMap(({ path }) => nameIn(path, STILL) ?? []));
  return files.filter(({ path, size }) => {
    const name = size <= LARGEST_PART ? nameIn(path, MOVING) : undefined;
    return name === undefined || !stills.has(name);
  });
}
