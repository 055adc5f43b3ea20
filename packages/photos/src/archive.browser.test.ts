import { type Clip, createClip } from '@web-clip/clip';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ArchivedSegment } from './archive/format.ts';
import {
  BlobReader,
  BlobWriter,
  TextReader,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from './archive/zip.ts';
import { type Library, openLibrary } from './index.ts';
import type { PhotoRecord } from './store/records.ts';
import { segmentOf } from './store/segments.ts';

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

async function write(folder: FileSystemDirectoryHandle, colour: string): Promise<void> {
  const stream = await (await folder.getFileHandle(`${colour}.png`, { create: true })).createWritable();
  await stream.write(await square(colour));
  await stream.close();
}

/** A folder's files as a FileList, as if they were chosen through a folder input. */
async function chosen(folder: FileSystemDirectoryHandle): Promise<FileList> {
  const transfer = new DataTransfer();
  for await (const handle of folder.values()) {
    const file = await (handle as FileSystemFileHandle).getFile();
    Object.defineProperty(file, 'webkitRelativePath', { value: `${folder.name}/${file.name}` });
    transfer.items.add(file);
  }
  return transfer.files;
}

/** The contents of a saved library. */
interface Parts {
  description: {
    folders: { id: number }[];
    photos: PhotoRecord[];
    segments: ArchivedSegment[];
  };
  /** All entries except the description. */
  entries: Map<string, Uint8Array>;
}

async function partsOf(saved: Blob): Promise<Parts> {
  const zip = new ZipReader(new BlobReader(saved));
  const entries = new Map<string, Uint8Array>();
  for (const entry of await zip.getEntries()) {
    if (!entry.directory) entries.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  const description = JSON.parse(new TextDecoder().decode(entries.get('library.json')));
  entries.delete('library.json');
  return { description, entries };
}

const found = async (library: Library): Promise<[string, number][]> =>
  (await library.search('a red square')).map(({ photo, score }) => [photo.path, score]);

describe('a saved library', () => {
  let clip: Clip;
  let library: Library;
  let saved: Blob;
  let count = 0;
  const openOther = (): Promise<Library> => openLibrary({ clip, name: `other-${count++}-${Date.now()}` });

  beforeAll(async () => {
    clip = await createClip({ device: 'wasm' });
  });
  afterAll(() => clip.dispose());
  beforeEach(async () => {
    library = await openOther();
    await library.add(await Promise.all(COLOURS.map(square)));
    await library.add([new File(['no picture'], 'broken.jpg', { lastModified: 1e12 })]);
    saved = await library.export({ settings: { model: 'pocket' } });
  });

  it('is the same after loading, and embeds nothing again', async () => {
    const other = await openOther();
    const runs = (await clip.info()).timings['encode-image']?.count;
    const progress: number[] = [];
    const summary = await other.import(saved, { onProgress: ({ done }) => progress.push(done) });
    expect(summary).toEqual({ photos: 6, known: 0, damaged: 0, settings: { model: 'pocket' } });
    expect(progress.at(-1)).toBe(6);
    expect(await found(other)).toEqual(await found(library));
    expect((await other.failures()).map(({ path, failure }) => [path, failure?.code])).toEqual([
      ['broken.jpg', 'undecodable-image'],
    ]);
    const [photo] = await other.photos();
    expect((await other.thumbnail(photo?.id as number))?.size).toBeGreaterThan(0);
    expect(await other.add(await Promise.all(COLOURS.map(square)))).toMatchObject({ unchanged: 5 });
    expect((await clip.info()).timings['encode-image']?.count).toBe(runs);
  });

  it('adds only missing photos, and changes nothing', async () => {
    const other = await openOther();
    await other.add(await Promise.all([...COLOURS.slice(0, 2), 'white'].map(square)));
    const before = new Map((await other.photos()).map(({ path, id }) => [path, id]));
    expect(await other.import(saved)).toMatchObject({ photos: 4, known: 2 });
    expect(await other.import(saved)).toMatchObject({ photos: 0, known: 6 });
    expect(await other.status()).toEqual({ photos: 7, searchable: 6, failed: 1 });
    for (const { path, id } of await other.photos()) {
      if (before.has(path)) expect(id).toBe(before.get(path));
    }
  });

  it('loses only the damaged rows', async () => {
    const bytes = new Uint8Array(await saved.arrayBuffer());
    // The name of the first entry is in its header, right before its content (https://support.pkware.com/pkzip/appnote, 4.3.7).
    const at = new TextDecoder('latin1').decode(bytes).indexOf('rows/0.f32') + 200;
    bytes[at] = (bytes[at] as number) ^ 1;
    const other = await openOther();
    const { photos, damaged } = await other.import(new Blob([bytes]));
    expect(photos).toBe(6);
    // The photos of one batch. Batches are smaller while a search runs.
    expect(damaged).toBeGreaterThan(0);
    expect(await other.status()).toEqual({ photos: 6, searchable: 5 - damaged, failed: 1 });
    expect(await other.add(await Promise.all(COLOURS.map(square)))).toMatchObject({ embedded: damaged });
    // Batches of different sizes round differently.
    const paths = async (each: Library): Promise<string[]> => (await found(each)).map(([path]) => path);
    expect(await paths(other)).toEqual(await paths(library));
  });

  it.each([
    ['not a ZIP file', async () => new Blob(['a photo library'])],
    ['empty', async () => new Blob([])],
    ['truncated', async () => saved.slice(0, saved.size / 2)],
    ['another ZIP file', async () => new Blob([Uint8Array.of(80, 75, 5, 6, ...Array<number>(18).fill(0))])],
  ])('is rejected if it is %s', async (_, file) => {
    const other = await openOther();
    await expect(other.import(await file())).rejects.toMatchObject({ code: 'invalid-library' });
    expect(await other.status()).toEqual({ photos: 0, searchable: 0, failed: 0 });
  });

  /** Exports, unpacks, changes and repacks a library. */
  async function changed(change: (parts: Parts) => void | Promise<void>): Promise<Blob> {
    const parts = await partsOf(saved);
    await change(parts);
    const zip = new ZipWriter(new BlobWriter());
    for (const [name, bytes] of parts.entries) await zip.add(name, new Uint8ArrayReader(bytes));
    await zip.add('library.json', new TextReader(JSON.stringify(parts.description)));
    return zip.close();
  }

  /** Makes all rows look like those of a model with three values per row. */
  const withRowsOfThree =
    (space: string) =>
    async ({ description, entries }: Parts): Promise<void> => {
      const photos = description.photos.map(({ id, version }) => ({
        ...{ id, version },
        row: Float32Array.of(1, 0, 0),
      }));
      const { rows, ...segment } = await segmentOf(space, 'fp32', 3, photos);
      description.segments = [{ ...segment, entry: 'rows/0.f32' }];
      entries.set('rows/0.f32', new Uint8Array(rows.buffer));
    };

  it.each<[string, (description: Parts['description']) => void]>([
    ['names a missing folder', ({ photos }) => Object.assign(photos.at(-1) ?? {}, { folder: 99 })],
    ['has two photos with the same id', ({ photos }) => photos.push(...photos.slice(0, 1))],
    ['has two folders with the same id', ({ folders }) => folders.push(...folders.slice(0, 1))],
  ])('adds nothing from a file that %s', async (_, change) => {
    const other = await openOther();
    const file = await changed(({ description }) => change(description));
    await expect(other.import(file)).rejects.toMatchObject({ code: 'invalid-library' });
    expect(await other.folders()).toEqual([]);
    expect(await other.status()).toEqual({ photos: 0, searchable: 0, failed: 0 });
  });

  it('accepts no rows of another length from a model with the same name', async () => {
    const { space } = await clip.info();
    const other = await openOther();
    expect(await other.import(await changed(withRowsOfThree(space)))).toMatchObject({
      photos: 6,
      damaged: 6,
    });
    expect(await other.status()).toEqual({ photos: 6, searchable: 0, failed: 1 });
  });

  it('adds the rows of another model once, however often it is loaded', async () => {
    const file = await changed(withRowsOfThree('another model'));
    const other = await openOther();
    for (const photos of [6, 0]) expect(await other.import(file)).toMatchObject({ photos, damaged: 0 });
    const { description } = await partsOf(await other.export());
    expect(description.segments.map(({ space, ids }) => [space, ids.length])).toEqual([['another model', 6]]);
  });

  it('keeps two folders with the same name apart', async () => {
    const root = await navigator.storage.getDirectory();
    const first = await openOther();
    const albums: FileSystemDirectoryHandle[] = [];
    for (const colour of ['red', 'blue']) {
      const parent = await root.getDirectoryHandle(`${colour}-${Date.now()}`, { create: true });
      const album = await parent.getDirectoryHandle('album', { create: true });
      await write(album, colour);
      await first.add(album);
      albums.push(album);
    }
    const other = await openOther();
    await other.import(await first.export());
    expect(await other.folders()).toHaveLength(2);
    // The folder chosen first is recognised, and the other one's photos stay.
    for (const album of albums.reverse()) {
      expect(await other.add(album)).toMatchObject({ unchanged: 1, removed: 0 });
    }
    expect(await other.folders()).toHaveLength(2);
    expect((await other.photos()).map(({ path }) => path).sort()).toEqual(['blue.png', 'red.png']);
  });

  it('does not merge a folder with one of the same name and other photos', async () => {
    const root = await navigator.storage.getDirectory();
    const album = await root.getDirectoryHandle(`same-name-${Date.now()}`, { create: true });
    await write(album, 'red');
    const first = await openOther();
    await first.add(album);
    const other = await openOther();
    await other.import(await first.export());
    // Different cameras use the same names for folders and images.
    const stream = await (await album.getFileHandle('red.png')).createWritable();
    await stream.write(new Blob([await square('green'), 'longer']));
    await stream.close();
    await write(album, 'blue');
    const both = ['blue.png', 'red.png', 'red.png'];
    expect(await other.add(album)).toMatchObject({ embedded: 2, removed: 0 });
    expect((await other.photos()).map(({ path }) => path).sort()).toEqual(both);

    const chooser = await openOther();
    await chooser.add(await chosen(album));
    expect(await chooser.import(await first.export())).toMatchObject({ photos: 1, known: 0 });
    expect((await chooser.photos()).map(({ path }) => path).sort()).toEqual(both);
  });

  it('loses no photo if the saved folder contains more than the existing one', async () => {
    const root = await navigator.storage.getDirectory();
    const [whole, part] = await Promise.all(
      [`whole-${Date.now()}`, `part-${Date.now()}`].map(async (name) => {
        const parent = await root.getDirectoryHandle(name, { create: true });
        return parent.getDirectoryHandle('2019', { create: true });
      }),
    );
    if (!whole || !part) throw new Error('There are no folders.');
    for (const colour of ['red', 'blue']) await write(whole, colour);
    await write(part, 'red');
    const first = await openOther();
    await first.add(whole);
    const other = await openOther();
    await other.add(part);
    expect(await other.import(await first.export())).toMatchObject({ photos: 2 });
    expect(await other.add(part)).toMatchObject({ unchanged: 1, removed: 0 });
    expect(await other.add(whole)).toMatchObject({ unchanged: 2, removed: 0 });
    expect(await other.photos()).toHaveLength(3);
    expect(await other.folders()).toHaveLength(2);
  });

  it('keeps one photo per path when the file has changed since it was saved', async () => {
    const root = await navigator.storage.getDirectory();
    const album = await root.getDirectoryHandle(`changed-${Date.now()}`, { create: true });
    await write(album, 'red');
    await write(album, 'blue');
    const own = await openOther();
    await own.add(album);
    const file = await own.export();
    const stream = await (await album.getFileHandle('red.png')).createWritable();
    await stream.write(await square('green'));
    await stream.close();
    await own.add(album);
    expect(await own.import(file)).toMatchObject({ photos: 0 });
    expect(await own.photos()).toHaveLength(2);
    await album.removeEntry('red.png');
    expect(await own.add(album)).toMatchObject({ removed: 1 });
    expect(await own.photos()).toHaveLength(1);
  });

  it('becomes the original folder once that is chosen again', async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(`saved-${Date.now()}`, { create: true });
    for (const colour of COLOURS) await write(folder, colour);
    const first = await openOther();
    await first.add(folder);
    const other = await openOther();
    await other.import(await first.export());
    expect(await other.add(folder)).toMatchObject({ listed: 5, unchanged: 5 });
    expect(await other.folders()).toHaveLength(1);
    const [photo] = await other.photos();
    expect(await other.file(photo?.id as number)).toBeInstanceOf(File);
  });

  it('becomes its folder when that is read in another way: by files, or by a handle', async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(`elsewhere-${Date.now()}`, { create: true });
    for (const colour of COLOURS) await write(folder, colour);
    const files = await chosen(folder);
    const first = await openOther();
    await first.add(folder);
    const withoutHandles = await openOther();
    await withoutHandles.import(await first.export());
    expect(await withoutHandles.add(files)).toMatchObject({ unchanged: 5 });
    expect(await withoutHandles.folders()).toMatchObject([{ kind: 'files' }]);
    const [photo] = await withoutHandles.photos();
    expect(await withoutHandles.file(photo?.id as number)).toBeInstanceOf(File);

    const back = await openOther();
    await back.add(folder);
    const copy = await withoutHandles.export();
    expect(await back.import(copy)).toMatchObject({ photos: 0, known: 5 });
    expect(await back.folders()).toMatchObject([{ kind: 'handle', handle: folder }]);
    const other = await openOther();
    await other.import(copy);
    expect(await other.add(folder)).toMatchObject({ unchanged: 5 });
    expect(await other.folders()).toMatchObject([{ kind: 'handle', handle: folder }]);

    // Not a folder with the same name that was chosen by mistake.
    const parent = await root.getDirectoryHandle(`mistaken-${Date.now()}`, { create: true });
    const empty = await parent.getDirectoryHandle(folder.name, { create: true });
    const mistaken = await openOther();
    await mistaken.add(empty);
    await mistaken.import(copy);
    expect(await mistaken.add(empty)).toMatchObject({ removed: 0 });
    expect(await mistaken.photos()).toHaveLength(5);
  });
});
