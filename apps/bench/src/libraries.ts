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
  return navigator.locks.request(lockOf(`${DATABASES}${name}`), async () => {
    const library = await openLibrary({ clip, name });
    try {
      return await work(library);
    } finally {
      await library.close();
      await deleteDatabase(`${DATABASES}${name}`);
    }
  });
}

/** Removes the libraries of benches that were closed in the midst, and not those of benches that run. */
export async function removeLeftovers(): Promise<void> {
  // A browser that keeps nothing, or does not tell what it keeps, leaves nothing to be done.
  const databases = await indexedDB.databases().catch(() => []);
  for (const { name = '' } of databases) {
    if (!name.startsWith(`${DATABASES}${PREFIX}`)) continue;
    await navigator.locks.request(
      lockOf(name),
      { ifAvailable: true },
      (lock) => lock && deleteDatabase(name),
    );
  }
}

/** Not the database's own name: a library has its locks, too. */
const lockOf = (database: string): string => `web-clip-bench ${database}`;

/** Waits for those who have it open. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
