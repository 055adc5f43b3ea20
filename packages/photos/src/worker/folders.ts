import type { Folder } from '../photo.ts';
import type { PhotoRecord } from './database.ts';

/** Photos that are looked for to tell a folder by. */
const PROBES = 128;

/** Whether folders read in these ways may be one: by its handle or file by file, it is the same; single files are none. */
export const areAlike = (one: Folder['kind'], other: Folder['kind']): boolean =>
  (one === 'loose') === (other === 'loose');

/** @returns A folder's photos. */
export function photosIn(folder: number, photos: Iterable<PhotoRecord>): PhotoRecord[] {
  return [...photos].filter((photo) => photo.folder === folder);
}

/** A file's place in its folder, and its size in bytes: cameras call all their folders and pictures by the same names. */
type Place = Pick<PhotoRecord, 'path' | 'size'>;

/**
 * Two folders of one name are the same one if they have a photo in common, or if the known one holds none.
 *
 * @param known The photos in the one.
 * @param found The files in the other.
 */
export function isSameFolder(known: readonly Place[], found: readonly Place[]): boolean {
  const sizes = new Map(found.map(({ path, size }) => [path, size]));
  return known.length === 0 || known.some(({ path, size }) => sizes.get(path) === size);
}

/**
 * The same for a folder that has not been read: some of the photos are looked for.
 *
 * @param known The photos in the one.
 * @param handle The other.
 */
export async function leadsToFolder(
  known: readonly Place[],
  handle: FileSystemDirectoryHandle,
): Promise<boolean> {
  const step = Math.max(1, Math.floor(known.length / PROBES));
  for (let i = 0; i < known.length; i += step) {
    const { path, size } = known[i] as Place;
    const file = await fileAt(handle, path)
      .then((found) => found.getFile())
      .catch(() => undefined);
    if (file?.size === size) return true;
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
