import type { Folder } from '../photo.ts';
import type { LibraryStore } from '../store/library-store.ts';
import type { PhotoRecord } from '../store/records.ts';
import { type Comparison, compareFolder, wereDeleted } from './same-folder.ts';
import type { Batch, PhotoFile } from './source.ts';

/** Dependencies for recognising folders. */
export interface FolderHands {
  store: LibraryStore;
  /** @returns SHA-256 of a file in hexadecimal, or undefined if it cannot be read. */
  hash(file: File): Promise<string | undefined>;
  /** @returns A photo's file if it was chosen in this visit. */
  fileOf(photo: PhotoRecord): File | undefined;
}

/** The folder that a batch belongs to. */
export interface Settled {
  folder: Folder;
  /** A known folder with the same name and some of the photos, which was not taken as the same one. */
  lookalike?: { known: Folder; missing: number };
}

/**
 * Whether folders of these kinds may be the same: a folder may be read by handle or file by file, but single files
 * never make up a folder.
 */
export const areAlike = (one: Folder['kind'], other: Folder['kind']): boolean =>
  (one === 'single-files') === (other === 'single-files');

/** @returns A folder's photos. */
export function photosIn(folder: number, photos: Iterable<PhotoRecord>): PhotoRecord[] {
  return [...photos].filter((photo) => photo.folder === folder);
}

/**
 * @returns A function that tells whether a file is a photo of one of these folders, unchanged since it was listed.
 */
export function photoTest(
  folders: readonly Folder[],
  { photos }: LibraryStore,
): (file: PhotoFile) => boolean {
  let byPath: Map<string, PhotoRecord[]> | undefined;
  return ({ path, size, modified }) => {
    // Built on first use because most listings never ask.
    byPath ??= Map.groupBy(
      folders.flatMap(({ id }) => photosIn(id, photos.values())),
      (photo) => photo.path,
    );
    return byPath.get(path)?.some((photo) => photo.size === size && photo.modified === modified) ?? false;
  };
}

/**
 * Known folders that a batch may be, judging by its name. A folder with a handle is recognised by its handle alone.
 */
function namesakes({ kind, name }: Batch, { folders }: LibraryStore): Folder[] {
  return [...folders.values()].filter(
    (folder) => !folder.handle && areAlike(folder.kind, kind) && folder.name.normalize() === name.normalize(),
  );
}

/**
 * Known folders that a batch may be: the folder of its handle and, unless the handle settles it, folders with the
 * same name.
 *
 * @param begun The folder of the batch's handle.
 */
export function candidates(batch: Batch, begun: Folder | undefined, store: LibraryStore): Folder[] {
  if (begun && isTold(begun, store)) return [begun];
  return [...(begun ? [begun] : []), ...namesakes(batch, store)];
}

/** Whether a folder's handle identifies it. A folder without photos may also have come with an imported library. */
const isTold = ({ id }: Folder, { photos }: LibraryStore): boolean =>
  photosIn(id, photos.values()).length > 0;

/**
 * Finds the folder of a handle. Stores an unknown one at once, because a visit may end before its photos are listed;
 * the next visit then resumes it.
 */
export async function folderOfHandle(
  handle: FileSystemDirectoryHandle,
  store: LibraryStore,
): Promise<Folder> {
  for (const folder of store.folders.values()) if (await folder.handle?.isSameEntry(handle)) return folder;
  const folder: Folder = { id: store.takeId(), name: handle.name, kind: 'handle', handle, unfinished: true };
  await store.commit({ folder });
  return folder;
}

/**
 * Decides which folder the files of a batch belong to. A folder without a handle is recognised only by its name and
 * files. If a batch has only some photos of a known folder, it is either that folder after photos were deleted, or
 * another folder. Treating it as the known folder by mistake would remove photos. Treating it as another folder costs
 * nothing because embeddings are reused by content. So the batch is the known folder only
 *
 * - if it contains all photos of that folder, at any path, or
 * - if it contains some of them and the others were deleted, which files chosen in this visit prove; see
 *   {@link wereDeleted}; or
 * - if it contains some of them and the caller says that it is the known folder.
 *
 * Otherwise a known folder without photos is reused, if there is one: an add() was cancelled before it reached any
 * photo.
 *
 * @param begun The folder of the batch's handle.
 * @param said Id of the known folder that the caller names.
 */
export async function settleFolder(
  batch: Batch,
  found: readonly PhotoFile[],
  begun: Folder | undefined,
  said: number | undefined,
  hands: FolderHands,
): Promise<Settled> {
  const { store } = hands;
  if (begun && isTold(begun, store)) return { folder: begun };
  const { known, lookalike } = await knownFolder(batch, found, said, hands);
  if (!known && begun) return { folder: begun, ...(lookalike && { lookalike }) };
  const { kind, name } = batch;
  const folder: Folder = {
    ...(known ?? { unfinished: true }),
    ...(batch.kind === 'handle' && { handle: batch.handle }),
    id: known?.id ?? store.takeId(),
    kind,
    name,
  };
  if (known?.kind !== kind || begun)
    await store.commit({ folder, ...(begun && { removedFolder: begun.id }) });
  return { folder, ...(lookalike && { lookalike }) };
}

async function knownFolder(
  batch: Batch,
  found: readonly PhotoFile[],
  said: number | undefined,
  { store, hash, fileOf }: FolderHands,
): Promise<{ known?: Folder; lookalike?: Settled['lookalike'] }> {
  const sameName = namesakes(batch, store);
  if (batch.kind === 'single-files') return sameName[0] ? { known: sameName[0] } : {};
  const compared: (Comparison & { folder: Folder })[] = [];
  for (const folder of sameName) {
    const photos = photosIn(folder.id, store.photos.values());
    const comparison = await compareFolder(photos, found, hash);
    if (photos.length === 0 || comparison.common.length > 0) compared.push({ folder, ...comparison });
  }
  compared.sort((a, b) => b.common.length - a.common.length);
  const it =
    compared.find(({ folder }) => folder.id === said) ??
    compared.find(({ common, missing }) => common.length > 0 && missing.length === 0);
  if (it) return { known: it.folder };
  for (const comparison of compared) {
    if (await wereDeleted(comparison, fileOf)) return { known: comparison.folder };
  }
  // A folder without photos can be reused without loss, but nothing proves that it is the same one.
  const empty = compared.find(({ common }) => common.length === 0);
  const likely = compared.find(({ common }) => common.length > 0);
  return {
    ...(empty && { known: empty.folder }),
    ...(likely && { lookalike: { known: likely.folder, missing: likely.missing.length } }),
  };
}

/**
 * @param path With slashes.
 * @throws DOMException if the file does not exist or may not be read.
 */
export async function fileAt(folder: FileSystemDirectoryHandle, path: string): Promise<FileSystemFileHandle> {
  const names = path.split('/');
  let inner = folder;
  for (const name of names.slice(0, -1)) inner = await inner.getDirectoryHandle(name);
  return inner.getFileHandle(names.at(-1) ?? '');
}
