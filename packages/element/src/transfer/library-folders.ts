import type { Library, Photo } from '@web-clip/photos';

/** @returns The folders of photos, as far as the browser has handles of them. */
export async function holdersOf(
  library: Pick<Library, 'folders'>,
  photos: readonly Pick<Photo, 'folder'>[],
): Promise<FileSystemDirectoryHandle[]> {
  const ids = new Set(photos.map(({ folder }) => folder));
  return (await library.folders()).flatMap(({ id, handle }) => (ids.has(id) && handle ? handle : []));
}

/** Whether a folder is one of others, or in one of them. */
export async function isHeld(
  folder: FileSystemDirectoryHandle,
  others: readonly FileSystemDirectoryHandle[],
): Promise<boolean> {
  const paths = others.map((other) => other.resolve(folder).catch(() => null));
  return (await Promise.all(paths)).some((path) => path !== null);
}
