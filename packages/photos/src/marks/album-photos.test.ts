import { expect, it } from 'vitest';
import type { AlbumRecord, Fields, FieldValue, MarkRecord, PhotoRecord } from '../store/records.ts';
import { emptyRecord } from '../store/records.ts';
import { AlbumFinder } from './album-photos.ts';
import { type Album, albumsOf } from './albums.ts';
import { albumGroup, groupField } from './fields.ts';

const fields = (values: Record<string, FieldValue>): Fields =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, changed: 1 }]));

const album = (id: string, values: Record<string, FieldValue>): AlbumRecord => ({
  id,
  fields: fields(values),
});

const mark = (hash: string, values: Record<string, FieldValue>): MarkRecord => ({
  hash,
  fields: fields(values),
});

/** Photos 1 to 6, of which 6 is a copy of 5. */
const photos = new Map<number, PhotoRecord>(
  ['a', 'b', 'c', 'd', 'e', 'e'].map((hash, i) => [
    i + 1,
    { ...emptyRecord(i + 1, 1, `${hash}${i}.jpg`), hash, camera: i < 3 ? 'Canon' : 'Nikon' },
  ]),
);

function finder(marks: MarkRecord[], albums: AlbumRecord[]) {
  const library = {
    photos: () => photos,
    folders: () => new Map(),
    commits: () => 1,
    group: async () => new Set([2]),
    search: async (_: unknown, passes: ((photo: PhotoRecord) => boolean) | undefined) =>
      [...photos.values()].filter((photo) => !passes || passes(photo)).map(({ id }) => id),
  };
  const said = {
    albums: new Map(albums.map((each) => [each.id, each])),
    marks: new Map(marks.map((each) => [each.hash, each])),
    revision: 1,
  };
  const find = new AlbumFinder(library, said);
  const named = (name: string): Album => albumsOf(albums).find((each) => each.name === name) as Album;
  return {
    find,
    named,
    ids: async (name: string) => [...(await find.photosOf(named(name))).ids].sort(),
  };
}

const pinned = (id: string) => ({ [groupField(albumGroup(id))]: 'pinned' });
const excluded = (id: string) => ({ [groupField(albumGroup(id))]: 'excluded' });

it('has what was added by hand, copies included, and nothing hidden', async () => {
  const { ids } = finder(
    [mark('e', pinned('1')), mark('a', pinned('1')), mark('b', { ...pinned('1'), hidden: true })],
    [album('1', { name: 'Sea' })],
  );
  expect(await ids('Sea')).toEqual([1, 5, 6]);
});

it('has what its query finds, and what is pinned, without what is excluded', async () => {
  const { ids } = finder(
    [mark('d', pinned('1')), mark('a', excluded('1')), mark('b', { hidden: true }), mark('c', excluded('2'))],
    [album('1', { name: 'Canon', query: 'camera:canon' })],
  );
  expect(await ids('Canon')).toEqual([3, 4]);
});

it('may be part of another one, but not of itself', async () => {
  const { ids, find } = finder(
    [mark('a', pinned('1')), mark('d', pinned('2'))],
    [
      album('1', { name: 'One', query: 'album:two' }),
      album('2', { name: 'Two', query: 'album:ONE camera:canon' }),
      album('3', { name: 'Rest', query: '-album:one' }),
      album('4', { name: 'two', removed: true, query: 'camera:nikon' }),
    ],
  );
  expect(await ids('One')).toEqual([1, 4]);
  expect(await ids('Two')).toEqual([1, 4]);
  expect(await ids('Rest')).toEqual([2, 3, 5, 6]);
  const passes = await find.filter([{ album: 'one' }]);
  expect([...photos.values()].filter((photo) => passes?.(photo)).map(({ id }) => id)).toEqual([1, 4]);
});

it('may be of a named group', async () => {
  const { ids } = finder([], [album('1', { name: 'Ski', query: 'group:"Ski week"' })]);
  expect(await ids('Ski')).toEqual([2]);
});

it('remembers what its query found', async () => {
  const long = 'f'.repeat(64);
  const { find, named } = finder([], [album('1', { name: 'A', seen: `${'0'.repeat(16)}${'f'.repeat(16)}` })]);
  expect([...find.seen(named('A'))]).toEqual(['0'.repeat(16), long.slice(0, 16)]);
});

it('lets hidden photos pass only if they are asked for', async () => {
  const { find } = finder([mark('a', { hidden: true, favourite: true })], []);
  const found = async (...filters: Parameters<AlbumFinder['filter']>[0]) => {
    const passes = await find.filter(filters);
    return [...photos.values()].filter((photo) => !passes || passes(photo)).map(({ id }) => id);
  };
  expect(await found()).toEqual([2, 3, 4, 5, 6]);
  expect(await found({ is: 'hidden' })).toEqual([1]);
  expect(await found({ is: 'favourite' })).toEqual([]);
  expect(await found({ is: 'favourite' }, { is: 'hidden' })).toEqual([1]);
  expect(await found({ is: 'hidden', not: true })).toEqual([2, 3, 4, 5, 6]);
  expect(await finder([], []).find.filter([])).toBeUndefined();
});

it('prepares the same filters once, until photos or marks change', async () => {
  let commits = 1;
  const said = { albums: new Map(), marks: new Map(), revision: 1 };
  const find = new AlbumFinder(
    {
      photos: () => photos,
      folders: () => new Map(),
      commits: () => commits,
      group: async () => new Set(),
      search: async () => [],
    },
    said,
  );
  const filter = () => find.filter([{ camera: 'canon' }]);
  const first = await filter();
  expect(first).toBeDefined();
  expect(await filter()).toBe(first);
  expect(await find.filter([{ camera: 'nikon' }])).not.toBe(first);
  const second = await filter();
  commits++;
  const third = await filter();
  said.revision++;
  expect(new Set([first, second, third, await filter()]).size).toBe(4);
});
