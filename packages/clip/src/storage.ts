import { asClipError, ClipError } from './errors.ts';

/** What to tell a person of whom storage refuses something. */
export interface StorageMessages {
  /** There is no room left. */
  full: string;
  /** It failed otherwise. */
  failed: string;
}

/**
 * Reads or writes the browser's storage, and turns what it throws into a {@link ClipError}.
 *
 * @param messages What to say then.
 * @param work Reads or writes.
 * @returns What the work returns.
 * @throws ClipError `storage-full` or `storage-failed`.
 */
export async function inStorage<T>({ full, failed }: StorageMessages, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    if (isFull) throw new ClipError('storage-full', full, { cause: error });
    throw asClipError(error, 'storage-failed', failed);
  }
}
