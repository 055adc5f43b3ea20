import { ClipError, orClipError, throwIfAborted } from '@web-clip/clip/internal';
import { createSHA256, type IHasher } from 'hash-wasm';
import { UNREADABLE } from './file-contents.ts';

/** Bytes in memory at a time. Smaller parts cost more messages to the browser's process. */
const PART_BYTES = 2 ** 23;

/** How to read a file. */
export interface ReadingOptions {
  signal?: AbortSignal | undefined;
  /** Called with the number of bytes after each part. */
  onBytes?: ((bytes: number) => void) | undefined;
}

/**
 * Hashes a file of any size in parts.
 *
 * @returns SHA-256 in hexadecimal.
 * @throws ClipError `unreadable-file`, or the signal's reason.
 */
export async function hashOf(file: Blob, options: ReadingOptions = {}): Promise<string> {
  const hasher = await newHasher();
  for await (const part of partsOf(file, options)) hasher.update(part);
  return hasher.digest();
}

/** @returns A hasher of SHA-256. */
export async function newHasher(): Promise<IHasher> {
  return (await createSHA256()).init();
}

/**
 * Reads a file in parts.
 *
 * @throws ClipError `unreadable-file`, or the signal’s reason.
 */
export async function* partsOf(
  file: Blob,
  { signal, onBytes }: ReadingOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let start = 0; start < file.size; start += PART_BYTES) {
    throwIfAborted(signal);
    const part = await bytesOf(file.slice(start, start + PART_BYTES));
    // Not every browser notices that a file has become shorter.
    if (part.length !== Math.min(PART_BYTES, file.size - start))
      throw new ClipError('unreadable-file', UNREADABLE);
    yield part;
    onBytes?.(part.length);
  }
}

/** @throws ClipError `unreadable-file`. */
export async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return orClipError('unreadable-file', UNREADABLE, async () => new Uint8Array(await part.arrayBuffer()));
}
