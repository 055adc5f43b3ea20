import { ClipError } from '@web-clip/clip/internal';
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { Folder } from '../photo.ts';
import { changedPages } from './photo-pages.ts';
import type {
  ActionRecord,
  AlbumRecord,
  ComparisonRecord,
  MarkRecord,
  PhotoRecord,
  Segment,
  Thumbnail,
  ThumbnailPage,
} from './records.ts';

/** Schema of a library's database. */
export interface Schema extends DBSchema {
  folders: { key: number; value: Folder };
  /** Photos in pages; see photo-pages.ts. */
  pages: { key: number; value: PhotoRecord[] };
  /** Thumbnails in pages; see thumbnail-pages.ts. The name is that of the first version. */
  sheets: { key: number; value: ThumbnailPage };
  /** Thumbnails by photo, as database versions before 3 stored them. */
  thumbnails: { key: number; value: Thumbnail };
  segments: { key: number; value: Segment; indexes: { space: string } };
  marks: { key: string; value: MarkRecord };
  albums: { key: string; value: AlbumRecord };
  /** What can be undone and done again, oldest first. */
  actions: { key: number; value: ActionRecord };
  /** What is known of pairs of pictures. It can be found out again. */
  comparisons: { key: number; value: ComparisonRecord };
  /**
   * `commits` counts the commits, so that a tab notices those of others, and `marks` counts the changes of marks and
   * albums. `undone` is the number of actions at the end that are undone. `nextId` has never been the id of a photo or
   * folder.
   */
  meta: { key: 'commits' | 'nextId' | 'marks' | 'undone'; value: number };
}

/** A library's open database. */
export type Database = IDBPDatabase<Schema>;

/** Version 1 stored each photo separately. */
interface FirstSchema extends DBSchema {
  photos: { key: number; value: PhotoRecord };
}

const VERSION = 5;

/**
 * Opens a library's database, or creates it if it does not exist. It closes itself when a newer version of this code
 * wants to upgrade it.
 *
 * @param name Name of the library.
 * @throws ClipError `storage-failed` while a tab with an older version blocks the upgrade.
 */
export function openDatabase(name: string): Promise<Database> {
  return new Promise((resolve, reject) => {
    let refused = false;
    const opening = openDB<Schema>(`web-clip-library-${name}`, VERSION, {
      upgrade(database, from, _, transaction) {
        // idb ignores errors thrown here and would commit half an upgrade.
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
            'Another tab uses this library with an older version of the page. Close or reload that tab, and try again.',
          ),
        );
      },
      blocking: (_, __, { target }) => (target as IDBDatabase).close(),
    });
    // The open request stays pending after `blocked` and may still succeed: close the database then.
    opening.then((database) => (refused ? database.close() : resolve(database)), reject);
  });
}

async function upgrade(
  database: Database,
  from: number,
  transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>,
): Promise<void> {
  database.createObjectStore('comparisons', { autoIncrement: true });
  if (from === 4) return;
  database.createObjectStore('marks', { keyPath: 'hash' });
  database.createObjectStore('albums', { keyPath: 'id' });
  database.createObjectStore('actions', { autoIncrement: true });
  if (from === 3) return;
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
