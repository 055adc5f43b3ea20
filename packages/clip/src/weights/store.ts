import { createStore, delMany, get, getMany, keys, promisifyRequest, setMany } from 'idb-keyval';
import { inStorage } from '../storage.ts';
import { checksumOf } from './checksum.ts';
import { FileChunks } from './file-chunks.ts';
import type { WeightFile } from './locate.ts';

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

/** What is known of a file whose every chunk is stored. */
export interface StoredFile extends FileShare {
  /** Of the download that wrote it: the chunks of an abandoned one are never taken for its own. */
  id: string;
  /** Of the whole file, in hexadecimal: it was checked while the file arrived. */
  sha256: string;
  /** Of each chunk, for telling what the disk has damaged. */
  checksums: readonly string[];
  /** Of an ONNX file that was looked into: the external data files that it names. */
  externalData?: string[];
}

/** What is known of a file of which some chunks are stored. */
export interface PartialFile extends FileShare, Pick<StoredFile, 'id' | 'checksums'> {
  /** State of the SHA-256 over these chunks. */
  hash: Uint8Array;
  /** Where they are from: bytes of two hosts are joined only if a known hash will tell. */
  from: string;
  /** Strong ETag or date by which that host tells versions of the file apart. */
  validator: string | undefined;
  /** Bytes of the whole file; 0 if unknown. */
  total: number;
}

/** What one transaction writes. */
type Entries = [IDBValidKey, unknown][];

/** Chunks that are asked for at once: what arrives while another is copied costs no time. */
const CHUNKS_UNDER_WAY = 3;

const store = createStore('web-clip-weights', 'files');

/**
 * @param url A file's URL.
 * @param id Of the download.
 * @param index Of the chunk.
 */
export const chunkKey = (url: string, id: string, index: number): IDBValidKey => [url, id, index];

/** @param url A file's URL. */
export const partialKey = (url: string): IDBValidKey => [url, 'partial'];

/**
 * @param file A file.
 * @returns What is known of it, or undefined unless it is completely stored, with the SHA-256 that it should have.
 * @throws ClipError `storage-failed`.
 */
export async function storedFile({ url, sha256 }: WeightFile): Promise<StoredFile | undefined> {
  const file = await guarded(() => get<StoredFile>(url, store));
  // One of an earlier version, which nobody has verified, is downloaded anew.
  return file?.sha256 && file.sha256 === (sha256 ?? file.sha256) ? file : undefined;
}

/**
 * @param url A file's URL.
 * @returns What an interrupted download has left of it.
 * @throws ClipError `storage-failed`.
 */
export function partialFile(url: string): Promise<PartialFile | undefined> {
  return guarded(() => get<PartialFile>(partialKey(url), store));
}

/**
 * @returns All files of which anything is stored, by their URLs.
 * @throws ClipError `storage-failed`.
 */
export async function fileShares(): Promise<Map<string, FileShare>> {
  return guarded(async () => {
    const all = await keys<IDBValidKey>(store);
    const partial = all.flatMap((key) =>
      Array.isArray(key) && key[1] === 'partial' ? [key[0] as string] : [],
    );
    const whole = all.filter((key) => typeof key === 'string');
    const shares = await getMany<FileShare | undefined>([...partial.map(partialKey), ...whole], store);
    // One of an earlier version does not say whose it is.
    return new Map([...partial, ...whole].flatMap((url, i) => (shares[i]?.model ? [[url, shares[i]]] : [])));
  });
}

/**
 * Writes in one transaction.
 *
 * @throws ClipError `storage-full` or `storage-failed`; then nothing was written.
 */
export function write(entries: Entries): Promise<void> {
  return guarded(() => setMany(entries, store));
}

/**
 * Makes a file a stored one, if all of its chunks are there.
 *
 * @param url The file's URL.
 * @param file What is known of it now.
 * @returns Whether they are.
 * @throws ClipError `storage-full` or `storage-failed`.
 */
export function storeFile(url: string, file: StoredFile): Promise<boolean> {
  const [first, last] = [0, file.checksums.length].map((index) => chunkKey(url, file.id, index));
  return guarded(() =>
    store('readwrite', async (files) => {
      const chunks = await promisifyRequest(files.count(IDBKeyRange.bound(first, last)));
      if (chunks < file.checksums.length) return false;
      files.put(file, url);
      await promisifyRequest(files.transaction);
      return true;
    }),
  );
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
    store('readwrite', async (files) => {
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
  await guarded(async () => delMany([...urls, ...(await partsOf(urls))], store));
}

/**
 * Removes what other downloads of a file have left.
 *
 * @param url The file's URL.
 * @param id Of the download whose chunks stay.
 * @throws ClipError `storage-failed`.
 */
export async function forgetOthers(url: string, id: string | undefined): Promise<void> {
  await guarded(async () => {
    const parts = (await partsOf([url])).filter((key) => (key as unknown[])[1] !== id);
    if (parts.length > 0) await delMany(parts, store);
  });
}

/** Keys of all that is stored of files besides their records. */
async function partsOf(urls: readonly string[]): Promise<IDBValidKey[]> {
  return (await keys(store)).filter((key) => Array.isArray(key) && urls.includes(key[0] as string));
}

/**
 * Reads a stored file, a few chunks at a time.
 *
 * @param url The file's URL.
 * @param file What {@link storedFile} said.
 * @returns The file, or undefined if a chunk is missing or damaged.
 * @throws ClipError `storage-failed`.
 */
export async function readFile(url: string, file: StoredFile): Promise<FileChunks | undefined> {
  const { id, size, checksums } = file;
  const ask = (index: number): Promise<ArrayBuffer | undefined> => {
    const chunk = guarded(() => get<ArrayBuffer>(chunkKey(url, id, index), store));
    // It may fail before the one that is waited for.
    chunk.catch(() => undefined);
    return chunk;
  };
  const asked: Promise<ArrayBuffer | undefined>[] = [];
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (const [index, checksum] of checksums.entries()) {
    while (asked.length < Math.min(CHUNKS_UNDER_WAY, checksums.length - index))
      asked.push(ask(index + asked.length));
    const chunk = await asked.shift();
    const bytes = chunk && new Uint8Array(chunk);
    if (!bytes || (await checksumOf(bytes)) !== checksum) {
      await Promise.allSettled(asked);
      return undefined;
    }
    chunks.push(bytes);
  }
  const whole = new FileChunks(chunks);
  return whole.length === size ? whole : undefined;
}

const guarded = <T>(work: () => Promise<T>): Promise<T> =>
  inStorage(
    {
      full: 'There is no room left for the model in this browser’s storage. Delete a model that you do not use, or free some space on the disk, and try again.',
      failed:
        'The browser’s storage refused the model’s files. Let this site store data, free some space, or leave private browsing, and try again.',
    },
    work,
  );
