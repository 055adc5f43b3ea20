import { createStore, get, promisifyRequest, set } from 'idb-keyval';
import type { ChunkStore } from './chunk-store.ts';

/** Holds the records of all files, and the chunks of some. */
export const database = createStore('web-clip-weights', 'files');

/**
 * Stores chunks in the database. Reading one leaves a copy or two to the garbage collector, but every browser
 * has databases, and they are faster for small files. Chunks are ArrayBuffers because large Blobs break
 * Safari: https://github.com/dexie/Dexie.js/issues/1638
 */
export const chunkRecords: ChunkStore = {
  write: (url, id, index, bytes) => set(chunkKey(url, id, index), bytes.slice().buffer, database),

  async holds(url, { id, checksums }) {
    if (checksums.length === 0) return true;
    const all = IDBKeyRange.bound(chunkKey(url, id, 0), chunkKey(url, id, checksums.length), false, true);
    return (await database('readonly', (files) => promisifyRequest(files.count(all)))) === checksums.length;
  },

  async *read(url, { id, checksums }) {
    for (const index of checksums.keys()) {
      const chunk = await get<ArrayBuffer>(chunkKey(url, id, index), database);
      yield chunk ? [new Uint8Array(chunk)] : [];
    }
  },
};

const chunkKey = (url: string, id: string, index: number): IDBValidKey => [url, id, index];
