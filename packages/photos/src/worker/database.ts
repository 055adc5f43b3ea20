import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import { ClipError } from 'web-clip/host';
import type { Folder, Photo } from '../photo.ts';
import { changedPages } from './photo-pages.ts';
import type { Sheet } from './sheets.ts';

/** A photo as it is stored. */
export interface PhotoRecord extends Photo {
  /** SHA-256 of the file in hexadecimal; empty where it could not be read. */
  hash: string;
  /** Counts up when the content changes: rows of an older version do not belong to the photo any more. */
  version: number;
}

/** Embeddings of one commit. Its rows are never changed: newer segments override them. */
export interface Segment {
  /** See `Engine.space`: only rows of one space may be compared. */
  space: string;
  /** The number format that the rows were computed with. */
  dtype: string;
  /** Photo and version of each row. */
  ids: number[];
  versions: number[];
  /** `ids.length` rows of length 1. */
  rows: Float32Array<ArrayBuffer>;
  /** Of all the above; see `sealed`. Absent in segments that were written before there were any. */
  checksum?: string;
}

/** An encoded picture. Bytes and no Blob: https://github.com/dexie/Dexie.js/issues/1638 */
export interface Thumbnail {
  type: string;
  bytes: ArrayBuffer;
}

/** What a library's database holds. */
export interface Schema extends DBSchema {
  folders: { key: number; value: Folder };
  /** Photos in pages; see photo-pages.ts. */
  pages: { key: number; value: PhotoRecord[] };
  /** Thumbnails; see sheets.ts. */
  sheets: { key: number; value: Sheet };
  /** Thumbnails by photo, as versions before the third wrote them. */
  thumbnails: { key: number; value: Thumbnail };
  segments: { key: number; value: Segment; indexes: { space: string } };
  /** `commits` counts them, so that a tab notices another one's; `nextId` was never a photo's or folder's id. */
  meta: { key: 'commits' | 'nextId'; value: number };
}

/** The stores of a library. */
export type Database = IDBPDatabase<Schema>;

/** Version 1 had a store of single photos. */
interface FirstSchema extends DBSchema {
  photos: { key: number; value: PhotoRecord };
}

const VERSION = 3;

/**
 * Opens a library's database, and makes it where there is none. It is closed when a newer version of this
 * code wants to change it.
 *
 * @param name Name of the library.
 * @throws ClipError `storage-failed` while a tab with an older version keeps it from being changed.
 */
export function openDatabase(name: string): Promise<Database> {
  return new Promise((resolve, reject) => {
    let refused = false;
    const opening = openDB<Schema>(`web-clip-library-${name}`, VERSION, {
      upgrade(database, from, _, transaction) {
        // idb takes no notice of what is thrown here: half of an upgrade would be committed.
        upgrade(database, from, transaction).catch((error) => {
          reject(error);
          transaction.done.catch(() => undefined);
          transaction.abort();
        });
      },
      blocked() {
        refused = true;
        reject(
          new ClipError(
            'storage-failed',
            'Another tab uses this library with an older version. Close or reload that tab, and try again.',
          ),
        );
      },
      blocking: (_, __, { target }) => (target as IDBDatabase).close(),
    });
    // Once nothing blocks it any more it is opened all the same.
    opening.then((database) => (refused ? database.close() : resolve(database)), reject);
  });
}

async function upgrade(
  database: Database,
  from: number,
  transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>,
): Promise<void> {
  database.createObjectStore('sheets');
  if (from === 2) return;
  const pages = database.createObjectStore('pages');
  if (from === 0) {
    database.createObjectStore('folders', { keyPath: 'id' });
    database.createObjectStore('thumbnails');
    database.createObjectStore('segments', { autoIncrement: true }).createIndex('space', 'space');
    database.createObjectStore('meta');
    return;
  }
  const first = transaction as unknown as IDBPTransaction<FirstSchema, ['photos'], 'versionchange'>;
  const photos = await first.objectStore('photos').getAll();
  for (const [page, records] of changedPages(new Map(), photos, [])) await pages.put(records, page);
  first.db.deleteObjectStore('photos');
}
