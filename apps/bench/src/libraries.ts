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
export function withLibrary<T>(clip: Clip, work: (library: Library) => Promise<T>): Promise<T> {
  return withLibraryName(async (name) => {
    const library = await openLibrary({ clip, name });
    return work(library).finally(() => library.close());
  });
}

/**
 * Runs work that opens a new library, maybe several times, and deletes the library afterwards.
 *
 * @param work The work to run. It gets the names of the library and of its database, and closes the library.
 * @returns The result of the work.
 */
export function withLibraryName<T>(work: (name: string, database: string) => Promise<T>): Promise<T> {
  const name = `${PREFIX}${crypto.randomUUID()}`;
  const database = `${DATABASES}${name}`;
  return navigator.locks.request(lockOf(database), async () => {
    try {
      return await work(name, database);
    } finally {
      await deleteDatabase(database);
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
