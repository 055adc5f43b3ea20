import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { type Commit, LibraryStore } from './library-store.ts';
import { emptyRecord, type PhotoRecord, type Segment } from './records.ts';

const open = (name: string, space = 'here'): Promise<LibraryStore> =>
  LibraryStore.open({ name, space, dtype: 'fp32', dimension: 2 });

let count = 0;
const newName = (): string => `store-${count++}-${Date.now()}`;

const photo = (id: number): PhotoRecord => emptyRecord(id, 1, `${id}.jpg`);

/** A commit of photos, each with a row that encodes its id. */
const commitOf = (...ids: number[]): Commit => ({
  photos: ids.map(photo),
  rows: ids.map((id) => ({ id, version: 1, row: Float32Array.of(1, id) })),
});

const rowsOf = (store: LibraryStore, ids: readonly number[]): (number | undefined)[] =>
  ids.map((id) => store.matrix.get(id)?.[1]);

it('leaves out a damaged segment, but no other', async () => {
  const name = newName();
  const store = await open(name);
  await store.commit(commitOf(2, 3));
  await store.commit(commitOf(4, 5));
  store.close();

  const database = await openDB(`web-clip-library-${name}`);
  const [first] = await database.getAllKeys('segments');
  const segment: Segment = await database.get('segments', first as number);
  segment.rows[3] = 0.5;
  await database.put('segments', segment, first);
  database.close();

  const again = await open(name);
  expect(rowsOf(again, [2, 3, 4, 5])).toEqual([undefined, undefined, 4, 5]);
  expect(again.photos.size).toBe(4);
  // Its photos are embedded again.
  await again.commit(commitOf(2, 3));
  await again.compact();
  again.close();
  const healed = await open(name);
  expect(rowsOf(healed, [2, 3, 4, 5])).toEqual([2, 3, 4, 5]);
  healed.close();
  const left = await openDB(`web-clip-library-${name}`);
  expect(await left.getAllKeys('segments')).not.toContain(first);
  left.close();
});

it('accepts rows without a checksum, which an earlier version wrote', async () => {
  const name = newName();
  const store = await open(name);
  await store.commit(commitOf(2));
  store.close();
  const database = await openDB(`web-clip-library-${name}`);
  const [key] = await database.getAllKeys('segments');
  const { checksum: _, ...segment }: Segment = await database.get('segments', key as number);
  await database.put('segments', segment, key);
  database.close();
  const again = await open(name);
  expect(rowsOf(again, [2])).toEqual([2]);
  again.close();
});

it('follows what another tab adds, changes, removes and merges', async () => {
  const name = newName();
  const writer = await open(name);
  await writer.commit(commitOf(2));
  const reader = await open(name);
  let changes = 0;
  reader.follow(() => changes++);
  const heard = (total: number) => expect.poll(() => changes).toBe(total);

  await writer.commit({ folder: { id: 1, kind: 'files', name: 'album' } });
  await writer.commit(commitOf(3, 4));
  await heard(2);
  expect([...reader.folders.values()].map((folder) => folder.name)).toEqual(['album']);
  expect(rowsOf(reader, [2, 3, 4])).toEqual([2, 3, 4]);

  const changed = { ...photo(3), version: 2 };
  await writer.commit({ photos: [changed], rows: [{ id: 3, version: 2, row: Float32Array.of(0, 33) }] });
  await writer.commit({ removed: [4] });
  await heard(4);
  expect(rowsOf(reader, [2, 3, 4])).toEqual([2, 33, undefined]);
  expect([...reader.photos.keys()]).toEqual([2, 3]);

  // Most of the second segment is dead now.
  await writer.compact();
  await heard(5);
  expect(rowsOf(reader, [2, 3])).toEqual([2, 33]);
  await reader.refresh();
  await reader.compact();
  expect(rowsOf(reader, [2, 3])).toEqual([2, 33]);
  reader.close();
  writer.close();
  const last = await open(name);
  expect(rowsOf(last, [2, 3])).toEqual([2, 33]);
  last.close();
});

