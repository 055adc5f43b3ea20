import { hexOf } from './checksum.ts';
import { CHUNK_BYTES, type ChunkStore } from './chunk-store.ts';

/**
 * The part of `FileSystemSyncAccessHandle` used here. Only dedicated workers have it
 * (https://fs.spec.whatwg.org/#api-filesystemsyncaccesshandle).
 */
interface OpenFile {
  read(into: Uint8Array, options: { at: number }): number;
  write(bytes: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  close(): void;
}

/** In the origin's private file system. */
const FOLDER = 'web-clip-weights';

/**
 * All reads and writes go through this buffer. Chromium frees a buffer used for file access only at the next
 * garbage collection, even if it was transferred before, so separate buffers would add up to the size of the
 * file.
 */
const buffer = new Uint8Array(1024 * 1024);

/** How long to wait while another thread has a file open, and how often to retry, in milliseconds. */
const PATIENCE = 30_000;
const LOOK_EVERY = 50;

/**
 * Stores the chunks of a file one after another in the origin private file system. Reading them creates no
 * garbage.
 */
export const chunkFiles: ChunkStore = {
  write: (url, _, index, bytes) =>
    whileOpen(url, (file) => {
      const start = index * CHUNK_BYTES;
      try {
        for (let done = 0; done < bytes.length; done += buffer.length) {
          const part = buffer.subarray(0, bytes.length - done);
          part.set(bytes.subarray(done, done + part.length));
          if (file.write(part, { at: start + done }) !== part.length) throw full();
        }
        // In private windows, Chromium reports bytes as written that did not fit.
        if (file.getSize() < start + bytes.length) throw full();
      } catch (error) {
        file.truncate(start);
        throw error;
      }
    }),

  async holds(url, { size }) {
    const file = await found(url);
    try {
      return file !== undefined && file.getSize() >= size;
    } finally {
      file?.close();
    }
  },

  async *read(url, { size }) {
    const file = await found(url);
    try {
      for (let at = 0; file && at < size; at += CHUNK_BYTES) {
        yield piecesOf(file, at, Math.min(CHUNK_BYTES, size - at));
      }
    } finally {
      file?.close();
    }
  },
};

/**
 * @param url A file's URL.
 * @returns Whether the file can be written here.
 */
export async function canBeFile(url: string): Promise<boolean> {
  try {
    await whileOpen(url, () => undefined);
    return true;
  } catch (error) {
    if (isWithoutFiles(error)) return false;
    throw error;
  }
}

/**
 * Removes the chunks of a file. Threads that cannot read the chunks may still remove them.
 *
 * @param url The file's URL.
 */
export async function removeChunkFile(url: string): Promise<void> {
  try {
    const folder = await folderOf();
    const name = await nameOf(url);
    await whenFree(() => folder.removeEntry(name));
  } catch (error) {
    if (!isNamed(error, 'NotFoundError') && !isWithoutFiles(error)) throw error;
  }
}

/** @returns Bytes of a file, in pieces. There are fewer if the file ends early. */
function piecesOf(file: OpenFile, start: number, length: number): Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let done = 0; done < length; ) {
    const count = file.read(buffer.subarray(0, length - done), { at: start + done });
    if (count === 0) break;
    pieces.push(buffer.slice(0, count));
    done += count;
  }
  return pieces;
}

/** Opens or creates a file and works on it. */
async function whileOpen(url: string, work: (file: OpenFile) => void): Promise<void> {
  const file = await opened(url, { create: true }, 'readwrite');
  try {
    work(file);
  } finally {
    file.close();
  }
}

/** Opens a file for reading, if it exists. */
async function found(url: string): Promise<OpenFile | undefined> {
  try {
    return await opened(url, {}, 'read-only');
  } catch (error) {
    if (isNamed(error, 'NotFoundError')) return undefined;
    throw error;
  }
}

/**
 * @param mode With `read-only`, several threads may have the file open. Browsers without modes make them
 *   wait.
 */
async function opened(
  url: string,
  options: FileSystemGetFileOptions,
  mode: 'read-only' | 'readwrite',
): Promise<OpenFile> {
  const handle = (await (await folderOf()).getFileHandle(await nameOf(url), options)) as unknown as {
    createSyncAccessHandle(options: { mode: string }): Promise<OpenFile>;
  };
  return whenFree(() => handle.createSyncAccessHandle({ mode }));
}

const folderOf = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

/** The file's name there. URLs contain characters that names must not. */
const nameOf = async (url: string): Promise<string> =>
  hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(url)));

/** Retries while another tab or worker has the file open or has only just ended. */
async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + PATIENCE; ; ) {
    try {
      return await work();
    } catch (error) {
      // The second name is Safari's:
      // https://github.com/WebKit/WebKit/blob/main/Source/WebKit/NetworkProcess/storage/FileSystemStorageHandle.cpp
      const isTaken = ['NoModificationAllowedError', 'InvalidStateError'].some((name) =>
        isNamed(error, name),
      );
      if (!isTaken || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
  }
}

/**
 * Older browsers lack a function, and some have no such files in private windows:
 * https://developer.mozilla.org/docs/Web/API/StorageManager/getDirectory#exceptions
 */
const isWithoutFiles = (error: unknown): boolean =>
  error instanceof TypeError || isNamed(error, 'SecurityError') || isNamed(error, 'UnknownError');

const full = (): DOMException => new DOMException('The browser cut a file short.', 'QuotaExceededError');

const isNamed = (error: unknown, name: string): boolean =>
  error instanceof DOMException && error.name === name;
