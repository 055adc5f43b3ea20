import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../store/database.ts';
import type { Edit } from '../store/records.ts';
import { type LoggedAction, MOST_ACTIONS } from './action-log.ts';
import { MarkStore } from './mark-store.ts';
import { marksOf } from './marks.ts';

let count = 0;
const newName = (): string => `marks-${count++}-${Date.now()}`;

/** A store with a connection of its own, as each tab has one. */
async function open(name: string): Promise<MarkStore> {
  const database = await openDatabase(name);
  const store = await MarkStore.open(database, name);
  onTestFinished(async () => {
    await store.close();
    database.close();
  });
  return store;
}

const rating = (hash: string, value: number | null): Edit[] => [
  { store: 'marks', keys: [hash], values: { rating: value } },
];

const rate = (store: MarkStore, hash: string, value: number): Promise<LoggedAction | undefined> =>
  store.act('rating', 1, () => rating(hash, value));

const ratingOf = (store: MarkStore, hash: string): number => marksOf(store.marks.get(hash)?.fields).rating;

it('undoes and redoes, also after it was opened again', async () => {
  const name = newName();
  const first = await open(name);
  await rate(first, 'a', 3);
  await rate(first, 'a', 5);
  await rate(first, 'b', 1);

  const again = await open(name);
  expect(await again.undo()).toMatchObject({ kind: 'rating', photos: 1 });
  await again.undo();
  expect([ratingOf(again, 'a'), ratingOf(again, 'b')]).toEqual([3, 0]);

  const later = await open(name);
  expect([ratingOf(later, 'a'), ratingOf(later, 'b')]).toEqual([3, 0]);
  expect((await later.history()).redo).toMatchObject({ redo: rating('a', 5) });
  await later.redo();
  expect(ratingOf(later, 'a')).toBe(5);

  // A new action ends what could be done again.
  await rate(later, 'c', 2);
  expect(await later.redo()).toBeUndefined();
  for (let left = 3; left > 0; left--) expect(await later.undo()).toBeDefined();
  expect(await later.undo()).toBeUndefined();
  expect(['a', 'b', 'c'].map((hash) => ratingOf(later, hash))).toEqual([0, 0, 0]);
});

it('undoes one action whatever was done since, but not what was said anew', async () => {
  const name = newName();
  const [here, there] = [await open(name), await open(name)];
  const both: Edit[] = [{ store: 'marks', keys: ['a', 'b'], values: { rating: 4 } }];
  const own = await here.act('rating', 2, () => both);
  await rate(there, 'b', 1);
  const foreign = await rate(there, 'c', 5);
  expect(await here.undo(own?.id)).toMatchObject({ id: own?.id, photos: 2 });
  expect(['a', 'b', 'c'].map((hash) => ratingOf(here, hash))).toEqual([0, 1, 5]);
  // It is taken back already, which is an action of its own.
  expect(await here.undo(own?.id)).toBeUndefined();
  await here.undo();
  expect(['a', 'b', 'c'].map((hash) => ratingOf(here, hash))).toEqual([4, 1, 5]);
  // The last one is undone as usual.
  expect(await here.undo(foreign?.id)).toMatchObject({ id: foreign?.id });
  expect((await here.history()).redo).toMatchObject({ id: foreign?.id });
  expect(await here.undo(foreign?.id)).toBeUndefined();
  expect(await here.undo(12_345)).toBeUndefined();
  expect(ratingOf(here, 'c')).toBe(0);
});

it('logs nothing that changes nothing', async () => {
  const store = await open(newName());
  await rate(store, 'a', 3);
  await rate(store, 'a', 3);
  await store.undo();
  expect(await store.undo()).toBeUndefined();
  await rate(store, 'b', 3);
  await store.act('rating', 1, () => rating('a', null));
  expect((await store.history()).undo).toMatchObject({ redo: rating('b', 3) });
});

it('forgets the oldest actions', async () => {
  const store = await open(newName());
  for (let i = 0; i < MOST_ACTIONS + 3; i++) await rate(store, `${i}`, 5);
  let undone = 0;
  while (await store.undo()) undone++;
  expect(undone).toBe(MOST_ACTIONS);
  expect(['0', '2', '3'].map((hash) => ratingOf(store, hash))).toEqual([5, 5, 0]);
});

it('shows the marks of one tab in the other, and loses none of either', async () => {
  const name = newName();
  const [here, there] = [await open(name), await open(name)];
  const heard = vi.fn();
  await there.follow(heard);
  await rate(here, 'a', 3);
  await expect.poll(() => ratingOf(there, 'a')).toBe(3);
  expect(heard).toHaveBeenCalledWith({ marks: [expect.objectContaining({ hash: 'a' })], albums: [] }, false);

  // Both at once, and one of them hears nothing.
  await Promise.all(Array.from({ length: 10 }, (_, i) => rate(i % 2 ? here : there, `${i}`, 4)));
  await rate(here, 'a', 5);
  await there.act('rating', 1, () => rating('b', marksOf(there.marks.get('a')?.fields).rating - 1));
  const again = await open(name);
  expect(again.marks.size).toBe(12);
  expect([ratingOf(again, 'a'), ratingOf(again, 'b')]).toEqual([5, 4]);
  await expect.poll(() => there.marks.size).toBe(12);
  // Each undoes what was done last, whoever did it.
  await here.undo();
  expect(ratingOf(here, 'b')).toBe(0);
});

it('leaves everything as it was if a change cannot be stored', async () => {
  const name = newName();
  const store = await open(name);
  await rate(store, 'a', 3);
  const { put } = IDBObjectStore.prototype;
  const failing = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: unknown,
    key?: IDBValidKey,
  ) {
    if (this.name === 'meta' && key === 'marks') throw new DOMException('It is full.', 'QuotaExceededError');
    return put.call(this, value, ...(key === undefined ? [] : [key]));
  });
  await expect(rate(store, 'a', 5)).rejects.toMatchObject({ code: 'storage-full' });
  failing.mockRestore();
  expect(ratingOf(store, 'a')).toBe(3);
  const again = await open(name);
  expect(ratingOf(again, 'a')).toBe(3);
  expect((await again.history()).undo).toMatchObject({ redo: rating('a', 3) });
});

it('merges another library, the newer word of each field', async () => {
  const store = await open(newName());
  await rate(store, 'a', 3);
  const old = { rating: { value: 5, changed: 1 }, 'label:dog': { value: 'dog', changed: 1 } };
  const album = { id: 'x', fields: { name: { value: 'Sea', changed: 1 } } };
  await store.merge([{ hash: 'a', fields: old }], [album]);
  expect(marksOf(store.marks.get('a')?.fields)).toMatchObject({ rating: 3, labels: ['dog'] });
  expect(store.albums.get('x')).toEqual(album);
  // What was imported stays when an earlier action is undone.
  await store.undo();
  expect(marksOf(store.marks.get('a')?.fields)).toMatchObject({ rating: 0, labels: ['dog'] });
});
