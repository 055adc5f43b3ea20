import { ClipError, inStorage, throwIfAborted } from '@web-clip/clip/internal';
import { hashOf, newHasher, partsOf, type ReadingOptions } from '../indexing/hash-file.ts';

/**
 * Writes a file's content into another file, and reads it back.
 *
 * @param source The file to copy.
 * @param target A new file.
 * @returns SHA-256 of both in hexadecimal.
 * @throws ClipError `unreadable-file` if the source cannot be read; `storage-full` or `storage-failed` if the target
 *   cannot be written, or holds something else afterwards; or the signal's reason. The target should go then.
 */
export async function copyContent(
  source: File,
  target: FileSystemFileHandle,
  options: ReadingOptions,
): Promise<string> {
  const hasher = await newHasher();
  await writeFile(target, async (write) => {
    for await (const part of partsOf(source, options)) {
      hasher.update(part);
      await write(part);
    }
    throwIfAborted(options.signal);
  });
  const hash = hasher.digest();
  if ((await hashOf(await target.getFile(), { signal: options.signal })) === hash) return hash;
  throw new ClipError(
    'storage-failed',
    `The copy of “${target.name}” differs from the original. The disk may be failing. Nothing was removed.`,
  );
}

/**
 * Replaces the content of a file. The browser writes into a file beside it, which takes its place at the end.
 *
 * @throws ClipError `storage-full` or `storage-failed`, or what the work throws. The file is then as it was.
 */
export async function writeFile(
  target: FileSystemFileHandle,
  work: (write: (part: Uint8Array<ArrayBuffer> | Blob) => Promise<void>) => Promise<void>,
): Promise<void> {
  const writable = await orUnwritable(target.createWritable(), target.name);
  try {
    await work((part) => orUnwritable(writable.write(part), target.name));
    await orUnwritable(writable.close(), target.name);
  } catch (error) {
    // It holds a lock until then.
    await writable.abort().catch(() => undefined);
    throw error;
  }
}

/** How the content of a file compares with that of another. `partial`: it is the beginning of the other. */
export type Likeness = 'same' | 'partial' | 'different';

/**
 * Compares two files.
 *
 * @throws ClipError `unreadable-file`, or the signal's reason.
 */
export async function compareContent(file: File, whole: File, options: ReadingOptions): Promise<Likeness> {
  if (file.size > whole.size) return 'different';
  const same = (await hashOf(file, options)) === (await hashOf(whole.slice(0, file.size), options));
  if (!same) return 'different';
  return file.size === whole.size ? 'same' : 'partial';
}

/**
 * Waits for a change of a folder that the user chose.
 *
 * @param name What is written, for the message.
 * @throws ClipError `storage-full` or `storage-failed`.
 */
export const orUnwritable = <T>(work: Promise<T>, name: string): Promise<T> =>
  inStorage(
    {
      full: `There is no space left to write “${name}”. Make space, and continue.`,
      failed: `“${name}” could not be written. Its folder was moved or is locked, or this page lost access to it. Choose the folder again, and continue.`,
    },
    () => work,
  );
