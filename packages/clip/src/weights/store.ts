import { createStore, delMany, get, keys, set, setMany } from 'idb-keyval';
import { orClipError } from '../errors.ts';

/** Size of a stored chunk. Small ArrayBuffers, since large Blobs break Safari: https://github.com/dexie/Dexie.js/issues/1638 */
const CHUNK_BYTES = 8 * 1024 * 1024;

/** What is known of a file whose every chunk is stored. */
export interface StoredFile {
  /** Of the download that wrote it: the chunks of an abandoned one are never taken for its own. */
  id: string;
  /** In bytes. */
  size: number;
  chunks: number;
  /** Of an ONNX file that was looked into: the external data files that it names. */
  externalData?: string[];
}

/** Chunks that are asked for at once: what arrives while another is copied costs no time. */
const CHUNKS_UNDER_WAY = 3;

const store = createStore('web-clip-weights', 'files');

const chunkKey = (url: string, id: string, index: number): IDBValidKey => [url, id, index];

/**
 * @param url A file's URL.
 * @returns What is known of it, or undefined unless it is completely stored.
 * @throws ClipError `storage-failed`.
 */
export function storedFile(url: string): Promise<StoredFile | undefined> {
  return guarded(() => get<StoredFile>(url, store));
}

/**
 * Changes what is known of a stored file.
 *
 * @param url The file's URL.
 * @param file What is known of it now.
 * @throws ClipError `storage-failed`.
 */
export function updateStoredFile(url: string, file: StoredFile): Promise<void> {
  return guarded(() => set(url, file, store));
}

/**
 * Removes a file and every chunk of it.
 *
 * @param url The file's URL.
 * @throws ClipError `storage-failed`.
 */
export async function forgetFile(url: string): Promise<void> {
  await guarded(async () => delMany([url, ...(await chunkKeys(url))], store));
}

/** Keys of a file's chunks, those of abandoned downloads included. */
async function chunkKeys(url: string): Promise<IDBValidKey[]> {
  return (await keys(store)).filter((key) => Array.isArray(key) && key[0] === url);
}

/**
 * Reads a stored file into one buffer, a few chunks at a time, so that little more than one copy of it exists.
 *
 * @param url The file's URL.
 * @param file What {@link storedFile} said.
 * @returns Its bytes, or undefined if a chunk is missing.
 * @throws ClipError `storage-failed`.
 */
export async function readFile(url: string, file: StoredFile): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = new Uint8Array(file.size);
  let offset = 0;
  const ask = (index: number): Promise<ArrayBuffer | undefined> =>
    guarded(() => get<ArrayBuffer>(chunkKey(url, file.id, index), store));
  const asked: Promise<ArrayBuffer | undefined>[] = [];
  for (let index = 0; index < file.chunks; index++) {
    while (asked.length < Math.min(CHUNKS_UNDER_WAY, file.chunks - index))
      asked.push(ask(index + asked.length));
    const chunk = await asked.shift();
    if (!chunk || offset + chunk.byteLength > file.size) {
      await Promise.allSettled(asked);
      return undefined;
    }
    bytes.set(new Uint8Array(chunk), offset);
    offset += chunk.byteLength;
    giveBack(chunk);
  }
  return offset === file.size ? bytes : undefined;
}

/**
 * Gives a buffer's memory back at once: many of them can pile up before they are collected.
 *
 * @param buffer Has length 0 afterwards.
 */
export function giveBack(buffer: ArrayBuffer): void {
  // Older browsers have to wait: https://caniuse.com/mdn-javascript_builtins_arraybuffer_transfer
  buffer.transfer?.(0);
}

/** Writes one file, chunk by chunk. Until `finish()`, {@link storedFile} does not know of it. */
export class FileWriter {
  readonly #id = crypto.randomUUID();
  #pending = new Uint8Array(CHUNK_BYTES);
  #filled = 0;
  #chunks = 0;
  #size = 0;

  /** @param url The file's URL, its key. */
  constructor(private readonly url: string) {}

  /**
   * @param bytes The next bytes of the file.
   * @throws ClipError `storage-failed`.
   */
  async write(bytes: Uint8Array): Promise<void> {
    for (let offset = 0; offset < bytes.length; ) {
      const part = bytes.subarray(offset, offset + CHUNK_BYTES - this.#filled);
      this.#pending.set(part, this.#filled);
      this.#filled += part.length;
      this.#size += part.length;
      offset += part.length;
      if (this.#filled === CHUNK_BYTES) {
        const chunk = this.#nextChunk();
        await guarded(() => setMany([chunk], store));
      }
    }
  }

  /**
   * Stores the last chunk and the file's record in one transaction, then removes what abandoned
   * downloads of the file have left.
   *
   * @throws ClipError `storage-failed`.
   */
  async finish(): Promise<StoredFile> {
    const entries: [IDBValidKey, unknown][] = this.#filled > 0 ? [this.#nextChunk()] : [];
    const file: StoredFile = { id: this.#id, size: this.#size, chunks: this.#chunks };
    entries.push([this.url, file]);
    await guarded(async () => {
      await setMany(entries, store);
      const abandoned = (await chunkKeys(this.url)).filter((key) => (key as unknown[])[1] !== this.#id);
      if (abandoned.length > 0) await delMany(abandoned, store);
    });
    return file;
  }

  /** Removes what was written. */
  async discard(): Promise<void> {
    const keys = Array.from({ length: this.#chunks }, (_, index) => chunkKey(this.url, this.#id, index));
    await guarded(() => delMany(keys, store));
  }

  #nextChunk(): [IDBValidKey, ArrayBuffer] {
    const chunk: [IDBValidKey, ArrayBuffer] = [
      chunkKey(this.url, this.#id, this.#chunks),
      this.#pending.slice(0, this.#filled).buffer,
    ];
    this.#chunks++;
    this.#filled = 0;
    return chunk;
  }
}

const guarded = <T>(work: () => Promise<T>): Promise<T> =>
  orClipError(
    'storage-failed',
    'The browser’s storage refused the model’s files. Free some space, or leave private browsing, and try again.',
    work,
  );
