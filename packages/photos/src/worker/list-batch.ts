import { isClipError, throwIfAborted, type WorkerPool } from '@web-clip/clip/internal';
import type { PhotoService } from '../indexing/photo-main.ts';
import type { AddOptions, Folder, Lookalike } from '../photo.ts';
import { candidates, folderOfHandle, photoTest, settleFolder } from '../sources/folders.ts';
import { type Listing, listPhotos } from '../sources/listing.ts';
import type { Batch } from '../sources/source.ts';
import type { LibraryStore } from '../store/library-store.ts';
import type { PhotoFiles } from './photo-files.ts';

/** Options of `add()`, without its controls. */
export type ServiceAddOptions = { [Name in 'systemFolders' | 'folder']: AddOptions[Name] | undefined };

/** What listing a batch needs of the library. */
export interface ListingLibrary {
  store: LibraryStore;
  files: PhotoFiles;
  workers: WorkerPool<PhotoService>;
}

/** A batch whose photos are listed. */
export interface ListedBatch {
  /** Id of the folder that it belongs to. */
  folder: number;
  listing: Listing;
  lookalike: Lookalike | undefined;
}

/** Lists a batch, and decides which folder it belongs to. */
export async function listBatch(
  batch: Batch,
  { systemFolders, folder: said }: ServiceAddOptions,
  { store, files, workers }: ListingLibrary,
  signal: AbortSignal,
  onFound: (count: number) => void,
): Promise<ListedBatch> {
  const begun = batch.kind === 'handle' ? await folderOfHandle(batch.handle, store) : undefined;
  const known = candidates(batch, begun, store);
  const isKnown = photoTest(known, store);
  const list = (systemFolders: boolean): Promise<Listing> =>
    listPhotos(batch, { systemFolders, isKnown, signal, onFound });
  // To recognise a folder, list everything that may have been indexed in it.
  const wide = systemFolders || known.some((folder) => folder.systemFolders);
  const first = await list(wide);
  const { folder, lookalike } = await settleFolder(batch, first.files, begun, said, {
    store,
    hash: (file) => hashOf(file, workers, signal),
    fileOf: (photo) => files.kept(photo),
  });
  const wanted = systemFolders ?? folder.systemFolders ?? false;
  const listing = wanted === wide ? first : await list(wanted);
  if (batch.kind !== 'handle') files.keep(folder.id, listing.files);
  if (batch.kind !== 'single-files') await noteListing(store, folder, wanted, listing);
  return {
    folder: folder.id,
    listing,
    lookalike: lookalike && { folder: folder.id, known: lookalike.known.id, missing: lookalike.missing },
  };
}

/** Stores with a folder how it was listed. */
async function noteListing(
  store: LibraryStore,
  known: Folder,
  systemFolders: boolean,
  { leftOut }: Listing,
): Promise<void> {
  const folder = { ...known, uid: known.uid ?? crypto.randomUUID(), systemFolders, leftOut };
  if (JSON.stringify(folder) !== JSON.stringify(known)) await store.commit({ folder });
}

async function hashOf(
  file: File,
  workers: WorkerPool<PhotoService>,
  signal: AbortSignal,
): Promise<string | undefined> {
  throwIfAborted(signal);
  try {
    return await workers.run((service) => service.hash(file));
  } catch (error) {
    if (isClipError(error) && error.code === 'unreadable-file') return undefined;
    throw error;
  }
}
