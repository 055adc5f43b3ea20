import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Folder, Photo } from '../photo.ts';

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
}

/** An encoded picture. Bytes and no Blob: https://github.com/dexie/Dexie.js/issues/1638 */
export interface Thumbnail {
  type: string;
  bytes: ArrayBuffer;
}

interface Schema extends DBSchema {
  folders: { key: number; value: Folder };
  photos: { key: number; value: PhotoRecord };
  thumbnails: { key: number; value: Thumbnail };
  segments: { key: number; value: Segment; indexes: { space: string } };
  /** `commits` counts them, so that a tab notices another one's; `nextId` was never a photo's or folder's id. */
  meta: { key: 'commits' | 'nextId'; value: number };
}

/** The stores of a library. */
export type Database = IDBPDatabase<Schema>;

const VERSION = 1;

/**
 * Opens a library's database, and makes it where there is none.
 *
 * @param name Name of the library.
 */
export function openDatabase(name: string): Promise<Database> {
  return openDB<Schema>(`web-clip-library-${name}`, VERSION, {
    upgrade(database) {
      database.createObjectStore('folders', { keyPath: 'id' });
      database.createObjectStore('photos', { keyPath: 'id' });
      database.createObjectStore('thumbnails');
      database.createObjectStore('segments', { autoIncrement: true }).createIndex('space', 'space');
      database.createObjectStore('meta');
    },
  });
}
