import { delMany, get, getMany, keys, promisifyRequest, set } from 'idb-keyval';
import { checksumOf } from './checksum.ts';
import { canBeFile, chunkFiles, removeChunkFile } from './chunk-files.ts';
import { chunkRecords, database } from './chunk-records.ts';
import { CHUNK_BYTES, type ChunkedFile, type ChunkStore } from './chunk-store.ts';
import { FileChunks } from './file-chunks.ts';
import type { WeightFile } from './locate.ts';
import { inStorage } from './storage-errors.ts';

/** Where the chunks of a file are stored. */
export type Place = 'file' | 'database';

/** What is stored of a file, whether complete or partial. */
export interface FileShare {
  /** Id of the model it belongs to, and the model's revision. */
  model: string;
  revision: string;
  /** Stored bytes. */
  size: number;
  /** When it was last loaded or written: milliseconds since the epoch, to the day. */
  usedAt: number;
}

interface StoredChunks extends FileShare, ChunkedFile {
  /** Missing in records of an earlier version, which used the database. */
  place?: Place;
}

/** The record of a file that is completely stored. */
export interface StoredFile extends StoredChunks {
  /** SHA-256 of the whole file in hexadecimal, verified during the download. */
  sha256: string;
  /** The files that this one refers to, relative to it, if a reader has recorded them. */
  externalData?: string[];
  /** Whether web-clip's own kernels can run it, if a reader has recorded that. */
  ownKernels?: boolean;
}

/** The record of a partially stored file. */
export interface PartialFile extends StoredChunks {
  /** State of the SHA-256 over these chunks. */
  hash: Uint8Array;
  /**
   * Origin of the host they came from. Bytes of two hosts are combined only if a known hash can verify the
   * result.
   */
  from: string;
  /** Strong ETag or last-modified date by which that host distinguishes versions of the file. */
  validator: string | undefined;
  /** Bytes of the whole file; 0 if unknown. */
  total: number;
}

const partialKey = (url: string): IDBValidKey => [url, 'partial'];

/**
 * @param file A file.
 * @returns Its record; undefined unless the file is completely stored and has the expected SHA-256.
 * @throws ClipError `storage-failed`.
 */
export async function storedFile({ url, sha256 }: WeightFile): Promise<StoredFile | undefined> {
  const file = await guarded(() => get<StoredFile>(url, database));
  // Files of an earlier version were never verified, so they are downloaded again.
  return file?.sha256 && file.sha256 === (sha256 ?? file.sha256) ? file : undefined;
}

/**
 * @param url A file's URL.
 * @returns The record of an interrupted download.
 * @throws ClipError `storage-failed`.
 */
export function partialFile(url: string): Promise<PartialFile | undefined> {
  return guarded(async () => {
    const partial = await get<PartialFile>(partialKey(url), database);
    return partial && (await chunksOf(partial).holds(url, partial)) ? partial : undefined;
  });
}

/**
 * @returns All files that are at least partially stored, by URL.
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
    // Records of an earlier version do not name their model.
    return new Map([...partial, ...whole].flatMap((url, i) => (shares[i]?.model ? [[url, shares[i]]] : [])));
  });
}

/**
 * @param url A file's URL.
 * @param first Length of its first chunk in bytes.
 * @returns Where to store its chunks: in a file, unless the file is small or the browser cannot do that.
 * @throws ClipError `storage-full` or `storage-failed`.
 */
export function placeOf(url: string, first: number): Promise<Place> {
  return guarded(async () => (first === CHUNK_BYTES && (await canBeFile(url)) ? 'file' : 'database'));
}

/**
 * Writes a file's next chunk, then the record that makes it possible to resume after it.
 *
 * @param url The file's URL.
 * @param partial The file's record including the chunk, whose checksum is the last.
 * @param chunk Its bytes.
 * @throws ClipError `storage-full` or `storage-failed`; the earlier record then stays valid.
 */
export function writeChunk(url: string, partial: PartialFile, chunk: Uint8Array): Promise<void> {
  const index = partial.checksums.length - 1;
  return guarded(async () => {
    // Recorded before the first chunk. Otherwise that chunk would be orphaned if the browser ended before its
    // record.
    if (index === 0) await set(partialKey(url), { ...partial, size: 0, checksums: [] }, database);
    await chunksOf(partial).write(url, partial.id, index, chunk);
    await set(partialKey(url), partial, database);
  });
}

/**
 * Marks a written file as stored, if all of its chunks are there.
 *
 * @param url The file's URL.
 * @param file Its new record.
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
 * Changes the record of a stored file. If the file was removed in the meantime, it stays removed.
 *
 * @param url The file's URL.
 * @param change The fields to change.
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
 * Removes files: their records, all of their chunks, and the remains of interrupted downloads. Nobody else
 * may be writing them; see {@link removeFiles}.
 *
 * @param urls The files' URLs.
 * @throws ClipError `storage-failed`.
 */
export async function forgetFiles(urls: readonly string[]): Promise<void> {
  await guarded(async () => {
    // Chunks first: a record without chunks makes the file be downloaded again, so no chunks can be orphaned.
    for (const url of urls) await removeChunkFile(url);
    await delMany([...urls, ...(await partsOf(urls))], database);
  });
}

/** Keys of everything stored for files besides their records. */
async function partsOf(urls: readonly string[]): Promise<IDBValidKey[]> {
  return (await keys(database)).filter((key) => Array.isArray(key) && urls.includes(key[0] as string));
}

/**
 * Reads a stored file.
 *
 * @param url The file's URL.
 * @param file The record from {@link storedFile}.
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
      full: 'This browser’s storage has no room left for the model. Delete a model that you do not use, or free some disk space, and try again.',
      failed:
        'The browser could not store the model’s files. Allow this site to store data, free some disk space, or leave private browsing, and try again.',
    },
    work,
  );
