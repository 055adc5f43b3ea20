import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Clip, createClip } from 'web-clip';
import { type Library, openLibrary } from './index.ts';

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

const found = async (library: Library): Promise<[string, number][]> =>
  (await library.search('a red square')).map(({ photo, score }) => [photo.path, score]);

describe('a library that is saved', () => {
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

  it('is the same one where it is loaded, and embeds nothing anew', async () => {
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

  it('adds only what is not there, and changes nothing', async () => {
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

  it('loses no more than the rows that were damaged', async () => {
    const bytes = new Uint8Array(await saved.arrayBuffer());
    // The name of the first entry is in its header, right before its content (https://support.pkware.com/pkzip/appnote, 4.3.7).
    const at = new TextDecoder('latin1').decode(bytes).indexOf('rows/0.f32') + 200;
    bytes[at] = (bytes[at] as number) ^ 1;
    const other = await openOther();
    const { photos, damaged } = await other.import(new Blob([bytes]));
    expect(photos).toBe(6);
    // Those of one batch, which are fewer while somebody searches.
    expect(damaged).toBeGreaterThan(0);
    expect(await other.status()).toEqual({ photos: 6, searchable: 5 - damaged, failed: 1 });
    expect(await other.add(await Promise.all(COLOURS.map(square)))).toMatchObject({ embedded: damaged });
    // Batches of other sizes round otherwise.
    const paths = async (each: Library): Promise<string[]> => (await found(each)).map(([path]) => path);
    expect(await paths(other)).toEqual(await paths(library));
  });

  it.each([
    ['no ZIP file', async () => new Blob(['a photo library'])],
    ['nothing', async () => new Blob([])],
    ['cut', async () => saved.slice(0, saved.size / 2)],
    ['another ZIP file', async () => new Blob([Uint8Array.of(80, 75, 5, 6, ...Array<number>(18).fill(0))])],
  ])('is refused if it is %s', async (_, file) => {
    const other = await openOther();
    await expect(other.import(await file())).rejects.toMatchObject({ code: 'invalid-library' });
    expect(await other.status()).toEqual({ photos: 0, searchable: 0, failed: 0 });
  });

  it('takes over the folder that it came from once that is chosen again', async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(`saved-${Date.now()}`, { create: true });
    for (const colour of COLOURS) {
      const stream = await (await folder.getFileHandle(`${colour}.png`, { create: true })).createWritable();
      await stream.write(await square(colour));
      await stream.close();
    }
    const first = await openOther();
    await first.add(folder);
    const other = await openOther();
    await other.import(await first.export());
    expect(await other.add(folder)).toMatchObject({ listed: 5, unchanged: 5 });
    expect(await other.folders()).toHaveLength(1);
    const [photo] = await other.photos();
    expect(await other.file(photo?.id as number)).toBeInstanceOf(File);
  });
});
