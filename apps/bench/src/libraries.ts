import { type Library, openLibrary } from '@web-clip/photos';
import type { Clip } from 'web-clip';

/** What the names of libraries begin with. */
const PREFIX = 'bench-';

/** What the names of their databases begin with. */
const DATABASES = 'web-clip-library-';

/**
 * Works with a new library, and removes it from the browser afterwards.
 *
 * @param clip The model of it.
 * @param work What to do with it.
 * @returns What the work returns.
 */
export async function withLibrary<T>(clip: Clip, work: (library: Library) => Promise<T>): Promise<T> {
  const name = `${PREFIX}${crypto.randomUUID()}`;
  const library = await openLibrary({ clip, name });
  try {
    return await work(library);
  } finally {
    await library.close();
    await deleteDatabase(`${DATABASES}${name}`);
  }
}

/** Removes the libraries of benches that were closed in the midst. One that is open goes when it is closed. */
export async function removeLeftovers(): Promise<void> {
  const databases = await indexedDB.databases();
  for (const { name } of databases) {
    if (name?.startsWith(`${DATABASES}${PREFIX}`)) deleteDatabase(name).catch(() => undefined);
  }
}

/** Waits for those who have it open. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
