import { type Clip, createClip, type ModelSpec, registry, row } from '@web-clip/clip';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AddOptions,
  type AddProgress,
  type Folder,
  type Library,
  openLibrary,
  type Photo,
  type PhotoHit,
  type Query,
} from './index.ts';
import { exifSegment, jpeg, png, pngText, raf, tiff } from './metadata/files.fixture.ts';
import { LibraryStore } from './store/library-store.ts';
import { emptyRecord } from './store/records.ts';

/** A real folder: the origin private file system gives the same handles as a folder on disk. */
class Album {
  constructor(readonly handle: FileSystemDirectoryHandle) {}

  async write(path: string, content: Blob): Promise<void> {
    const names = path.split('/');
    let folder = this.handle;
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
    const file = await folder.getFileHandle(names.at(-1) as string, { create: true });
    const stream = await file.createWritable();
    await stream.write(content);
    await stream.close();
  }
}

/** Waits for a state on a machine that may be busy. */
const PATIENTLY = { timeout: 60_000 };

/** A coloured disc. The seed moves it, so that no two files are the same. */
async function disc(colour: string, seed = 0): Promise<Blob> {
  const canvas = new OffscreenCanvas(200, 160);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = 'white';
  context.fillRect(0, 0, 200, 160);
  context.fillStyle = colour;
  context.beginPath();
  context.arc(90 + (seed % 20), 70 + (seed % 17), 40 + (seed % 11), 0, 7);
  context.fill();
  return canvas.convertToBlob({ type: 'image/png' });
}

/** A file chosen with its folder. */
interface Given {
  path: string;
  content: Blob;
  file: File;
}

const given = (path: string, content: Blob, lastModified = 1): Given => ({
  path,
  content,
  file: new File([content], path.split('/').at(-1) as string, { lastModified }),
});

/** A FileList, as a folder input returns it. */
function chosen(folder: string, files: readonly Given[]): FileList {
  const transfer = new DataTransfer();
  for (const { path, file } of files) {
    Object.defineProperty(file, 'webkitRelativePath', { value: `${folder}/${path}`, configurable: true });
    transfer.items.add(file);
  }
  return transfer.files;
}

/** A JPEG with a capture date, a camera and a sensitivity. */
async function takenAt(date: string, colour: string): Promise<Blob> {
  const bitmap = await createImageBitmap(await disc(colour));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  const plain = await canvas.convertToBlob({ type: 'image/jpeg' });
  // Insert the segment after the first marker, without the fixture's final markers.
  const exif = jpeg(
    exifSegment(tiff({ exif: { 36867: date, 34855: { shorts: [400] } }, first: { 272: 'Canon EOS 40D' } })),
  ).slice(0, -6);
  return new Blob([Uint8Array.from(exif), plain.slice(2)]);
}

/** A Fujifilm RAW file, which contains a JPEG. */
const rawTakenAt = async (date: string, colour: string): Promise<Blob> =>
  new Blob([Uint8Array.from(raf(new Uint8Array(await (await takenAt(date, colour)).arrayBuffer())))]);

const pocket = (): ModelSpec => registry.get('pocket') as ModelSpec;

const embeddedBy = async (clip: Clip): Promise<number> =>
  (await clip.info()).timings['encode-image']?.count ?? 0;

