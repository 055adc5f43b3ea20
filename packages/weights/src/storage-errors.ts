import { asClipError, ClipError } from '@web-clip/calls';

/** Messages for refused storage, to show to users. */
export interface StorageMessages {
  /** There is no space left. */
  full: string;
  /** Any other failure. */
  failed: string;
}

/**
 * Reads or writes the browser's storage, and turns its errors into a {@link ClipError}.
 *
 * @param messages The messages of the errors.
 * @param work Reads or writes.
 * @returns The result of the work.
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
