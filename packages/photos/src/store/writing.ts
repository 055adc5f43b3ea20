import { inStorage } from '@web-clip/clip/internal';
import type { IDBPTransaction, StoreNames } from 'idb';
import type { Database, Schema } from './database.ts';

/** Some of a library's stores. */
type Stores = StoreNames<Schema>[];

/**
 * Reads or writes a library's database, and translates its errors.
 *
 * @throws ClipError `storage-full` or `storage-failed`.
 */
export const guarded = <T>(work: () => Promise<T>): Promise<T> =>
  inStorage(
    {
      full: 'This browser’s storage is full, but keeps what is already indexed. Delete a model that you do not use, or free some disk space, and continue.',
      failed:
        'The browser could not store the library. Allow this site to store data, free some disk space, or leave private browsing, and try again.',
    },
    work,
  );

/**
 * Writes to several stores atomically.
 *
 * @param write Makes all write requests without awaiting anything else.
 * @returns The result of `write`, once everything is stored.
 * @throws ClipError `storage-full` or `storage-failed`.
 */
export function atomically<Names extends Stores, T>(
  database: Database,
  stores: Names,
  write: (transaction: IDBPTransaction<Schema, Names, 'readwrite'>) => Promise<T>,
): Promise<T> {
  return guarded(async () => {
    const transaction = database.transaction(stores, 'readwrite');
    try {
      const [result] = await Promise.all([write(transaction), transaction.done]);
      return result;
    } catch (error) {
      // `put` throws if there is no memory to copy a value. Without the abort, earlier requests would still be
      // committed.
      abort(transaction);
      await transaction.done.catch(() => undefined);
      throw transaction.error ?? error;
    }
  });
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has already ended.
  }
}
