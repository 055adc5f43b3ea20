import { delMany, get, getMany, keys, promisifyRequest, set } from 'idb-keyval';
import { inStorage } from '../storage.ts';
import { checksumOf } from './checksum.ts';
import { canBeFile, chunkFiles, removeChunkFile } from './chunk-files.ts';
import { chunkRecords, database } from './chunk-records.ts';
import { CHUNK_BYTES, type ChunkedFile, type ChunkStore } from './chunk-store.ts';
import { FileChunks } from './file-chunks.ts';
import type { WeightFile } from './locate.ts';

/** Where the chunks of a file are. */
export type Place = 'file' | 'database';

/** What of a file is stored, be it all or some. */
export interface FileShare {
  /** Id of the model that it belongs to, and its revision. */
  model: string;
  revision: string;
  /** Of what is stored, in bytes. */
  size: number;
  /** Milliseconds since the epoch when it was last loaded or written, to the day. */
  usedAt: number;
}

/** Chunks that are stored. */
interface StoredChunks extends FileShare, ChunkedFile {
  /** The database where an earlier version has not said it. */
  place?: Place;
}

/** What is known of a file whose every chunk is stored. */
export interface StoredFile extends StoredChunks {
  /** Of the whole file, in hexadecimal: it was checked while the file arrived. */
  sha256: string;
  /** Of an ONNX file that was looked into: the external data files that it names. */
  externalData?: string[];
}

/** What is known of a file of which some chunks are stored. */
export interface PartialFile extends StoredChunks {
  /** State of the SHA-256 over these chunks. */
  hash: Uint8Array;
  /** Where they are from: bytes of two hosts are joined only if a known hash will tell. */
  from: string;
  /** Strong ETag or date by which that host tells versions of the file apart. */
  validator: string | undefined;
  /** Bytes of the whole file; 0 if unknown. */
  total: number;
}

/** @param url A file's URL. */
const partialKey = (url: string): IDBValidKey => [url, 'partial'];

/**
 * @param file A file.
 * @returns What is known of it, or undefined unless it is completely stored, with the SHA-256 that it should have.
 * @throws ClipError `storage-failed`.
 */
export async function storedFile({ url, sha256 }: WeightFile): Promise<StoredFile | undefined> {
  const file = await guarded(() => get<StoredFile>(url, database));
  // One of an earlier version, which nobody has verified, is downloaded anew.
  return file?.sha256 && file.sha256 === (sha256 ?? file.sha256) ? file : undefined;
}

/**
 * @param url A file's URL.
 * @returns What an interrupted download has left of it.
 * @throws ClipError `storage-failed`.
 */
export function partialFile(url: string): Promise<PartialFile | undefined> {
  return guarded(async () => {
    const partial = await get<PartialFile>(partialKey(url), database);
    return partial && (await chunksOf(partial).holds(url, partial)) ? partial : undefined;
  });
}

/**
 * @returns All files of which anything is stored, by their URLs.
 * @throws ClipError `storage-failed`.
 */
export async function fileShares(): Promise<Map<string, FileShare>> {
  return guarded(async () => {
    const all = await keys<IDBValidKey>(database);
    const partial = all.flatMap((key) =>
      Array.isArray(key) && key[1] === 'partial' ? [key[0] as string] : [],
    );
    const whole = all.filter((key) => typeof key === 'string');
    const shares = await getMany<FileShare | undefined>([...partial.map(partialKey), ...whole], database);
    // One of an earlier version does not say whose it is.
    return new Map([...partial, ...whole].flatMap((url, i) => (shares[i]?.model ? [[url, shares[i]]] : [])));
  });
}

/**
 * @param url A file's URL.
 * @param first The length of its first chunk.
 * @returns Where its chunks are to be: in a file, unless it is a small one.
 * @throws ClipError `storage-full` or `storage-failed`.
 */
export function placeOf(url: string, first: number): Promise<Place> {
  return guarded(async () => (first === CHUNK_BYTES && (await canBeFile(url)) ? 'file' : 'database'));
}

