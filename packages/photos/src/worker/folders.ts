import type { PhotoRecord } from './database.ts';

/** Photos that are looked for to tell a folder by. */
const PROBES = 16;

/** @returns The paths of a folder's photos. */
export function pathsIn(folder: number, photos: Iterable<PhotoRecord>): string[] {
  return [...photos].flatMap((photo) => (photo.folder === folder ? [photo.path] : []));
}

/**
 * Two folders of one name are the same one if they have a photo in common, or if the known one holds none.
 *
 * @param known Paths of the photos in the one.
 * @param found Paths of the photos in the other.
 */
export function isSameFolder(known: readonly string[], found: ReadonlySet<string>): boolean {
  return known.length === 0 || known.some((path) => found.has(path));
}

/**
 * The same for a folder that has not been read: some of the photos are looked for.
 *
 * @param known Paths of the photos in the one.
 * @param handle The other.
 */
export async function leadsToFolder(
  known: readonly string[],
  handle: FileSystemDirectoryHandle,
): Promise<boolean> {
  const step = Math.max(1, Math.floor(known.length / PROBES));
  for (let i = 0; i < known.length; i += step) {
    const there = await fileAt(handle, known[i] as string).then(
      () => true,
      () => false,
    );
    if (there) return true;
  }
  return known.length === 0;
}

/**
 * @param path With slashes.
 * @throws DOMException if it is not there, or may not be read.
 */
export async function fileAt(folder: FileSystemDirectoryHandle, path: string): Promise<FileSystemFileHandle> {
  const names = path.split('/');
  let inner = folder;
  for (const name of names.slice(0, -1)) inner = await inner.getDirectoryHandle(name);
  return inner.getFileHandle(names.at(-1) ?? '');
}
