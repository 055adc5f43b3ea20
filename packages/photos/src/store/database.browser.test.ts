import { type IDBPDatabase, openDB } from 'idb';
import { expect, it } from 'vitest';
import { LibraryStore } from './library-store.ts';
import { emptyRecord, type PhotoRecord, type Segment } from './records.ts';

const openFirst = (name: string): Promise<IDBPDatabase> =>
  openDB(`web-clip-library-${name}`, 1, {
    upgrade(database) {
      database.createObjectStore('folders', { keyPath: 'id' });
      database.createObjectStore('photos', { keyPath: 'id' });
      database.createObjectStore('thumbnails');
      database.createObjectStore('segments', { autoIncrement: true }).createIndex('space', 'space');
      database.createObjectStore('meta');
    },
  });

const open = (name: string): Promise<LibraryStore> =>
  LibraryStore.open({ name, space: 'here', dtype: 'fp32', dimension: 2 });

it('keeps every photo and row of a version 1 library', async () => {
  const name = `first-${Date.now()}`;
  const first = await openFirst(name);
  const ids = Array.from({ length: 300 }, (_, i) => i + 2);
  const folder = { id: 1, name: 'album', kind: 'files' };
  const photos = ids.map((id) => ({ id, path: `${id}.jpg`, version: 1 }) as PhotoRecord);
  const segment: Segment = {
    space: 'here',
    dtype: 'fp32',
    ids,
    versions: ids.map(() => 1),
    rows: Float32Array.from({ length: 600 }, (_, i) => i),
  };
  await first.put('folders', folder);
  for (const photo of photos) await first.put('photos', photo);
  await first.add('segments', segment);
  await first.put('meta', 302, 'nextId');
  first.close();

  for (let visit = 0; visit < 2; visit++) {
    const store = await open(name);
    expect([...store.folders.values()]).toEqual([folder]);
    expect([...store.photos.values()]).toEqual(photos);
    expect(ids.map((id) => store.matrix.get(id)?.[0])).toEqual(ids.map((id) => (id - 2) * 2));
    store.close();
  }
});

it('keeps a version 3 library as it is, and takes marks from then on', async () => {
  const name = `third-${Date.now()}`;
  const third = await openDB(`web-clip-library-${name}`, 3, {
    upgrade(database) {
      database.createObjectStore('folders', { keyPath: 'id' });
      database.createObjectStore('thumbnails');
      database.createObjectStore('segments', { autoIncrement: true }).createIndex('space', 'space');
      database.createObjectStore('meta');
      database.createObjectStore('sheets');
      database.createObjectStore('pages');
    },
  });
  const folder = { id: 1, name: 'album', kind: 'files' };
  const photos = [{ ...emptyRecord(2, 1, 'a.jpg'), hash: 'ab' }];
  const thumbnail = { type: 'image/webp', bytes: Uint8Array.of(7).buffer };
  await third.put('folders', folder);
  await third.put('pages', photos, 0);
  await third.put('sheets', new Map([[2, thumbnail]]), 0);
  await third.add('segments', {
    ...{ space: 'here', dtype: 'fp32', ids: [2], versions: [1] },
    rows: Float32Array.of(0.6, 0.8),
  });
  await third.put('meta', 5, 'commits');
  await third.put('meta', 3, 'nextId');
  third.close();

  for (let visit = 0; visit < 2; visit++) {
    const store = await open(name);
    expect([...store.folders.values()]).toEqual([folder]);
    expect([...store.photos.values()]).toEqual(photos);
    expect(Array.from(store.matrix.get(2) ?? [])).toEqual(Array.from(Float32Array.of(0.6, 0.8)));
    expect(await store.thumbnail(2)).toEqual(thumbnail);
    expect(store.takeId()).toBe(3);
    expect(await store.database.getAll('marks')).toEqual(visit === 0 ? [] : [{ hash: 'ab', fields: {} }]);
    await store.database.put('marks', { hash: 'ab', fields: {} });
    expect(await store.database.count('comparisons')).toBe(0);
    store.close();
  }
});

it('reports a tab with an older version, and makes way for a newer one', async () => {
  const name = `blocked-${Date.now()}`;
  const first = await openFirst(name);
  await first.put('photos', { id: 1, path: '1.jpg', version: 1 });
  await expect(open(name)).rejects.toMatchObject({ code: 'storage-failed' });
  first.close();
  const store = await open(name);
  expect([...store.photos.keys()]).toEqual([1]);
  const newer = await openDB(`web-clip-library-${name}`, 6);
  newer.close();
});

it('leaves a library unchanged if the upgrade fails', async () => {
  const name = `broken-${Date.now()}`;
  const first = await openFirst(name);
  await first.put('photos', { id: 1, path: '1.jpg', version: 1 });
  // It belongs on no page, so the upgrade fails.
  await first.put('photos', { id: 'no number', path: '2.jpg', version: 1 });
  first.close();
  await expect(open(name)).rejects.toMatchObject({ code: 'storage-failed' });
  const still = await openFirst(name);
  expect(await still.count('photos')).toBe(2);
  still.close();
});