describe('a library', () => {
  let clip: Clip;
  let library: Library;
  let album: Album;
  let count = 0;

  beforeAll(async () => {
    clip = await createClip({ device: 'wasm' });
  });
  afterAll(() => clip.dispose());
  beforeEach(async () => {
    count++;
    const root = await navigator.storage.getDirectory();
    album = new Album(await root.getDirectoryHandle(`album-${count}-${Date.now()}`, { create: true }));
    library = await openLibrary({ clip, name: `test-${count}-${Date.now()}` });
  });
  afterEach(() => library.close());

  it('finds added photos by text and by image', async () => {
    await album.write('red.png', await disc('red'));
    await album.write('deep/down/green.png', await disc('green'));
    await album.write('blue.png', await disc('blue'));
    const summary = await library.add(album.handle);
    expect(summary).toEqual({
      listed: 3,
      unchanged: 0,
      embedded: 3,
      reused: 0,
      failed: 0,
      removed: 0,
      paired: 0,
      leftOut: { files: {}, systemFolders: 0 },
      folders: [expect.any(Number)],
      lookalikes: [],
    });
    const [byWords] = await library.search('a red circle');
    expect(byWords?.photo).toMatchObject({ path: 'red.png', width: 200, height: 160 });
    const [byImage] = await library.search(await disc('green', 5));
    expect(byImage?.photo.path).toBe('deep/down/green.png');
    const alike = await library.search({ photo: byWords?.photo.id as number });
    expect(alike.map(({ photo }) => photo.path).sort()).toEqual(['blue.png', 'deep/down/green.png']);
    expect(await library.search('   ')).toEqual([]);
    const thumbnail = await library.thumbnail(byWords?.photo.id as number);
    expect(thumbnail?.type).toBe('image/webp');
    const picture = await library.picture(byWords?.photo.id as number, 90);
    expect([picture?.width, picture?.height]).toEqual([90, 72]);
    expect((await library.file(byWords?.photo.id as number))?.name).toBe('red.png');
  });

  it('finds photos by an embedding, whatever its length', async () => {
    await library.add([new File([await disc('red')], 'red.png'), new File([await disc('blue')], 'blue.png')]);
    const found = async (query: Query): Promise<(string | number)[]> =>
      (await library.search(query)).flatMap(({ photo, score }) => [photo.path, Number(score.toFixed(5))]);
    const texts = await clip.embedTexts(['a blue circle', 'a red circle']);
    expect(await found(row(texts, 1))).toEqual(await found('a red circle'));
    expect(await found(row(texts, 1).map((value) => 7 * value))).toEqual(await found('a red circle'));
    const image = await disc('blue', 5);
    expect(await found(await clip.embedImages([image]))).toEqual(await found(image));
    // The caller's own memory stays as it is.
    expect(texts.data).toHaveLength(2 * texts.dimension);
  });

  it('finds photos by several terms, and one term as its words alone', async () => {
    const colours = ['red', 'blue', 'green', 'yellow'];
    for (const colour of colours) await album.write(`${colour}/a.png`, await disc(colour));
    await library.add(album.handle);
    const names = (hits: readonly PhotoHit[]): string[] =>
      hits.map(({ photo }) => photo.path.replace('/a.png', ''));
    const one = await library.search({ terms: [{ text: 'a red circle' }] });
    expect(one).toMatchObject({ total: 4 });
    const same = one.hits.map(({ photo, score }) => ({ photo, score }));
    expect(same).toEqual(await library.search('a red circle'));

    const { hits } = await library.search({
      terms: [
        { anyOf: [{ text: 'a red circle' }, { image: await disc('blue', 5) }] },
        { text: 'a red circle', weight: -0.5 },
      ],
    });
    expect(names(hits)[0]).toBe('blue');
    const [red] = one.hits;
    const alike = await library.search({ terms: [{ photo: red?.photo.id as number }], limit: 2 });
    expect(names(alike.hits)).not.toContain('red');
    expect(alike.hits).toHaveLength(2);

    const newest = await library.search({ terms: [] });
    expect(newest).toMatchObject({ fits: undefined, likely: 4, total: 4 });
    expect(newest.hits.map(({ photo }) => photo)).toEqual(await library.photos());
    const filtered = await library.search({
      terms: [{ text: 'a red circle' }],
      filters: [{ folder: 'red', not: true }, { type: 'png' }],
      limit: 2,
    });
    expect(filtered.total).toBe(3);
    const others = one.hits.filter(({ photo }) => !photo.path.startsWith('red'));
    expect(names(filtered.hits)).toEqual(names(others).slice(0, 2));
    const byDate = await library.search({ terms: [{ text: 'a red circle' }], sort: 'date' });
    expect(names(byDate.hits).sort()).toEqual(colours.toSorted());
    await expect(library.search({ terms: [{ text: '' }] })).rejects.toThrow('The text of term 0');
    await expect(library.search({ terms: [{ photo: 99 }] })).rejects.toThrow('This photo is not indexed');
  });

  it('is closed at the end of its block, and its clip after it', async () => {
    let kept: { clip: Clip; library: Library } | undefined;
    {
      await using clip = await createClip({ device: 'wasm' });
      await using library = await openLibrary({ clip, name: `block-${Date.now()}` });
      kept = { clip, library };
      expect(await library.status()).toMatchObject({ photos: 0 });
    }
    await expect(kept.library.status()).rejects.toMatchObject({ code: 'disposed' });
    await expect(kept.clip.info()).rejects.toMatchObject({ code: 'disposed' });
  });

  it('embeds only new and changed files, follows moves, and removes missing photos', async () => {
    await album.write('red.png', await disc('red'));
    await album.write('green.png', await disc('green'));
    await library.add(album.handle);
    const idOf = async (path: string) => (await library.photos()).find((photo) => photo.path === path)?.id;
    const red = await idOf('red.png');
    const before = await embeddedBy(clip);

    expect(await library.add(album.handle)).toMatchObject({ listed: 2, unchanged: 2, embedded: 0 });

    await album.handle.removeEntry('red.png');
    await album.write('moved/scarlet.png', await disc('red'));
    expect(await library.add(album.handle)).toMatchObject({
      unchanged: 1,
      embedded: 0,
      reused: 1,
      removed: 0,
    });
    expect(await idOf('moved/scarlet.png')).toBe(red);

    await album.write('copy.png', await disc('red'));
    expect(await library.add(album.handle)).toMatchObject({
      unchanged: 2,
      embedded: 0,
      reused: 1,
      removed: 0,
    });
    expect(await embeddedBy(clip)).toBe(before);

    await album.write('green.png', await disc('blue', 3));
    await album.handle.removeEntry('copy.png');
    expect(await library.add(album.handle)).toMatchObject({ unchanged: 1, embedded: 1, removed: 1 });
    expect(await embeddedBy(clip)).toBe(before + 1);
    expect((await library.search('green')).map(({ photo }) => photo.path).sort()).toEqual([
      'green.png',
      'moved/scarlet.png',
    ]);
  });

  it('reports capture dates and their source, by each copy’s own name', async () => {
    const dated = new Blob([Uint8Array.from(png(pngText('Creation Time', '2019-07-04T12:34:56Z')))]).slice(
      33,
      -12,
    );
    const red = await disc('red');
    await album.write('IMG_20200102_030405.png', red);
    await album.write('red.png', red);
    await album.write('IMG-20210102-WA0001.png', await disc('green'));
    await album.write('IMG_20220102_030405.png', new Blob([red.slice(0, 33), dated, red.slice(33)]));
    await library.add(album.handle);
    const dates = (await library.photos()).map(({ path, taken, takenFrom, takenPrecision }) => ({
      path,
      taken,
      takenFrom,
      takenPrecision,
    }));
    expect(dates).toEqual([
      { path: 'red.png' },
      {
        path: 'IMG-20210102-WA0001.png',
        taken: new Date(2021, 0, 2, 12).getTime(),
        takenFrom: 'name',
        takenPrecision: 'day',
      },
      {
        path: 'IMG_20200102_030405.png',
        taken: new Date(2020, 0, 2, 3, 4, 5).getTime(),
        takenFrom: 'name',
      },
      { path: 'IMG_20220102_030405.png', taken: Date.UTC(2019, 6, 4, 12, 34, 56), takenFrom: 'png' },
    ]);
  });

  it('pairs a RAW file with a JPEG of the same moment, as long as both exist', async () => {
    const [shot, later] = ['2019:07:04 12:34:56', '2019:07:04 12:34:59'];
    await album.write('a/IMG_1.JPG', await takenAt(shot, 'red'));
    await album.write('a/IMG_1.RAF', await rawTakenAt(shot, 'red'));
    await album.write('a/IMG_2.JPG', await takenAt(later, 'green'));
    await album.write('a/IMG_2.RAF', await rawTakenAt(shot, 'green'));
    await album.write('b/IMG_1.RAF', await rawTakenAt(shot, 'blue'));
    const paths = async (): Promise<string[]> => (await library.photos()).map(({ path }) => path).sort();
    const rawsOf = async (path: string): Promise<string[] | undefined> => {
      const photo = (await library.photos()).find((each) => each.path === path);
      return photo?.raws?.map((raw) => raw.path);
    };
    const apart = ['a/IMG_2.JPG', 'a/IMG_2.RAF', 'b/IMG_1.RAF'];
    expect(await library.add(album.handle)).toMatchObject({ listed: 4, embedded: 4, failed: 0, paired: 1 });
    expect(await paths()).toEqual(['a/IMG_1.JPG', ...apart]);
    expect(await rawsOf('a/IMG_1.JPG')).toEqual(['a/IMG_1.RAF']);
    expect(await library.add(album.handle)).toMatchObject({ listed: 4, unchanged: 4, paired: 1 });

    // The RAW file alone is a photo.
    const folder = await album.handle.getDirectoryHandle('a');
    await folder.removeEntry('IMG_1.JPG');
    expect(await library.add(album.handle)).toMatchObject({ embedded: 1, removed: 1, paired: 0 });
    expect(await paths()).toEqual(['a/IMG_1.RAF', ...apart]);

    // The RAW file is no longer a photo when its JPEG is back.
    await album.write('a/IMG_1.JPG', await takenAt(shot, 'red'));
    expect(await library.add(album.handle)).toMatchObject({ embedded: 1, removed: 0, paired: 1 });
    expect(await paths()).toEqual(['a/IMG_1.JPG', ...apart]);
    expect(await library.status()).toMatchObject({ photos: 4, searchable: 4 });

    await folder.removeEntry('IMG_1.RAF');
    expect(await library.add(album.handle)).toMatchObject({ unchanged: 4, embedded: 0, removed: 0 });
    expect(await rawsOf('a/IMG_1.JPG')).toBeUndefined();
  });

  it('shows the RAW file if its JPEG cannot be read', async () => {
    const shot = '2019:07:04 12:34:56';
    await album.write('IMG_1.RAF', await rawTakenAt(shot, 'red'));
    await album.write('IMG_1.JPG', (await takenAt(shot, 'red')).slice(0, 300));
    const found = { listed: 2, failed: 1, paired: 0, removed: 0 };
    expect(await library.add(album.handle)).toMatchObject({ ...found, embedded: 1 });
    expect(await library.photos()).toMatchObject([{ path: 'IMG_1.RAF' }]);
    expect((await library.failures())[0]?.raws).toBeUndefined();
    expect(await library.add(album.handle)).toMatchObject({ ...found, failed: 0, unchanged: 2 });
    await album.write('IMG_1.JPG', await takenAt(shot, 'red'));
    expect(await library.add(album.handle)).toMatchObject({ listed: 1, embedded: 1, paired: 1 });
    expect(await library.photos()).toMatchObject([{ path: 'IMG_1.JPG', raws: [{ path: 'IMG_1.RAF' }] }]);
  });

  describe('pairs single files of the same moment', () => {
    const shot = '2019:07:04 12:34:56';
    const pair = [{ path: 'IMG_1.JPG', raws: [{ path: 'IMG_1.RAF' }] }];
    const raw = async (modified = 1e12): Promise<File> =>
      new File([await rawTakenAt(shot, 'red')], 'IMG_1.RAF', { lastModified: modified });
    const image = async (modified = 1e12): Promise<File> =>
      new File([await takenAt(shot, 'red')], 'IMG_1.JPG', { lastModified: modified });

    it('in any order, and however often', async () => {
      await library.add([await raw()]);
      expect(await library.photos()).toMatchObject([{ path: 'IMG_1.RAF' }]);
      const found = { listed: 1, failed: 0, removed: 0 };
      expect(await library.add([await image()])).toMatchObject({ ...found, embedded: 1, paired: 0 });
      expect(await library.photos()).toMatchObject(pair);
      const known = { ...found, unchanged: 1, embedded: 0 };
      expect(await library.add([await raw()])).toMatchObject({ ...known, paired: 1 });
      expect(await library.add([await image()])).toMatchObject({ ...known, paired: 0 });
      expect(await library.add([await raw(), await image()])).toMatchObject({ ...known, paired: 1 });
      expect(await library.photos()).toMatchObject(pair);
      expect(await library.status()).toEqual({ photos: 1, searchable: 1, failed: 0 });
    });

    it('when the RAW file comes later, beside others with the same name', async () => {
      await library.add([await image()]);
      const [before] = await library.photos();
      const known = { listed: 1, unchanged: 1, embedded: 0, removed: 0, paired: 1 };
      expect(await library.add([await raw()])).toMatchObject(known);
      expect(await library.photos()).toEqual([
        { ...before, raws: [expect.objectContaining({ path: 'IMG_1.RAF' })] },
      ]);
      const other = new File([await rawTakenAt('2020:01:01 00:00:00', 'blue')], 'IMG_1.RAF', {
        lastModified: 1,
      });
      expect(await library.add([other])).toMatchObject({ listed: 1, embedded: 1, paired: 0 });
      expect((await library.photos()).map(({ path }) => path)).toEqual(['IMG_1.RAF', 'IMG_1.JPG']);
      expect(await library.photos()).toMatchObject([{ path: 'IMG_1.RAF' }, ...pair]);
    });

    it('when a phone changes their times at each choice', async () => {
      await library.add([await raw(1e12), await image(1e12)]);
      const [before] = await library.photos();
      const chosen = { listed: 1, embedded: 0, removed: 0 };
      expect(await library.add([await image(2e12)])).toMatchObject({ ...chosen, reused: 1 });
      expect(await library.photos()).toMatchObject(pair);
      expect(await library.add([await raw(3e12)])).toMatchObject({ ...chosen, unchanged: 1, paired: 1 });
      expect(await library.add([await raw(4e12), await image(4e12)])).toMatchObject({ ...chosen, reused: 1 });
      expect(await library.photos()).toMatchObject([{ id: before?.id, raws: [{ modified: 4e12 }] }]);
    });

    it('unless the JPEG cannot be read', async () => {
      await library.add([await raw()]);
      const [before] = await library.photos();
      const broken = new File([(await image()).slice(0, 300)], 'IMG_1.JPG', { lastModified: 1e12 });
      expect(await library.add([broken])).toMatchObject({ listed: 1, failed: 1, removed: 0, paired: 0 });
      expect(await library.photos()).toEqual([before]);
      expect(await library.add([await raw()])).toMatchObject({ listed: 1, unchanged: 1, paired: 0 });
      expect(await library.add([await image()])).toMatchObject({ listed: 1, embedded: 1 });
      expect(await library.photos()).toMatchObject(pair);
    });
  });

  it('keeps one photo per path when another is moved onto it', async () => {
    await album.write('a.png', await disc('red'));
    await album.write('b.png', await disc('green'));
    await library.add(album.handle);
    await album.write('a.png', await disc('green'));
    await album.handle.removeEntry('b.png');
    expect(await library.add(album.handle)).toMatchObject({ listed: 1, embedded: 0, reused: 1 });
    expect((await library.photos()).map(({ path }) => path)).toEqual(['a.png']);
    expect(await library.search('red')).toHaveLength(1);
    expect(await library.add(album.handle)).toMatchObject({ unchanged: 1, reused: 0 });
  });

  it('indexes a truncated JPEG, and says so as long as it is truncated', async () => {
    const canvas = new OffscreenCanvas(64, 64);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.fillStyle = 'red';
    context.fillRect(0, 0, 64, 64);
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg' });
    await album.write('red.jpg', jpeg.slice(0, jpeg.size - 2));
    expect(await library.add(album.handle)).toMatchObject({ embedded: 1, failed: 0 });
    expect(await library.photos()).toMatchObject([{ path: 'red.jpg', width: 64, truncated: true }]);
    await album.write('copy.jpg', jpeg.slice(0, jpeg.size - 2));
    expect(await library.add(album.handle)).toMatchObject({ reused: 1 });
    expect((await library.photos()).map(({ truncated }) => truncated)).toEqual([true, true]);
    await album.write('red.jpg', jpeg);
    await library.add(album.handle);
    const whole = (await library.photos()).filter(({ path }) => path === 'red.jpg');
    expect(whole).toHaveLength(1);
    expect(whole[0]).not.toHaveProperty('truncated');
  });

  it('lists unreadable files with a reason, and retries them only when they change', async () => {
    await album.write('red.png', await disc('red'));
    await album.write('empty.jpg', new Blob([]));
    await album.write('text.jpg', new Blob(['no picture at all']));
    await album.write('half.png', (await disc('red')).slice(0, 200));
    await album.write('notes.txt', new Blob(['not listed']));
    expect(await library.add(album.handle)).toMatchObject({ listed: 4, embedded: 1, failed: 3 });
    const failures = await library.failures();
    expect(failures.map(({ path, failure }) => [path, failure?.code, failure?.message])).toEqual([
      ['empty.jpg', 'undecodable-image', 'The file is empty. Replace it.'],
      ['half.png', 'undecodable-image', 'The PNG image is damaged. Replace it with an undamaged copy.'],
      ['text.jpg', 'undecodable-image', 'The file is text, not an image. Replace it with the image itself.'],
    ]);
    expect(await library.add(album.handle)).toMatchObject({ unchanged: 4, failed: 0 });
    await album.write('half.png', await disc('green', 9));
    expect(await library.add(album.handle)).toMatchObject({ unchanged: 3, embedded: 1 });
    expect(await library.status()).toEqual({ photos: 4, searchable: 2, failed: 2 });
  });

  it('retries files that an older version could not decode', async () => {
    const [red, broken] = [await disc('red'), new Blob(['no picture at all'])];
    const { model, space } = await clip.info();
    const name = `older-${Date.now()}`;
    const store = await LibraryStore.open({ name, space, dtype: 'fp32', dimension: model.dimension });
    const files = [given('red.png', red), given('broken.png', broken)];
    await store.commit({
      folder: { id: 1, kind: 'files', name: '2019' },
      photos: files.map(({ path, content }, i) => ({
        ...emptyRecord(i + 2, 1, path),
        ...{ size: content.size, modified: 1, failure: { code: 'undecodable-image', message: '' } },
      })),
    });
    store.close();
    const newer = await openLibrary({ clip, name });
    expect(await newer.add(chosen('2019', files))).toMatchObject({ embedded: 1, failed: 1, unchanged: 0 });
    expect(await newer.add(chosen('2019', files))).toMatchObject({ embedded: 0, failed: 0, unchanged: 2 });
    await newer.close();
  });

  it('adds metadata to the photos of an older version, without embedding them again', async () => {
    await album.write('red.jpg', await takenAt('2019:07:04 12:34:56', 'red'));
    await album.write('changed.jpg', await takenAt('2019:07:04 12:34:56', 'blue'));
    await library.add(album.handle);
    const [red] = (await library.photos()).filter(({ path }) => path === 'red.jpg');
    expect(red).toMatchObject({ camera: 'Canon EOS 40D', exposure: { iso: 400 }, format: 'jpeg' });

    const { model, space } = await clip.info();
    const name = `older-${Date.now()}`;
    const older = await LibraryStore.open({ name, space, dtype: 'fp32', dimension: model.dimension });
    const { camera: _, exposure: __, format: ___, taken: ____, takenFrom: _____, ...left } = red as Photo;
    const photo = { ...left, hash: '', version: 1 };
    const changed = { ...photo, id: photo.id + 1, path: 'changed.jpg', size: 1 };
    const gone = { ...photo, id: photo.id + 2, path: 'gone.jpg' };
    const folder = (await library.folders()).find(({ id }) => id === photo.folder) as Folder;
    await older.commit({ folder, photos: [photo, changed, gone] });
    older.close();

    const embedded = await embeddedBy(clip);
    const onChange = vi.fn();
    const newer = await openLibrary({ clip, name, onChange });
    await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(1), PATIENTLY);
    const photos = new Map((await newer.photos()).map((photo) => [photo.path, photo]));
    expect(photos.get('red.jpg')).toEqual(red);
    expect([photos.get('changed.jpg'), photos.get('gone.jpg')].map((photo) => photo?.format)).toEqual([
      undefined,
      undefined,
    ]);
    expect(await embeddedBy(clip)).toBe(embedded);
    await newer.close();
  });

  it('names places', async () => {
    const matterhorn = { latitude: 46.0207, longitude: 7.7491 };
    expect(await library.placeAt(matterhorn, 'fr')).toEqual({
      ...{ city: 'Zermatt', region: 'Valais', country: 'Suisse', countryCode: 'CH' },
    });
    expect((await library.findPlaces('zermatt, schweiz'))[0]).toMatchObject({
      name: 'Zermatt',
      kind: 'city',
    });
    await expect(library.placeAt({ latitude: 91, longitude: 0 })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });

  it('keeps the photos of a missing folder', async () => {
    await album.write('red.png', await disc('red'));
    await library.add(album.handle);
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(album.handle.name, { recursive: true });
    await expect(library.add(album.handle)).rejects.toMatchObject({ code: 'unreadable-file' });
    expect(await library.search('red')).toHaveLength(1);
  });

  it('lists files that vanish or change before they are read, and retries them', async () => {
    await album.write('gone.png', await disc('red'));
    await album.write('changed.png', await disc('green'));
    const fileOf = async (name: string) => (await album.handle.getFileHandle(name)).getFile();
    const files = [await fileOf('gone.png'), await fileOf('changed.png')];
    await album.handle.removeEntry('gone.png');
    await album.write('changed.png', await disc('blue', 7));
    expect(await library.add(files)).toMatchObject({ listed: 2, embedded: 0, failed: 2 });
    for (const { failure } of await library.failures()) {
      expect(failure?.code).toBe('unreadable-file');
      expect(failure?.message).toContain('was moved or changed, or this page lost access to it');
    }
    expect(await library.add(files)).toMatchObject({ unchanged: 0, failed: 2 });
  });

  it('keeps another model’s embedding of a photo that cannot be read just now', async () => {
    const name = `kept-${Date.now()}`;
    await album.write('red.png', await disc('red'));
    const file = await (await album.handle.getFileHandle('red.png')).getFile();
    const first = await openLibrary({ clip, name });
    await first.add([file]);
    const hits = await first.search('red');
    await first.close();

    await album.handle.removeEntry('red.png');
    const other = await createClip({ device: 'wasm', model: { ...pocket(), id: 'other' } });
    const foreign = await openLibrary({ clip: other, name });
    expect(await foreign.add([file])).toMatchObject({ failed: 1 });
    expect(await foreign.photos()).toHaveLength(1);
    await foreign.close();
    other.dispose();

    const back = await openLibrary({ clip, name });
    expect(await back.search('red')).toEqual(hits);
    await back.close();
  });

  it('recognises renamed files', async () => {
    const names = [
      '<img src=x onerror=alert(1)>.jpg',
      '\u202egpj.exe.jpg',
      'two\nlines\0.jpg',
      '\u{1f469}\u{200d}\u{1f52c}.jpg',
      'half a pair \ud83d.jpg',
      '__proto__.jpg',
      `${'x'.repeat(4000)}.jpg`,
      `${'x'.repeat(4000)}y.jpg`,
    ];
    const picture = await disc('red');
    const files = names.flatMap((path, i) => [
      { path, file: new File([picture, `${i}`], 'a.png', { lastModified: i }) },
      { path: `no picture/${path}`, file: new File(['x'], 'b.png', { lastModified: i }) },
    ]);
    expect(await library.add(files)).toMatchObject({ listed: 16, embedded: 8, failed: 8 });
    expect(await library.add(files)).toMatchObject({ listed: 16, unchanged: 16 });
    expect((await library.photos()).map(({ path }) => path).sort()).toEqual([...names].sort());
    expect(await library.failures()).toHaveLength(8);
    for (const { id, modified } of await library.photos())
      expect((await library.file(id))?.lastModified).toBe(modified);
  });

  it('leaves out other files and system folders, remembers that, and indexes system folders on request', async () => {
    await album.write('red.png', await disc('red'));
    await album.write('no ending', await disc('green'));
    await album.write('film.avi', new Blob(['film']));
    await album.write('layers.psd', new Blob(['layers']));
    await album.write('@eaDir/red.png/SYNOPHOTO_THUMB_XL.png', await disc('blue'));
    await album.write('node_modules/pkg/logo.png', await disc('black'));
    const leftOut = { files: { video: 1, psd: 1 }, systemFolders: 2 };
    expect(await library.add(album.handle)).toMatchObject({ listed: 2, embedded: 2, leftOut });
    expect((await library.folders())[0]).toMatchObject({ leftOut });
    expect(await library.add(album.handle, { systemFolders: true })).toMatchObject({
      embedded: 2,
      leftOut: { ...leftOut, systemFolders: 0 },
    });
    // The folder remembers it.
    expect(await library.add(album.handle)).toMatchObject({ unchanged: 4, removed: 0 });
    expect(await library.add(album.handle, { systemFolders: false })).toMatchObject({ removed: 2, leftOut });
    expect(await library.add(album.handle)).toMatchObject({ unchanged: 2, leftOut });
  });

  it('remembers for chosen files, too, that system folders are indexed', async () => {
    const files = [given('red.png', await disc('red')), given('@eaDir/blue.png', await disc('blue'))];
    expect(await library.add(chosen('2019', files))).toMatchObject({ embedded: 1 });
    expect(await library.add(chosen('2019', files), { systemFolders: true })).toMatchObject({ embedded: 1 });
    expect(await library.add(chosen('2019', files))).toMatchObject({ unchanged: 2 });
    expect(await library.add(chosen('2019', files), { systemFolders: false })).toMatchObject({ removed: 1 });
    expect(await library.folders()).toHaveLength(1);
  });

  describe('given the files of a folder with a known name', () => {
    let name: string;
    /** A separate visit, without the files of earlier ones. */
    const visit = async (files: readonly Given[], options: AddOptions = {}) => {
      const visited = await openLibrary({ clip, name });
      const summary = await visited.add(chosen('2019', files), options);
      const photos = await visited.photos();
      const folders = await visited.folders();
      await visited.close();
      return { summary, photos, folders, paths: photos.map(({ path }) => path).sort() };
    };
    let a: Given;
    let b: Given;
    let c: Given;

    beforeEach(async () => {
      name = `names-${count}-${Date.now()}`;
      a = given('a.png', await disc('red'));
      b = given('b.png', await disc('green'));
      c = given('c.png', await disc('blue'));
      await visit([a, b]);
    });

    it('recognises it if it contains all of the photos', async () => {
      const { summary, folders, paths } = await visit([a, b, c]);
      expect(summary).toMatchObject({ unchanged: 2, embedded: 1, removed: 0, lookalikes: [] });
      expect(folders).toHaveLength(1);
      expect(paths).toEqual(['a.png', 'b.png', 'c.png']);
    });

    it('recognises it if all photos are there with another path or time', async () => {
      const ids = (await visit([a, b])).photos.map(({ id }) => id).sort();
      const { summary, photos, folders } = await visit([
        given('sub/A.png', a.content),
        given('b.png', b.content, 2),
      ]);
      expect(summary).toMatchObject({ reused: 2, embedded: 0, removed: 0 });
      expect(folders).toHaveLength(1);
      expect(photos.map(({ id }) => id).sort()).toEqual(ids);
    });

    it('adds it separately if some photos are missing, and says so; nothing is lost or embedded again', async () => {
      const { summary, folders, paths } = await visit([a]);
      expect(summary).toMatchObject({ embedded: 0, reused: 1, removed: 0 });
      expect(folders).toHaveLength(2);
      expect(paths).toEqual(['a.png', 'a.png', 'b.png']);
      const [known, added] = folders.map(({ id }) => id);
      expect(summary.lookalikes).toEqual([{ folder: added, known, missing: 1 }]);
      expect(summary.folders).toEqual([added]);
      // Each folder is recognised.
      for (const files of [[a], [a, b]]) {
        expect((await visit(files)).summary).toMatchObject({ unchanged: files.length, lookalikes: [] });
      }
    });

    it('adds it separately if another photo is in the place of a known one', async () => {
      const edited = given('a.png', await disc('black'), 2);
      const { summary, paths } = await visit([edited, b]);
      expect(summary).toMatchObject({ embedded: 1, removed: 0, lookalikes: [{ missing: 1 }] });
      expect(paths).toEqual(['a.png', 'a.png', 'b.png', 'b.png']);
    });

    it('adds it separately if none of the photos is there', async () => {
      const others = [c, given('a.png', await disc('black'), 2)];
      for (const options of [{}, { folder: (await visit([a, b])).folders[0]?.id as number }]) {
        const { folders, paths } = await visit(others, options);
        expect(folders).toHaveLength(2);
        expect(paths).toEqual(['a.png', 'a.png', 'b.png', 'c.png']);
      }
    });

    it('recognises it if the caller says so, and removes missing photos', async () => {
      const [known] = (await visit([a, b])).folders;
      const { summary, folders, paths } = await visit([a, c], { folder: known?.id as number });
      expect(summary).toMatchObject({ unchanged: 1, embedded: 1, removed: 1, lookalikes: [] });
      expect(folders).toHaveLength(1);
      expect(paths).toEqual(['a.png', 'c.png']);
    });

    it('reuses a folder without photos before one that has some', async () => {
      const [known] = (await visit([given('film.avi', new Blob(['film']))])).folders;
      const other = await visit([a]);
      expect(other.summary).toMatchObject({ removed: 0, lookalikes: [{ known: known?.id, missing: 1 }] });
      expect(other.folders).toHaveLength(2);
      await visit([given('film.avi', new Blob(['film']))]);
      const { summary, folders } = await visit([b, c], { folder: known?.id as number });
      expect(summary).toMatchObject({ unchanged: 1, embedded: 1, removed: 1, lookalikes: [] });
      expect(summary.folders).toEqual([known?.id]);
      expect(folders).toHaveLength(3);
    });

    it('removes photos deleted in this visit, but none of a folder that still exists', async () => {
      const folder = new Album(await album.handle.getDirectoryHandle('2019', { create: true }));
      for (const { path, content } of [a, b, c]) await folder.write(path, content);
      const files = async (): Promise<FileList> => {
        const all: Given[] = [];
        for await (const handle of folder.handle.values()) {
          const file = await (handle as FileSystemFileHandle).getFile();
          all.push({ path: file.name, content: file, file });
        }
        return chosen('2019', all);
      };
      expect(await library.add(await files())).toMatchObject({ embedded: 3 });
      const other = await library.add(chosen('2019', [a]));
      expect(other).toMatchObject({ removed: 0, lookalikes: [{ missing: 2 }] });
      await library.removeFolder(other.folders[0] as number);

      await folder.handle.removeEntry('b.png');
      expect(await library.add(await files())).toMatchObject({ unchanged: 2, removed: 1, lookalikes: [] });
      await folder.write('a.png', await disc('black'));
      expect(await library.add(await files())).toMatchObject({ unchanged: 1, embedded: 1, lookalikes: [] });
      expect((await library.photos()).map(({ path }) => path).sort()).toEqual(['a.png', 'c.png']);
      expect(await library.folders()).toHaveLength(1);
    });
  });

  it('removes no photo when a chosen handle contains only some photos of a folder added as files', async () => {
    await album.write('a.png', await disc('red'));
    const files = [given('a.png', await disc('red')), given('b.png', await disc('green'))];
    await library.add(chosen(album.handle.name, files));
    expect(await library.add(album.handle)).toMatchObject({
      reused: 1,
      removed: 0,
      lookalikes: [{ missing: 1 }],
    });
    expect(await library.photos()).toHaveLength(3);
    await album.write('b.png', await disc('green'));
    // Its name and files now match the other folder, but the handle decides.
    expect(await library.add(album.handle)).toMatchObject({ unchanged: 1, reused: 1, removed: 0 });
    expect(await library.folders()).toHaveLength(2);
  });

  it('recognises by its handle a folder added as files, with its system folders', async () => {
    await album.write('red.png', await disc('red'));
    await album.write('@eaDir/blue.png', await disc('blue'));
    const files = [given('red.png', await disc('red')), given('@eaDir/blue.png', await disc('blue'))];
    await library.add(chosen(album.handle.name, files), { systemFolders: true });
    expect(await library.add(album.handle)).toMatchObject({
      listed: 2,
      reused: 2,
      removed: 0,
      lookalikes: [],
    });
    expect(await library.folders()).toMatchObject([{ kind: 'handle', systemFolders: true }]);
  });

  it('recognises a photo whose path has another Unicode form or case', async () => {
    const path = 'Zürich/été.png'.normalize('NFC');
    const content = await disc('red');
    await library.add(chosen('album', [given(path, content)]));
    const [photo] = await library.photos();
    const decomposed = given(path.normalize('NFD'), content);
    expect(await library.add(chosen('album', [decomposed]))).toMatchObject({ unchanged: 1, removed: 0 });
    // In the file system's spelling, so that the file can be opened.
    expect(await library.photos()).toEqual([{ ...photo, path: path.normalize('NFD') }]);
    expect(await library.file(photo?.id as number)).toBeInstanceOf(File);

    const capitals = given(path.toUpperCase(), content);
    expect(await library.add(chosen('album', [capitals]))).toMatchObject({ reused: 1, removed: 0 });
    expect(await library.photos()).toEqual([{ ...photo, path: path.toUpperCase() }]);
    const both = [capitals, given(path, await disc('green'))];
    expect(await library.add(chosen('album', both))).toMatchObject({ unchanged: 1, embedded: 1 });
    expect(await library.photos()).toHaveLength(2);
  });

  it('stores a file that changes while being read with matching size, hash and embedding', async () => {
    const total = 60;
    for (let i = 0; i < total; i++) await album.write(`${i}.png`, await disc('red', i));
    // The newest are indexed first.
    const changed = new Blob([await disc('blue'), 'longer']);
    let rewriting: Promise<void> | undefined;
    const summary = await library.add(album.handle, {
      onProgress({ phase }) {
        if (phase === 'indexing') rewriting ??= album.write('0.png', changed);
      },
    });
    await rewriting;
    expect(summary).toMatchObject({ listed: total, embedded: total, failed: 0 });
    const now = await (await album.handle.getFileHandle('0.png')).getFile();
    await library.add(album.handle);
    const photo = (await library.photos()).find(({ path }) => path === '0.png');
    expect(photo).toMatchObject({ size: now.size, modified: now.lastModified });
    expect((await library.search(await disc('blue')))[0]?.photo.path).toBe('0.png');
  });

  it('embeds a file of the same size with a new time only if its content has changed', async () => {
    const [red, blue] = [await disc('red'), await disc('blue')];
    const size = Math.max(red.size, blue.size);
    const padded = (blob: Blob): Blob => new Blob([blob, new Uint8Array(size - blob.size)]);
    const add = async (content: Blob) => {
      await album.write('1.png', padded(content));
      return library.add(album.handle);
    };
    const timesBefore: number[] = [];
    for (const [content, counts] of [
      [red, { embedded: 1, reused: 0 }],
      [red, { embedded: 0, reused: 1 }],
      [blue, { embedded: 1, reused: 0 }],
    ] as const) {
      expect(await add(content)).toMatchObject(counts);
      const [photo] = await library.photos();
      expect(photo?.size).toBe(size);
      expect(timesBefore).not.toContain(photo?.modified);
      timesBefore.push(photo?.modified ?? 0);
    }
    expect((await library.search(blue))[0]?.score).toBeGreaterThan(0.999);
  });

  it('lists too large an image, and continues', async () => {
    await album.write('red.png', await disc('red'));
    const claim = new DataView(await (await disc('red')).arrayBuffer());
    // The size in a PNG's header.
    claim.setUint32(16, 60_000);
    claim.setUint32(20, 60_000);
    await album.write('huge.png', new Blob([claim.buffer as ArrayBuffer]));
    expect(await library.add(album.handle)).toMatchObject({ listed: 2, embedded: 1, failed: 1 });
    expect(await library.failures()).toMatchObject([
      {
        path: 'huge.png',
        failure: {
          code: 'too-large-image',
          message: 'The image has 60000 x 60000 pixels, but the limit is 268 million. Scale it down.',
        },
      },
    ]);
    expect(await library.add(album.handle)).toMatchObject({ unchanged: 2, failed: 0 });
  });

  it('stops within a batch when cancelled, keeps committed photos, and finishes later', async () => {
    const total = 40;
    for (let i = 0; i < total; i++) await album.write(`${i}.png`, await disc('red', i));
    const controller = new AbortController();
    let doneAtAbort = 0;
    const onProgress = ({ phase, done }: AddProgress) => {
      if (phase !== 'indexing' || done === 0 || controller.signal.aborted) return;
      doneAtAbort = done;
      controller.abort();
    };
    const { signal } = controller;
    const error = await library.add(album.handle, { signal, onProgress }).catch((error: unknown) => error);
    expect(error).toBe(signal.reason);
    const { searchable } = await library.status();
    const { batchSize } = await clip.info();
    expect(searchable).toBeGreaterThanOrEqual(doneAtAbort);
    expect(searchable).toBeLessThanOrEqual(doneAtAbort + batchSize);
    const rest = await library.add(album.handle);
    expect(rest).toMatchObject({ listed: total, unchanged: searchable, embedded: total - searchable });
    expect((await library.status()).searchable).toBe(total);
  });

  it('can be continued after a cancellation before anything is listed', async () => {
    await album.write('red.png', await disc('red'));
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const adding = library.add(album.handle, { signal: controller.signal, onProgress });
    await expect(adding).rejects.toMatchObject({ name: 'AbortError' });
    expect(await library.folders()).toMatchObject([{ unfinished: true }]);
    await library.add(album.handle);
    expect((await library.folders())[0]).not.toHaveProperty('unfinished');
  });

  it('does not wait for endless files once cancelled', async () => {
    const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };
    const controller = new AbortController();
    const adding = library.add(never, { signal: controller.signal });
    setTimeout(() => controller.abort('enough'));
    await expect(adding).rejects.toBe('enough');
    const { signal } = controller;
    const file = new File([await disc('red')], 'red.png');
    await expect(library.add([file], { signal })).rejects.toBe('enough');
    await expect(library.search({ photo: 1 }, { signal })).rejects.toBe('enough');
  });

  it('answers a query while indexing', async () => {
    for (let i = 0; i < 60; i++) await album.write(`${i}.png`, await disc('red', i));
    let indexing = true;
    let batchesAfterQuery = 0;
    let asked: Promise<unknown> | undefined;
    let answered = false;
    const adding = library.add(album.handle, {
      onProgress({ phase, done }) {
        if (phase !== 'indexing' || done === 0) return;
        asked ??= library.search('red').then((hits) => {
          answered = true;
          expect(indexing).toBe(true);
          expect(hits.length).toBeGreaterThan(0);
        });
        if (!answered) batchesAfterQuery++;
      },
    });
    await adding.then(() => {
      indexing = false;
    });
    await asked;
    expect(answered).toBe(true);
    expect(batchesAfterQuery).toBeLessThan(5);
  });

  it('remembers everything when reopened, and never mixes models', async () => {
    const name = `again-${Date.now()}`;
    const first = await openLibrary({ clip, name });
    await album.write('red.png', await disc('red'));
    await album.write('broken.jpg', new Blob(['x']));
    await first.add(album.handle);
    const hits = await first.search('red');
    await first.close();

    const again = await openLibrary({ clip, name });
    expect(await again.search('red')).toEqual(hits);
    expect(await again.failures()).toHaveLength(1);
    const [folder] = await again.folders();
    expect(await folder?.handle?.isSameEntry(album.handle)).toBe(true);
    await again.close();

    const other = await createClip({ device: 'wasm', model: { ...pocket(), id: 'other' } });
    const foreign = await openLibrary({ clip: other, name });
    expect(await foreign.status()).toEqual({ photos: 2, searchable: 0, failed: 1 });
    expect(await foreign.search('red')).toEqual([]);
    expect(await foreign.add(album.handle)).toMatchObject({ embedded: 1, unchanged: 1 });
    expect(await foreign.search('red')).toHaveLength(1);
    await foreign.close();
    other.dispose();

    // The embeddings of the first model are still there because the content has not changed.
    const back = await openLibrary({ clip, name });
    expect((await back.search('red')).map(({ score }) => score)).toEqual(hits.map(({ score }) => score));
    await back.close();
  });

  it('indexes the same with and without a GPU', async () => {
    await album.write('red.png', await disc('red'));
    await album.write('green.png', await disc('green'));
    const broken = new Blob(['no picture']);
    await album.write('broken.png', broken);
    await library.add(album.handle);
    const gpu = await createClip({ device: 'webgpu', dtype: 'q8' });
    const other = await openLibrary({ clip: gpu, name: `gpu-${count}-${Date.now()}` });
    expect(await other.add(album.handle)).toMatchObject({ embedded: 2, failed: 1 });
    expect((await gpu.info()).backend).toBe('webgpu');
    const query = await disc('red', 7);
    const onGpu = await other.search(query);
    const onCpu = await library.search(query);
    expect(onGpu.map(({ photo }) => photo.path)).toEqual(['red.png', 'green.png']);
    for (const [i, { score }] of onGpu.entries()) expect(score).toBeCloseTo(onCpu[i]?.score as number, 3);
    await other.close();
    gpu.dispose();
  });

  it('adds single files, and removes none', async () => {
    async function* files(names: string[]) {
      for (const [i, name] of names.entries()) yield new File([await disc('red', i)], name);
    }
    expect(await library.add(files(['a.png', 'b.png']))).toMatchObject({ embedded: 2 });
    expect(await library.add(files(['c.png']))).toMatchObject({ removed: 0 });
    expect((await library.status()).photos).toBe(3);
    const [photo] = await library.photos();
    expect(await library.file(photo?.id as number)).toBeInstanceOf(File);
    const [folder] = await library.folders();
    await library.removeFolder(folder?.id as number);
    expect(await library.status()).toEqual({ photos: 0, searchable: 0, failed: 0 });
  });

  it('distinguishes single files with the same name, and recognises known folders among others', async () => {
    async function* both() {
      yield new File([await disc('red')], 'IMG_1.png', { lastModified: 1000 });
      yield new File([await disc('blue')], 'IMG_1.png', { lastModified: 2000 });
    }
    expect(await library.add(both())).toMatchObject({ embedded: 2 });
    expect(await library.add(both())).toMatchObject({ unchanged: 2, embedded: 0, reused: 0 });
    const photos = await library.photos();
    expect(photos).toHaveLength(2);
    for (const { id, modified } of photos) expect((await library.file(id))?.lastModified).toBe(modified);
  });

  it('recognises single files whose time a phone changes at each choice', async () => {
    const red = await disc('red');
    const blue = await disc('blue');
    const chosen = (lastModified: number): File[] => [
      new File([red], 'image.png', { lastModified }),
      new File([blue], 'image.png', { lastModified }),
      new File(['no image'], 'broken.png', { lastModified }),
    ];
    expect(await library.add(chosen(1000))).toMatchObject({ embedded: 2, failed: 1 });
    const before = await library.photos();
    const runs = await embeddedBy(clip);
    expect(await library.add(chosen(2000))).toMatchObject({ embedded: 0, reused: 2, failed: 1 });
    expect(await embeddedBy(clip)).toBe(runs);
    expect(await library.status()).toEqual({ photos: 3, searchable: 2, failed: 1 });
    const photos = await library.photos();
    expect(photos.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
    // Opens the file that was chosen last.
    for (const { id } of photos) expect((await library.file(id))?.lastModified).toBe(2000);
    expect(await library.add(chosen(2000))).toMatchObject({ unchanged: 3, reused: 0 });
    const edited = new File([await disc('green')], 'image.png', { lastModified: 3000 });
    const copied = new File([red], 'copy.png', { lastModified: 3000 });
    expect(await library.add([edited, copied])).toMatchObject({ embedded: 1, reused: 1 });
    expect((await library.status()).photos).toBe(5);
  });

  it('recognises a single file that another model has indexed', async () => {
    const chosen = async (lastModified: number): Promise<File[]> => [
      new File([await disc('red')], 'image.png', { lastModified }),
    ];
    const name = `again-${Date.now()}`;
    const first = await openLibrary({ clip, name });
    await first.add(await chosen(1000));
    await first.close();
    const other = await createClip({ device: 'wasm', model: { ...pocket(), id: 'other' } });
    const second = await openLibrary({ clip: other, name });
    expect(await second.add(await chosen(2000))).toMatchObject({ embedded: 1 });
    await second.close();
    other.dispose();
    const third = await openLibrary({ clip, name });
    expect(await third.status()).toEqual({ photos: 1, searchable: 1, failed: 0 });
    await third.close();
  });

  it('remembers small commits as well as merged ones', async () => {
    const name = `small-${Date.now()}`;
    const first = await openLibrary({ clip, name });
    for (let i = 0; i < 40; i++) {
      await album.write(`${i}.png`, await disc('red', i));
      await first.add(album.handle);
    }
    const hits = await first.search('red', { limit: 100 });
    expect(hits).toHaveLength(40);
    await first.close();
    const again = await openLibrary({ clip, name });
    expect(await again.search('red', { limit: 100 })).toEqual(hits);
    const [folder] = await again.folders();
    await again.removeFolder(folder?.id as number);
    await again.close();
    const empty = await openLibrary({ clip, name });
    expect(await empty.search('red')).toEqual([]);
    await empty.close();
  });

  it('agrees with another tab that adds photos, also after segments were merged', async () => {
    const name = `tabs-${Date.now()}`;
    const [one, two] = [await openLibrary({ clip, name }), await openLibrary({ clip, name })];
    for (let i = 0; i < 40; i++) {
      await album.write(`${i}.png`, await disc('red', i));
      await (i % 2 === 0 ? one : two).add(album.handle);
    }
    await one.add(album.handle);
    const hits = await one.search('red', { limit: 100 });
    expect(hits).toHaveLength(40);
    expect(await two.search('red', { limit: 100 })).toEqual(hits);
    await Promise.all([one.close(), two.close()]);
    const again = await openLibrary({ clip, name });
    expect(await again.search('red', { limit: 100 })).toEqual(hits);
    await again.close();
  });

  it('ends its work when closed, and rejects later calls', async () => {
    for (let i = 0; i < 40; i++) await album.write(`${i}.png`, await disc('red', i));
    const adding = library.add(album.handle).catch((error: { code: string }) => error.code);
    await library.close();
    expect(await adding).toBe('disposed');
    await expect(library.search('red')).rejects.toMatchObject({ code: 'disposed' });
    await expect(library.add(album.handle)).rejects.toMatchObject({ code: 'disposed' });
    await expect(library.status()).rejects.toMatchObject({ code: 'disposed' });
    await library.close();
  });

  it('ends between two steps of a copy or a removal when closed', async () => {
    const { model, space } = await clip.info();
    const name = `removal-${Date.now()}`;
    const store = await LibraryStore.open({ name, space, dtype: 'fp32', dimension: model.dimension });
    const photos = Array.from({ length: 20_000 }, (_, i) => emptyRecord(i + 2, 1, `${i}.png`));
    await store.commit({ folder: { id: 1, kind: 'files', name: 'album' }, photos });
    store.close();
    const saved = await openLibrary({ clip, name });
    let done = 0;
    const saving = saved
      .export({
        onProgress: (progress) => {
          done = progress.done;
        },
      })
      .catch((error: { code: string }) => error.code);
    await vi.waitUntil(() => done > 0, PATIENTLY);
    await saved.close();
    expect(await saving).toBe('disposed');

    const closed = await openLibrary({ clip, name });
    const removing = closed.removeFolder(1).catch((error: { code: string }) => error.code);
    await vi.waitUntil(async () => (await closed.status()).photos < photos.length, PATIENTLY);
    await closed.close();
    expect(await removing).toBe('disposed');
    const again = await openLibrary({ clip, name });
    await again.removeFolder(1);
    expect(await again.folders()).toEqual([]);
    await again.close();
  });

  it('ends at once when closed while images are decoded, and lets other tabs add', async () => {
    const name = `closed-${Date.now()}`;
    const closed = await openLibrary({ clip, name });
    const canvas = new OffscreenCanvas(6000, 5000);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    const large: File[] = [];
    for (const colour of ['red', 'green', 'blue']) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 3000, 3000);
      large.push(new File([await canvas.convertToBlob({ type: 'image/png' })], `${colour}.png`));
    }
    const adding = closed.add(large).catch((error: { code: string }) => error.code);
    await vi.waitUntil(async () => (await closed.folders()).length > 0, PATIENTLY);
    await closed.close();
    expect(await adding).toBe('disposed');
    const again = await openLibrary({ clip, name });
    expect(await again.add([new File([await disc('red')], 'red.png')])).toMatchObject({ embedded: 1 });
    await again.close();
  });

  it('continues counting from one batch to the next', async () => {
    await album.write('red.png', await disc('red'));
    const progress: AddProgress[] = [];
    const { items } = new DataTransfer();
    for (let i = 0; i < 3; i++) items.add(new File([await disc('blue', i)], `${i}.png`));
    await library.add(items, { onProgress: (each) => progress.push(each) });
    expect(progress.at(-1)).toMatchObject({ phase: 'indexing', done: 3, total: 3 });
  });

  it('accepts dropped items', async () => {
    const { items } = new DataTransfer();
    items.add(new File([await disc('red')], 'red.png'));
    items.add(new File([await disc('blue')], 'blue.png'));
    items.add('no file', 'text/plain');
    expect(await library.add(items)).toMatchObject({ listed: 2, embedded: 2 });
    expect(await library.add([new File([await disc('green')], 'green.png')])).toMatchObject({ embedded: 1 });
  });

  it('rejects other sources', async () => {
    await expect(library.add(7 as never)).rejects.toMatchObject({ code: 'invalid-argument' });
    const blob = await disc('red');
    for (const item of [blob, undefined, { path: 'red.png', file: blob }])
      await expect(library.add([item as never])).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(library.search({ photo: 12345 })).rejects.toMatchObject({ code: 'invalid-argument' });
    for (const [call, message] of [
      [
        () => library.search('red', { limit: 0 }),
        'The option “limit” of search() must be a number of at least 1, but is 0.',
      ],
      [
        () => library.search('red', { limt: 1 } as never),
        'search() has no option “limt”. Did you mean “limit”?',
      ],
      [() => library.search(42 as never), /^Image 0 is 42\. Pass a Blob/],
      [() => library.search(null as never), /^Image 0 is null\. Pass a Blob/],
      [
        () => library.search({ photo: '1' } as never),
        'search({ photo }) needs the id of a photo, but got “1”.',
      ],
      [
        () => library.search(new Float32Array(3)),
        'The embedding has 3 values, but those of the library’s model have 256. Embed the query with the same model.',
      ],
      [
        async () => library.search(await clip.embedTexts(['red', 'blue'])),
        'search() takes one embedding, but got 2. Pick one with row(embeddings, index).',
      ],
      [
        () => library.search([0.1, 0.2] as never),
        'search() takes an embedding as a Float32Array, but got an array. Use Float32Array.from().',
      ],
      [() => library.add(null as never), /^This is not a source of photos\. Pass a directory handle/],
      [
        () => library.add([], { systemfolders: true } as never),
        'add() has no option “systemfolders”. Did you mean “systemFolders”?',
      ],
      [
        () => library.export({ settings: { a: 1 } } as never),
        'The option “settings” of export() must be an object of strings, but is a plain object.',
      ],
      [
        () => library.import('library.zip' as never),
        'import() needs the File or Blob of a saved library, but got “library.zip”.',
      ],
    ] as const) {
      const said = typeof message === 'string' ? message : expect.stringMatching(message);
      await expect(call()).rejects.toMatchObject({ code: 'invalid-argument', message: said });
    }
  });
});
