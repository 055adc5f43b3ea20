import { type Clip, createClip, type ModelSpec, registry } from '@web-clip/clip';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Library, openLibrary, type Photo } from './index.ts';
import { LibraryStore } from './store/library-store.ts';
import { emptyRecord } from './store/records.ts';

const COLOURS = ['red', 'green', 'blue', 'yellow', 'black'];

async function square(colour: string): Promise<File> {
  const canvas = new OffscreenCanvas(90, 90);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = colour;
  context.fillRect(20, 20, 60, 60);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], `${colour}.png`, {
    lastModified: 1e12,
  });
}

describe('marks', () => {
  let clip: Clip;
  let library: Library;
  let name: string;
  let count = 0;

  /** The ids of photos by their names, without extensions. */
  const ids = async (of: Library = library): Promise<Record<string, number>> =>
    Object.fromEntries(
      [
        ...(await of.photos()),
        ...(await of.search({ terms: [], filters: [{ is: 'hidden' }] })).hits.map(photoOf),
      ].map(({ path, id }) => [path.replace(/\.\w+$/, ''), id]),
    );
  const photoOf = ({ photo }: { photo: Photo }): Photo => photo;
  const names = (photos: readonly Photo[]): string[] =>
    photos.map(({ path }) => path.replace('.png', '')).sort();
  const found = async (filter: object): Promise<string[]> =>
    names((await library.search({ terms: [], filters: [filter as never] })).hits.map(photoOf));

  beforeAll(async () => {
    clip = await createClip({ device: 'wasm' });
  });
  afterAll(() => clip.dispose());
  beforeEach(async () => {
    name = `marked-${count++}-${Date.now()}`;
    library = await openLibrary({ clip, name });
    await library.add(await Promise.all(COLOURS.map(square)));
  });
  afterEach(() => library.close());

  it('are kept, found by filters, and undone after a reload', async () => {
    const { red = 0, green = 0, blue = 0 } = await ids();
    await library.marks.set([red, green], { favourite: true, labels: { add: ['Hot dog'] } });
    await library.marks.set([green], { rating: 4, labels: { remove: ['hot DOG'] } });
    await library.marks.set([blue], { hidden: true });
    expect(await found({ is: 'favourite' })).toEqual(['green', 'red']);
    expect(await found({ rating: { from: 3 } })).toEqual(['green']);
    expect(await found({ label: 'hot dog' })).toEqual(['red']);
    expect(await found({ is: 'favourite', not: true })).toEqual(['black', 'yellow']);
    expect(await found({ is: 'hidden' })).toEqual(['blue']);
    // Hidden photos are in no list and no search.
    expect(names(await library.photos())).toEqual(['black', 'green', 'red', 'yellow']);
    expect(names((await library.search('a blue square')).map(photoOf))).not.toContain('blue');
    expect(names((await library.search({ photo: red })).map(photoOf))).toHaveLength(3);
    expect((await library.search({ terms: [{ text: 'a blue square' }] })).total).toBe(4);
    const { kinds, ratings, labels } = await library.facets('en');
    expect(kinds).toContainEqual({ value: 'hidden', count: 1 });
    expect(kinds).toContainEqual({ value: 'favourite', count: 2 });
    expect({ ratings, labels }).toEqual({
      ratings: [{ value: '4', count: 1 }],
      labels: [{ value: 'Hot dog', count: 1 }],
    });

    await library.close();
    await expect(library.albums.list()).rejects.toMatchObject({ code: 'disposed' });
    library = await openLibrary({ clip, name });
    expect(await library.marks.get([green, blue, 12345])).toMatchObject([
      { favourite: true, rating: 4, labels: [] },
      { hidden: true, favourite: false },
      { hidden: false, labels: [] },
    ]);
    expect(await library.marks.undo()).toMatchObject({ kind: 'hidden', photos: 1 });
    expect(await library.marks.undo()).toMatchObject({ kind: 'marks', photos: 1 });
    expect(await library.marks.get([green, blue])).toMatchObject([
      { favourite: true, rating: 0, labels: ['Hot dog'] },
      { hidden: false },
    ]);
    expect(await library.marks.history()).toMatchObject({ undo: { photos: 2 }, redo: { kind: 'marks' } });
    await library.marks.redo();
    expect(await found({ rating: { from: 4, to: 4 } })).toEqual(['green']);
  });

  it('need a photo that is there and was read', async () => {
    const { red = 0 } = await ids();
    await library.add([new File(['no picture'], 'broken.jpg')]);
    const [broken] = await library.failures();
    await expect(library.marks.set([red, broken?.id as number], { favourite: true })).rejects.toMatchObject({
      code: 'unreadable-file',
      message: expect.stringContaining('broken.jpg'),
    });
    await expect(library.marks.set([red, 99], { favourite: true })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    expect(await library.marks.get([red])).toMatchObject([{ favourite: false }]);
    expect(await library.marks.undo()).toBeUndefined();
  });

  it('of copies go to the kept photo when they are hidden, and back in one step', async () => {
    const red = await square('red');
    await library.add(
      ['again.png', 'third.png'].map((name) => new File([red], name, { lastModified: 1e12 })),
    );
    const { again = 0, third = 0, green = 0, ...others } = await ids();
    await library.marks.set([again], { favourite: true, rating: 3 });
    await library.marks.set([green], { rating: 5, labels: { add: ['dog'] } });
    const listed = async (): Promise<string[]> => names(await library.photos());
    const all = await listed();

    // Two files have the content of the kept one, and share its marks.
    await library.marks.hideCopies([{ keep: again, photos: [again, third, others.red ?? 0, green] }]);
    expect(await listed()).toEqual(all.filter((name) => !['red', 'third', 'green'].includes(name)));
    expect(await library.marks.get([again, third, others.red ?? 0, green])).toMatchObject([
      { hidden: false, favourite: true, rating: 5, labels: ['dog'] },
      { hidden: true },
      { hidden: true },
      { hidden: true },
    ]);
    expect(await found({ is: 'favourite' })).toEqual(['again']);
    expect(await library.marks.history()).toMatchObject({ undo: { kind: 'hidden', photos: 3 } });
    await library.marks.set([third], { hidden: false });
    expect(await listed()).toEqual(all.filter((name) => name !== 'green'));

    await library.marks.undo();
    await library.marks.undo();
    expect(await listed()).toEqual(all);
    expect(await library.marks.get([again, green])).toMatchObject([
      { rating: 3, labels: [] },
      { rating: 5, hidden: false },
    ]);
    const torn = [
      { keep: again, photos: [green] },
      { keep: green, photos: [others.blue ?? 0] },
    ];
    await expect(library.marks.hideCopies(torn)).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('of one tab are seen by the other', async () => {
    const { red = 0 } = await ids();
    const onChange = vi.fn();
    await using other = await openLibrary({ clip, name, onChange });
    const heard = vi.fn();
    const end = other.marks.subscribe(heard);
    await library.marks.set([red], { hidden: true });
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ photos: [red], albums: false }));
    expect(onChange).toHaveBeenCalled();
    expect(await other.photos()).toHaveLength(4);
    await other.albums.create('Sea', { photos: [red] });
    await vi.waitFor(async () => expect(await library.albums.list()).toHaveLength(1));
    expect(heard).toHaveBeenLastCalledWith({ photos: [red], albums: true });
    end();
    const calls = heard.mock.calls.length;
    await other.marks.undo();
    await vi.waitFor(async () => expect(await library.albums.list()).toEqual([]));
    expect(heard).toHaveBeenCalledTimes(calls);
  });

  it('can be set while photos are being indexed', async () => {
    const { red = 0 } = await ids();
    const more = await Promise.all(['white', 'pink', 'brown'].map(square));
    await library.add(more, {
      onProgress: () => void library.marks.set([red], { favourite: true }),
    });
    expect(await found({ is: 'favourite' })).toEqual(['red']);
    expect((await library.status()).photos).toBe(8);
  });

  it('travel with an exported library, and the newer word stays', async () => {
    const { red = 0, green = 0 } = await ids();
    await library.marks.set([red], { favourite: true, rating: 2, labels: { add: ['one'] } });
    const album = await library.albums.create('Sea', { query: 'is:favourite', photos: [green] });
    const saved = await library.export();
    await using other = await openLibrary({ clip, name: `other-${name}` });
    await other.import(saved);
    expect(await other.albums.list()).toEqual([album]);
    expect(names(await other.albums.look(album.id))).toEqual(['green', 'red']);

    const there = (await ids(other)).red as number;
    await other.marks.set([there], { rating: 5, labels: { add: ['two'] } });
    await library.marks.set([red], { favourite: false, labels: { add: ['three'] } });
    await library.import(await other.export());
    expect(await library.marks.get([red])).toMatchObject([
      { favourite: false, rating: 5, labels: ['one', 'three', 'two'] },
    ]);
  });

  it('make albums, by hand and of what a query finds', async () => {
    const { red = 0, green = 0, blue = 0 } = await ids();
    const sea = await library.albums.create('Sea', { photos: [red, blue] });
    await library.albums.exclude(sea.id, [red]);
    expect(names(await library.albums.look(sea.id))).toEqual(['blue']);
    expect(await library.albums.count(sea.id)).toEqual({ photos: 1, new: 0 });
    await expect(library.albums.create(' séa')).rejects.toMatchObject({ code: 'invalid-argument' });

    await library.marks.set([red], { rating: 5 });
    const best = await library.albums.create('Best', { query: 'rating:4.. -album:sea' });
    expect(await library.albums.count(best.id)).toEqual({ photos: 1, new: 0 });
    await library.marks.set([green, blue], { rating: 4 });
    await library.albums.add(best.id, [blue]);
    expect(await library.albums.count(best.id)).toEqual({ photos: 3, new: 1 });
    expect(names(await library.albums.look(best.id))).toEqual(['blue', 'green', 'red']);
    expect(await library.albums.count(best.id)).toEqual({ photos: 3, new: 0 });
    await library.albums.exclude(best.id, [red, green]);
    await library.albums.release(best.id, [red]);
    expect(await found({ album: 'best' })).toEqual(['blue', 'red']);
    expect((await library.facets('en')).albums).toEqual([
      { value: 'Best', count: 2 },
      { value: 'Sea', count: 1 },
    ]);

    // Words are judged as in any search.
    const reds = await library.albums.create('Red things', { query: 'a red square' });
    const { hits, likely } = await library.search({ terms: [{ text: 'a red square' }] });
    expect(names(await library.albums.look(reds.id))).toEqual(names(hits.slice(0, likely).map(photoOf)));

    await library.albums.rename(reds.id, 'Red');
    await library.albums.setQuery(reds.id, 'is:square');
    expect(await library.albums.list()).toContainEqual({ id: reds.id, name: 'Red', query: 'is:square' });
    await library.albums.remove(sea.id);
    expect((await library.albums.list()).map(({ name }) => name)).toEqual(['Best', 'Red']);
    await library.marks.undo();
    expect(names(await library.albums.look(sea.id))).toEqual(['blue']);
    await expect(library.albums.count('none')).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('pin photos to groups, and keep them out', async () => {
    const { red = 0, green = 0, blue = 0 } = await ids();
    const placed = async () => {
      const { pinned, excluded } = await library.marks.placed('Zermatt');
      return { pinned: new Set(pinned), excluded: new Set(excluded) };
    };
    await library.marks.place([red, green], 'Zermatt', 'pinned');
    await library.marks.place([green, blue], 'Zermatt', 'excluded');
    expect(await placed()).toEqual({ pinned: new Set([red]), excluded: new Set([green, blue]) });
    await library.marks.place([green], 'Zermatt', null);
    expect(await placed()).toEqual({ pinned: new Set([red]), excluded: new Set([blue]) });
    expect(await library.marks.get([blue])).toMatchObject([{ pinned: [], excluded: ['Zermatt'] }]);
    await library.marks.undo();
    await library.marks.undo();
    expect(await placed()).toEqual({ pinned: new Set([red, green]), excluded: new Set() });
  });
});

/** Different contents of the same size: nothing reads what comes after the end of an image. */
const numbered = (image: Blob, i: number): Blob => new Blob([image, String(i).padStart(6)]);

async function hashOf(content: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await content.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A FileList, as a folder input returns it. */
function chosen(paths: readonly string[], contents: readonly Blob[]): FileList {
  const transfer = new DataTransfer();
  for (const [i, path] of paths.entries()) {
    const file = new File([contents[i] as Blob], path.split('/').at(-1) as string, { lastModified: 1e12 });
    Object.defineProperty(file, 'webkitRelativePath', { value: `album/${path}` });
    transfer.items.add(file);
  }
  return transfer.files;
}

it('stay when 1,000 photos are renamed and moved, and the model changes', async () => {
  const name = `thousand-${Date.now()}`;
  await using clip = await createClip({ device: 'wasm' });
  const { model, space } = await clip.info();
  const image = await square('red');
  const contents = Array.from({ length: 1000 }, (_, i) => numbered(image, i));
  const photos = await Promise.all(
    contents.map(async (content, i) => ({
      ...emptyRecord(i + 2, 1, `${i}.png`),
      ...{ size: content.size, modified: 1e12, width: 90, height: 90, hash: await hashOf(content) },
    })),
  );
  const store = await LibraryStore.open({ name, space, dtype: 'fp32', dimension: model.dimension });
  const row = new Float32Array(model.dimension).fill(1 / Math.sqrt(model.dimension));
  await store.commit({
    folder: { id: 1, kind: 'files', name: 'album' },
    photos,
    rows: photos.map(({ id, version }) => ({ id, version, row })),
  });
  store.close();

  const library = await openLibrary({ clip, name });
  const ratingOf = (i: number): number => 1 + (i % 5);
  for (let rating = 1; rating <= 5; rating++) {
    const ids = photos.filter((_, i) => ratingOf(i) === rating).map(({ id }) => id);
    await library.marks.set(ids, { rating, favourite: rating > 3, labels: { add: [`label ${rating}`] } });
  }
  const { id: album } = await library.albums.create('All', { photos: photos.map(({ id }) => id) });
  const moved = contents.map((_, i) => `moved/${i % 10}/renamed ${i}.png`);
  const summary = await library.add(chosen(moved, contents));
  expect(summary).toMatchObject({ listed: 1000, embedded: 0, reused: 1000, removed: 0 });
  await library.close();

  const lost = async (library: Library): Promise<number> => {
    const ids = new Map((await library.photos()).map(({ path, id }) => [path, id]));
    const marks = await library.marks.get(moved.map((path) => ids.get(path) as number));
    return marks.filter(({ rating, favourite, labels, pinned }, i) => {
      const right = ratingOf(i);
      const isKept = rating === right && favourite === right > 3 && labels.join() === `label ${right}`;
      return !isKept || pinned.length !== 1;
    }).length;
  };
  await using other = await createClip({
    device: 'wasm',
    model: { ...(registry.get('pocket') as ModelSpec), id: 'other' },
  });
  await using again = await openLibrary({ clip: other, name });
  expect(await again.status()).toMatchObject({ photos: 1000, searchable: 0 });
  expect(await lost(again)).toBe(0);
  expect(await again.albums.count(album)).toMatchObject({ photos: 1000 });

  // The folder is removed and added again under the other model.
  await again.removeFolder(1);
  expect(await again.photos()).toEqual([]);
  await again.add(chosen(moved.slice(0, 20), contents.slice(0, 20)));
  const back = await again.photos();
  expect(await again.marks.get(back.map(({ id }) => id))).toEqual(
    back.map(({ path }) =>
      expect.objectContaining({ rating: ratingOf(Number(/renamed (\d+)/.exec(path)?.[1])) }),
    ),
  );
  await again.marks.undo();
  expect(await again.albums.list()).toEqual([]);
});
