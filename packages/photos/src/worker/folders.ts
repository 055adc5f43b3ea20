import type { Folder } from '../photo.ts';
import type { Batch } from '../source.ts';
import type { PhotoRecord } from './database.ts';
import type { ListedFile } from './listing.ts';
import { type Comparison, compareFolder, wereDeleted } from './same-folder.ts';
import type { Shelf } from './shelf.ts';

/** What folders are told by. */
export interface FolderHands {
  shelf: Shelf;
  /** @returns SHA-256 of a file in hexadecimal, or undefined if it cannot be read. */
  hash(file: File): Promise<string | undefined>;
  /** @returns A photo's file as it was chosen in this visit. */
  fileOf(photo: PhotoRecord): File | undefined;
}

/** The folder that a batch belongs to. */
export interface Settled {
  folder: Folder;
  /** A known folder that it may be, and is not taken for: it has the name and some of the photos. */
  lookalike?: { known: Folder; missing: number };
}

/** Whether folders read in these ways may be one: by its handle or file by file, it is the same; single files are none. */
export const areAlike = (one: Folder['kind'], other: Folder['kind']): boolean =>
  (one === 'loose') === (other === 'loose');

/** @returns A folder's photos. */
export function photosIn(folder: number, photos: Iterable<PhotoRecord>): PhotoRecord[] {
  return [...photos].filter((photo) => photo.folder === folder);
}

/** @returns Whether a file is a photo of one of these folders, unchanged since it was listed. */
export function photoTest(folders: readonly Folder[], { photos }: Shelf): (file: ListedFile) => boolean {
  let byPath: Map<string, PhotoRecord[]> | undefined;
  return ({ path, size, modified }) => {
    // Most listings never ask.
    byPath ??= Map.groupBy(
      folders.flatMap(({ id }) => photosIn(id, photos.values())),
      (photo) => photo.path,
    );
    return byPath.get(path)?.some((photo) => photo.size === size && photo.modified === modified) ?? false;
  };
}

/**
 * Folders that a batch may be, as far as its name tells. One that has a handle is told by it alone.
 */
function namesakes({ kind, name }: Batch, { folders }: Shelf): Folder[] {
  return [...folders.values()].filter(
    (folder) => !folder.handle && areAlike(folder.kind, kind) && folder.name.normalize() === name.normalize(),
  );
}

/**
 * Folders that a batch may be: the one of its handle, and its namesakes as long as the handle tells nothing.
 *
 * @param begun The folder of the batch's handle.
 */
export function candidates(batch: Batch, begun: Folder | undefined, shelf: Shelf): Folder[] {
  if (begun && isTold(begun, shelf)) return [begun];
  return [...(begun ? [begun] : []), ...namesakes(batch, shelf)];
}

/** Whether a folder's handle tells it, unless nobody has come to its photos: it may have come with a saved library too. */
const isTold = ({ id }: Folder, { photos }: Shelf): boolean => photosIn(id, photos.values()).length > 0;

/**
 * Finds the folder of a handle, and remembers one that is not known: a visit may end before its photos are listed, and
 * is resumed the next time.
 */
export async function folderOfHandle(handle: FileSystemDirectoryHandle, shelf: Shelf): Promise<Folder> {
  for (const folder of shelf.folders.values()) if (await folder.handle?.isSameEntry(handle)) return folder;
  const folder: Folder = { id: shelf.takeId(), name: handle.name, kind: 'handle', handle, unfinished: true };
  await shelf.commit({ folder });
  return folder;
}

/**
 * Decides which folder the files of a batch belong to. Nothing but its name and files tells a folder without a handle, so
 * one that holds a part of the known one is either that one, of which photos were deleted, or another. Taking it for the
 * known one would drop the others of its photos; taking it for another costs nothing, since embeddings are reused by
 * content. So it is the known one only
 *
 * - if all photos of the known one are in it, in whatever place, or
 * - if it has some of them, and the others were deleted: files of this visit tell, see {@link wereDeleted}; or
 * - if it has some of them, and the caller says that it is the known one.
 *
 * If none is, a known one without photos is used for it: an add() was cancelled before it came to any.
 *
 * @param begun The folder of the batch's handle.
 * @param said Id of the known folder that the caller says it is.
 */
export async function settleFolder(
  batch: Batch,
  found: readonly ListedFile[],
  begun: Folder | undefined,
  said: number | undefined,
  hands: FolderHands,
): Promise<Settled> {
  const { shelf } = hands;
  if (begun && isTold(begun, shelf)) return { folder: begun };
  const { known, lookalike } = await knownFolder(batch, found, said, hands);
  if (!known && begun) return { folder: begun, ...(lookalike && { lookalike }) };
  const { kind, name } = batch;
  const folder: Folder = {
    ...(known ?? { unfinished: true }),
    ...(batch.kind === 'handle' && { handle: batch.handle }),
    id: known?.id ?? shelf.takeId(),
    kind,
    name,
  };
  if (known?.kind !== kind || begun)
    await shelf.commit({ folder, ...(begun && { removedFolder: begun.id }) });
  return { folder, ...(lookalike && { lookalike }) };
}

async function knownFolder(
  batch: Batch,
  found: readonly ListedFile[],
  said: number | undefined,
  { shelf, hash, fileOf }: FolderHands,
): Promise<{ known?: Folder; lookalike?: Settled['lookalike'] }> {
  const sameName = namesakes(batch, shelf);
  if (batch.kind === 'loose') return sameName[0] ? { known: sameName[0] } : {};
  const compared: (Comparison & { folder: Folder })[] = [];
  for (const folder of sameName) {
    const photos = photosIn(folder.id, shelf.photos.values());
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
  // One without photos is nobody's: it may be taken without a loss, but no photo tells that it is the one.
  const empty = compared.find(({ common }) => common.length === 0);
  const likely = compared.find(({ common }) => common.length > 0);
  return {
    ...(empty && { known: empty.folder }),
    ...(likely && { lookalike: { known: likely.folder, missing: likely.missing.length } }),
  };
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
