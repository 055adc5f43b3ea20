import { CallControls } from '@web-clip/clip/internal';
import { emptyRecord, type PhotoRecord } from '../store/records.ts';
import { createAt } from './folder-files.ts';
import type { TransferProgress } from './transfer.ts';
import { TransferService } from './transfer-service.ts';

/** The texts of all files, by path. */
export type Contents = Record<string, string>;

/** Real folders of the origin private file system, which gives the same handles as a disk. */
export interface Folders {
  name: string;
  source: FileSystemDirectoryHandle;
  target: FileSystemDirectoryHandle;
}

let count = 0;

/** @returns New, empty folders. */
export async function newFolders(): Promise<Folders> {
  const name = `transfers-${Date.now()}-${count++}`;
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
  return {
    name,
    source: await root.getDirectoryHandle('source', { create: true }),
    target: await root.getDirectoryHandle('target', { create: true }),
  };
}

export async function write(folder: FileSystemDirectoryHandle, files: Contents): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const writable = await (await createAt(folder, path)).createWritable();
    await writable.write(text);
    await writable.close();
  }
}

export async function contentsOf(folder: FileSystemDirectoryHandle): Promise<Contents> {
  const found: Contents = {};
  for await (const [name, handle] of folder.entries()) {
    if (handle.kind === 'file') found[name] = await (await handle.getFile()).text();
    else {
      for (const [path, text] of Object.entries(await contentsOf(handle))) found[`${name}/${path}`] = text;
    }
  }
  return found;
}

/** The contents without the list of a move. */
export const withoutList = (contents: Contents): Contents =>
  Object.fromEntries(Object.entries(contents).filter(([path]) => !path.endsWith('.jsonl')));

export const SIDECAR = '<x:xmpmeta/>';

/** Two photos: 1, and 2 with a RAW file and sidecars. */
export const FILES: Contents = {
  'a.jpg': 'photo a',
  'trip/b.jpg': 'photo b',
  'trip/b.CR2': 'raw b',
  'trip/b.jpg.xmp': SIDECAR,
  'trip/b.xmp': `${SIDECAR}raw`,
  'trip/notes.txt': 'not a photo',
};

const PHOTOS: readonly PhotoRecord[] = [
  { ...emptyRecord(1, 10, 'a.jpg'), size: 7 },
  { ...emptyRecord(2, 10, 'trip/b.jpg'), size: 7, raws: [{ path: 'trip/b.CR2', size: 5, modified: 0 }] },
];

/** A service as after a reload. Its library has a name of its own in each test. */
export const serviceOf = (
  { name, source }: Folders,
  photos = PHOTOS,
  files: ReadonlyMap<number, File> = new Map(),
): TransferService =>
  new TransferService({
    name,
    photos: () => new Map(photos.map((photo) => [photo.id, photo])),
    folders: () => new Map([[10, { id: 10, name: 'source', kind: 'handle' as const, handle: source }]]),
    fileOf: async (id) => files.get(id),
  });

export const NONE = new CallControls<TransferProgress>();
