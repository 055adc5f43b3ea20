import type { Clip } from '@web-clip/clip';
import { type Library, openLibrary } from '@web-clip/photos';

/** Prefix of library names. */
const PREFIX = 'bench-';

/** Prefix of their database names. */
const DATABASES = 'web-clip-library-';

/**
 * Runs work on a new library, and deletes it afterwards.
 *
 * @param clip The model of the library.
 * @param work The work to run.
 * @returns The result of the work.
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

/** Deletes libraries of benches that were closed before they finished, but not those of running benches. */
export async function removeLeftovers(): Promise<void> {
  // A browser without storage, or without a list of databases, leaves nothing to delete.
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

/** Not the database's own name because a library uses that for its own lock. */
const lockOf = (database: string): string => `web-clip-bench ${database}`;

/** Deletes a database as soon as nothing has it open. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