/**
 * Writes a file's next chunk, and then what it takes to go on after it.
 *
 * @param url The file's URL.
 * @param partial What is known of the file then; the last of its checksums is the chunk's.
 * @param chunk Its bytes.
 * @throws ClipError `storage-full` or `storage-failed`; then what is known is what was known before.
 */
export function writeChunk(url: string, partial: PartialFile, chunk: Uint8Array): Promise<void> {
  const index = partial.checksums.length - 1;
  return guarded(async () => {
    // Else nobody would know of the first one if the browser ended before it is recorded.
    if (index === 0) await set(partialKey(url), { ...partial, size: 0, checksums: [] }, database);
    await chunksOf(partial).write(url, partial.id, index, chunk);
    await set(partialKey(url), partial, database);
  });
}

/**
 * Makes a file that is written a stored one, if all of its chunks are there.
 *
 * @param url The file's URL.
 * @param file What is known of it now.
 * @returns Whether they are.
 * @throws ClipError `storage-full` or `storage-failed`.
 */
export function storeFile(url: string, file: StoredFile): Promise<boolean> {
  return guarded(async () => {
    if (!(await chunksOf(file).holds(url, file))) return false;
    return database('readwrite', async (files) => {
      files.put(file, url);
      files.delete(partialKey(url));
      await promisifyRequest(files.transaction);
      return true;
    });
  });
}

/**
 * Changes what is known of a stored file; one that was removed meanwhile stays away.
 *
 * @param url The file's URL.
 * @param change What is known of it now.
 * @throws ClipError `storage-failed`.
 */
export function updateStoredFile(url: string, change: Partial<StoredFile>): Promise<void> {
  return guarded(() =>
    database('readwrite', async (files) => {
      const file = await promisifyRequest<StoredFile | undefined>(files.get(url));
      if (!file) return;
      files.put({ ...file, ...change }, url);
      await promisifyRequest(files.transaction);
    }),
  );
}

/**
 * Removes files, every chunk of them, and what interrupted downloads have left. Nobody else may write them
 * meanwhile: see {@link removeFiles}.
 *
 * @param urls The files' URLs.
 * @throws ClipError `storage-failed`.
 */
export async function forgetFiles(urls: readonly string[]): Promise<void> {
  await guarded(async () => {
    // First, since what is known of a file without chunks has it downloaded again.
    for (const url of urls) await removeChunkFile(url);
    await delMany([...urls, ...(await partsOf(urls))], database);
  });
}

/** Keys of all that is stored of files besides their records. */
async function partsOf(urls: readonly string[]): Promise<IDBValidKey[]> {
  return (await keys(database)).filter((key) => Array.isArray(key) && urls.includes(key[0] as string));
}

/**
 * Reads a stored file.
 *
 * @param url The file's URL.
 * @param file What {@link storedFile} said.
 * @returns The file, or undefined if a chunk is missing or damaged.
 * @throws ClipError `storage-failed`.
 */
export function readFile(url: string, file: StoredFile): Promise<FileChunks | undefined> {
  return guarded(async () => {
    const all: Uint8Array<ArrayBuffer>[] = [];
    const checksums = file.checksums.values();
    for await (const pieces of chunksOf(file).read(url, file)) {
      if ((await checksumOf(...pieces)) !== checksums.next().value) return undefined;
      all.push(...pieces);
    }
    const whole = new FileChunks(all);
    return whole.length === file.size ? whole : undefined;
  });
}

const chunksOf = ({ place }: StoredChunks): ChunkStore => (place === 'file' ? chunkFiles : chunkRecords);

const guarded = <T>(work: () => Promise<T>): Promise<T> =>
  inStorage(
    {
      full: 'There is no room left for the model in this browser’s storage. Delete a model that you do not use, or free some space on the disk, and try again.',
      failed:
        'The browser’s storage refused the model’s files. Let this site store data, free some space, or leave private browsing, and try again.',
    },
    work,
  );
