import { openDB } from 'idb';
import { afterEach, expect, it, vi } from 'vitest';
import { type Commit, LibraryStore } from './library-store.ts';
import { emptyRecord, type PhotoRecord, type Thumbnail } from './records.ts';

const open = (name: string): Promise<LibraryStore> =>
  LibraryStore.open({ name, space: 'here', dtype: 'fp32', dimension: 2 });

let count = 0;
const newName = (): string => `pages-${count++}-${Date.now()}`;

const photo = (id: number): PhotoRecord => emptyRecord(id, 1, `${id}.jpg`);

/** A thumbnail that encodes its photo's id and the number of its changes. */
const thumbnail = (id: number, change = 0): Thumbnail => ({
  type: 'image/webp',
  bytes: Uint8Array.of(id, id >> 8, change).buffer,
});

const commitOf = (ids: readonly number[], change = 0): Commit => ({
  photos: ids.map(photo),
  thumbnails: ids.map((id) => ({ id, thumbnail: thumbnail(id, change) })),
});

const thumbnailsOf = (library: LibraryStore, ids: readonly number[]): Promise<(Thumbnail | undefined)[]> =>
  Promise.all(ids.map((id) => library.thumbnail(id)));

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

/** Ids of photos with a stored thumbnail. */
async function stored(name: string): Promise<number[]> {
  const database = await openDB(`web-clip-library-${name}`);
  const pages: Map<number, Thumbnail>[] = await database.getAll('sheets');
  const single = (await database.getAllKeys('thumbnails')) as number[];
  database.close();
  return [...pages.flatMap((page) => [...page.keys()]), ...single].sort((a, b) => a - b);
}

it('returns every photo’s own thumbnail, however they were committed', async () => {
  const name = newName();
  const library = await open(name);
  const ids = upTo(300);
  // In steps that match no page, and in another order.
  for (let start = 0; start < ids.length; start += 7) {
    await library.commit(commitOf(ids.slice(start, start + 7).reverse()));
  }
  const thumbnails = ids.map((id) => thumbnail(id));
  expect(await thumbnailsOf(library, ids)).toEqual(thumbnails);
  library.close();
  const again = await open(name);
  expect(await thumbnailsOf(again, ids.toReversed())).toEqual(thumbnails.toReversed());
  expect(await again.thumbnail(301)).toBeUndefined();
  again.close();
});

it('keeps the neighbours of changed and removed thumbnails, and nothing of these', async () => {
  const name = newName();
  const library = await open(name);
  await library.commit(commitOf(upTo(40)));
  await library.commit({ ...commitOf([3, 20], 1), removed: [4, 33] });
  await library.commit({ removed: upTo(40).slice(16, 32) });
  const left = upTo(40)
    .filter((id) => id <= 16 || id > 32)
    .filter((id) => id !== 4 && id !== 33);
  expect(await stored(name)).toEqual(left);
  expect(await thumbnailsOf(library, [3, 4, 5, 20, 34])).toEqual([
    thumbnail(3, 1),
    undefined,
    thumbnail(5),
    undefined,
    thumbnail(34),
  ]);
  await library.commit({ removed: left });
  expect(await stored(name)).toEqual([]);
  library.close();
});

it('writes no thumbnail of a failed commit', async () => {
  const name = newName();
  const library = await open(name);
  await library.commit(commitOf([1, 2]));
  const uncloneable = { ...photo(3), path: (() => undefined) as unknown as string };
  const failing = { ...commitOf([2, 3], 1), photos: [photo(2), uncloneable] };
  await expect(library.commit(failing)).rejects.toMatchObject({ code: 'storage-failed' });
  const again = await open(name);
  for (const each of [library, again]) {
    expect(await thumbnailsOf(each, [1, 2, 3])).toEqual([thumbnail(1), thumbnail(2), undefined]);
    each.close();
  }
});

it('removes photos everywhere in a large library', async () => {
  const name = newName();
  const library = await open(name);
  const ids = upTo(5000);
  await library.commit(commitOf(ids));
  await library.remove(ids.filter((id) => id % 30 === 0));
  const left = ids.filter((id) => id % 30 !== 0);
  expect([...library.photos.keys()]).toEqual(left);
  expect(await stored(name)).toEqual(left);
  library.close();
});

/** Makes pages unreadable, as a failing disk does. */
function failToRead(times: number): void {
  const { get } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
    if (this.name === 'sheets' && times-- > 0) throw new DOMException('The disk failed.', 'UnknownError');
    return get.call(this, key);
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ['keeps the thumbnails of a page after a temporary read error', 1, thumbnail(1)],
  ['loses the thumbnails of an unreadable page, but not later ones', 2, undefined],
])('%s', async (_, times, first) => {
  const name = newName();
  const library = await open(name);
  await library.commit(commitOf([1]));
  library.close();
  const again = await open(name);
  failToRead(times);
  await again.commit(commitOf([2]));
  expect(await thumbnailsOf(again, [1, 2])).toEqual([first, thumbnail(2)]);
  again.close();
});

it('reports an unreadable thumbnail', async () => {
  const name = newName();
  const library = await open(name);
  await library.commit(commitOf([1]));
  library.close();
  const again = await open(name);
  failToRead(2);
  await expect(again.thumbnail(1)).rejects.toMatchObject({ code: 'storage-failed' });
  expect(await again.thumbnail(1)).toEqual(thumbnail(1));
  again.close();
});

it('shows thumbnails that another tab has written', async () => {
  const name = newName();
  const [writer, reader] = [await open(name), await open(name)];
  let changes = 0;
  await reader.follow(() => changes++);
  await writer.commit(commitOf([1, 2]));
  await expect.poll(() => changes).toBe(1);
  expect(await reader.thumbnail(1)).toEqual(thumbnail(1));
  await writer.commit(commitOf([1], 1));
  await expect.poll(() => changes).toBe(2);
  expect(await thumbnailsOf(reader, [1, 2])).toEqual([thumbnail(1, 1), thumbnail(2)]);
  // Now the other tab writes, as when both add photos.
  await reader.commit(commitOf([3]));
  await writer.refresh();
  await writer.commit(commitOf([4]));
  expect(await thumbnailsOf(writer, upTo(4))).toEqual(
    [1, 2, 3, 4].map((id) => thumbnail(id, id === 1 ? 1 : 0)),
  );
  reader.close();
  writer.close();
});

it('finds, replaces and removes thumbnails that version 2 stored one by one', async () => {
  const name = newName();
  const second = await openDB(`web-clip-library-${name}`, 2, {
    upgrade(database) {
      database.createObjectStore('folders', { keyPath: 'id' });
      for (const store of ['pages', 'thumbnails', 'meta']) database.createObjectStore(store);
      database.createObjectStore('segments', { autoIncrement: true }).createIndex('space', 'space');
    },
  });
  await second.put('pages', upTo(4).map(photo), 0);
  for (const id of upTo(4)) await second.put('thumbnails', thumbnail(id), id);
  second.close();

  const library = await open(name);
  expect(await thumbnailsOf(library, upTo(4))).toEqual(upTo(4).map((id) => thumbnail(id)));
  await library.commit({ ...commitOf([2, 5], 1), removed: [3] });
  const now = [thumbnail(1), thumbnail(2, 1), undefined, thumbnail(4), thumbnail(5, 1)];
  expect(await thumbnailsOf(library, upTo(5))).toEqual(now);
  expect(await stored(name)).toEqual([1, 2, 4, 5]);
  await library.commit({ removed: [1, 2, 4, 5] });
  expect(await stored(name)).toEqual([]);
  library.close();
});