it('follows photos that another tab adds with another model, but not their rows', async () => {
  const name = newName();
  const writer = await open(name, 'there');
  const reader = await open(name);
  let changes = 0;
  reader.follow(() => changes++);
  await writer.commit(commitOf(2));
  await expect.poll(() => changes).toBe(1);
  expect(reader.photos.has(2)).toBe(true);
  expect(reader.matrix.has(2)).toBe(false);
  reader.close();
  writer.close();
});

it('learns of commits by another tab between opening and following', async () => {
  const name = newName();
  const writer = await open(name);
  const reader = await open(name);
  await writer.commit(commitOf(2));
  await reader.follow(() => undefined);
  expect(rowsOf(reader, [2])).toEqual([2]);
  reader.close();
  writer.close();
});

it('writes nothing of a commit that cannot be written completely', async () => {
  const name = newName();
  const store = await open(name);
  await store.commit(commitOf(2));
  const bytes = (() => undefined) as unknown as ArrayBuffer;
  const uncloneable = { id: 3, thumbnail: { type: 'image/jpeg', bytes } };
  await expect(store.commit({ ...commitOf(3), thumbnails: [uncloneable] })).rejects.toMatchObject({
    code: 'storage-failed',
  });
  const beside = await open(name);
  for (const each of [store, beside]) expect([...each.photos.keys()]).toEqual([2]);
  beside.close();
  await store.commit(commitOf(4));
  store.close();
  const again = await open(name);
  expect([...again.photos.keys()]).toEqual([2, 4]);
  expect(rowsOf(again, [2, 3, 4])).toEqual([2, undefined, 4]);
  again.close();
});

/** Commits more small segments than may accumulate, and more rows than fill two segments. */
async function commitMany(store: LibraryStore): Promise<number[]> {
  const ids = Array.from({ length: 40 * 60 }, (_, i) => 2 + i);
  for (let start = 0; start < ids.length; start += 60) {
    await store.commit(commitOf(...ids.slice(start, start + 60)));
  }
  return ids;
}

it('merges many small segments step by step, and keeps every row', async () => {
  const name = newName();
  const store = await open(name);
  const ids = await commitMany(store);
  await store.compact();
  expect(rowsOf(store, ids)).toEqual(ids);
  store.close();
  const database = await openDB(`web-clip-library-${name}`);
  const segments: Segment[] = await database.getAll('segments');
  database.close();
  expect(segments.map((segment) => segment.ids.length).sort((a, b) => b - a)).toEqual([1024, 1024, 352]);
  const again = await open(name);
  expect(rowsOf(again, ids)).toEqual(ids);
  again.close();
});

it('reads every row for a copy, also of segments that are merged meanwhile', async () => {
  const store = await open(newName());
  const ids = await commitMany(store);
  const read = new Set<number>();
  for await (const segment of store.allSegments()) {
    if (read.size === 0) await store.compact();
    for (const id of segment.ids) read.add(id);
  }
  expect([...read].sort((a, b) => a - b)).toEqual(ids);
  store.close();
});

it('loads rows after a temporary read error, and does not remove them', async () => {
  const name = newName();
  const store = await open(name);
  await store.commit(commitOf(2));
  store.close();
  const database = await openDB(`web-clip-library-${name}`);
  const [key] = await database.getAllKeys('segments');
  const segment: Segment = await database.get('segments', key as number);
  await database.put('segments', { ...segment, rows: Float32Array.of(0, 0) }, key);
  const again = await open(name);
  expect(rowsOf(again, [2])).toEqual([undefined]);
  await database.put('segments', segment, key);
  await again.compact();
  expect(rowsOf(again, [2])).toEqual([2]);
  expect(await database.getAllKeys('segments')).toEqual([key]);
  database.close();
  again.close();
});
