import { type Library, openLibrary } from '@web-clip/photos';
import type { Clip } from 'web-clip';

/**
 * Works with a new library, and removes it from the browser afterwards.
 *
 * @param clip The model of it.
 * @param work What to do with it.
 * @returns What the work returns.
 */
export async function withLibrary<T>(clip: Clip, work: (library: Library) => Promise<T>): Promise<T> {
  const name = `bench-${crypto.randomUUID()}`;
  const library = await openLibrary({ clip, name });
  try {
    return await work(library);
  } finally {
    await library.close();
    await deleteDatabase(`web-clip-library-${name}`);
  }
}

/**
 * Removes a database; waits for those who have it open.
 *
 * @param name Its name.
 */
export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
