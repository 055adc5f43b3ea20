import { forgetFiles } from './store.ts';

/**
 * Runs work on a stored file while no other tab or worker does.
 *
 * @param url The file's URL.
 * @param signal Ends the wait for the others.
 * @param work Writes the file.
 * @returns The result of the work.
 */
export function whileLocked<T>(url: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(lockOf(url), { signal }, work);
}

/**
 * Removes files and everything stored of them, except files that are being written at this moment: those
 * would remain without their first chunks.
 *
 * @param urls The files' URLs.
 * @throws ClipError `storage-failed`.
 */
export async function removeFiles(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    await navigator.locks.request(lockOf(url), { ifAvailable: true }, async (lock) => {
      if (lock) await forgetFiles([url]);
    });
  }
}

const lockOf = (url: string): string => `web-clip-download ${url}`;
