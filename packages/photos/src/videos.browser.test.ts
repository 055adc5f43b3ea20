import { type Clip, createClip } from '@web-clip/clip';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Library, openLibrary, type Photo } from './index.ts';
import { LibraryStore } from './store/library-store.ts';
import {
  encodes,
  HEIGHT,
  type Recipe,
  recording,
  type Scene,
  soundOnly,
  video,
  WIDTH,
} from './videos/videos.fixture.ts';

/** A video that shows three things, one after the other. */
const SCENES: readonly Scene[] = [
  { sample: 'snowman.webp', seconds: 3 },
  { sample: 'guitar-on-stage.webp', seconds: 3 },
  { sample: 'red-rose.webp', seconds: 3 },
];

const THREE: Recipe = { container: 'webm', codec: 'vp9', scenes: SCENES };

/** When each of them is shown, by words for it. */
const SHOWN = { 'a snowman': [0, 3], 'a guitar': [3, 6], 'a red rose': [6, 9] } as const;

const FORMATS: readonly (readonly [Recipe['container'], Recipe['codec'], string])[] = [
  ['webm', 'vp8', 'vp8'],
  ['webm', 'vp9', 'vp09.00.10.08'],
  ['mkv', 'vp9', 'vp09.00.10.08'],
  ['mp4', 'vp9', 'vp09.00.10.08'],
  ['mp4', 'avc', 'avc1.42001f'],
  ['mov', 'avc', 'avc1.42001f'],
];

const sample = async (name: string): Promise<File> =>
  new File([await (await fetch(`/samples/${name}`)).blob()], name, { lastModified: 1e12 });

/** A folder of these files, as if it were chosen through a folder input. */
function folder(...files: readonly File[]): FileList {
  const transfer = new DataTransfer();
  for (const file of files) {
    Object.defineProperty(file, 'webkitRelativePath', { value: `album/${file.name}`, configurable: true });
    transfer.items.add(file);
  }
  return transfer.files;
}

describe('videos', () => {
  let clip: Clip;
  let name: string;
  let library: Library;
  let count = 0;
  let three: File;

  beforeAll(async () => {
    clip = await createClip({ device: 'wasm' });
    three = await video('three.webm', THREE);
  });
  afterAll(() => clip.dispose());
  beforeEach(async () => {
    name = `videos-${count++}-${Date.now()}`;
    library = await openLibrary({ clip, name });
    return () => library.close();
  });

  const failure = async (): Promise<string | undefined> => (await library.failures())[0]?.failure?.message;
  const only = async (): Promise<Photo> => {
    const photos = await library.photos();
    expect(photos).toHaveLength(1);
    return photos[0] as Photo;
  };
  /** The stored state, as another visit would load it. */
  const stored = async (): Promise<LibraryStore> => {
    const { space, model, dtype } = await clip.info();
    const store = await LibraryStore.open({ name, space, dtype, dimension: model.dimension, gpu: undefined });
    onTestFinished(() => store.close());
    return store;
  };

  it.each(FORMATS)('are found at the second that shows it: %s with %s', async (container, codec, config) => {
    // Some builds of Chromium have no encoder for H.264.
    if (!(await encodes(config))) return;
    const file = await video(`clip.${container}`, { container, codec, scenes: SCENES });
    expect(await library.add([file, await sample('fish.webp')])).toMatchObject({
      ...{ listed: 2, embedded: 2, failed: 0 },
      leftOut: { files: {} },
    });
    expect(await library.status()).toEqual({ photos: 2, searchable: 2, failed: 0 });
    for (const [words, [from, to]] of Object.entries(SHOWN)) {
      const [first, second, third] = await library.search(words);
      expect([first?.photo.path, second?.photo.path, third]).toEqual([file.name, 'fish.webp', undefined]);
      const { second: at = -1, id = 0 } = first?.frame ?? {};
      expect(at).toBeGreaterThanOrEqual(from);
      expect(at).toBeLessThan(to);
      expect((await library.thumbnail(id))?.size).toBeGreaterThan(500);
    }
    const { hits, total } = await library.search({
      terms: [{ text: 'a guitar' }, { text: 'snow', weight: -1 }],
      filters: [{ is: 'video' }, { type: container }],
    });
    expect(total).toBe(1);
    expect(hits.map(({ photo, frame }) => [photo.path, Math.floor((frame?.second ?? 0) / 3)])).toEqual([
      [file.name, 1],
    ]);
    const clipped = hits[0]?.photo;
    expect(clipped).toMatchObject({ kind: 'video', format: container, width: WIDTH, height: HEIGHT });
    expect(clipped?.video?.seconds).toBeCloseTo(9, 0);
    expect(clipped?.video?.frames.length).toBeGreaterThanOrEqual(3);
    expect(clipped?.video?.frames.length).toBeLessThanOrEqual(8);
    expect((await library.facets('en')).kinds).toContainEqual({ value: 'video', count: 1 });
  });

  it('are searched by one of their frames', async () => {
    await library.add([three, await sample('red-rose.webp'), await sample('fish.webp')]);
    const [rose] = await library.search('a red rose', { limit: 3 });
    const found = (await library.search('a red rose')).find(({ frame }) => frame);
    expect(rose).toBeDefined();
    const similar = await library.search({ photo: found?.frame?.id ?? 0 });
    expect(similar.map(({ photo }) => photo.path)).toEqual(['red-rose.webp', 'fish.webp']);
    const bitmap = await library.picture(found?.frame?.id ?? 0);
    expect([bitmap?.width, bitmap?.height]).toEqual([WIDTH, HEIGHT]);
    bitmap?.close();
  });

  it('are turned as their containers say', async () => {
    const scenes = [{ colour: 'rgb(220, 30, 30)', seconds: 1 }];
    const turned: Recipe = { container: 'mp4', codec: 'vp9', rotation: 90, scenes };
    await library.add([await video('turned.mp4', turned)]);
    const { id, width, height } = await only();
    expect([width, height]).toEqual([HEIGHT, WIDTH]);
    const bitmap = await library.picture(id);
    expect([bitmap?.width, bitmap?.height]).toEqual([HEIGHT, WIDTH]);
    bitmap?.close();
  });

  it('are read as browsers record them, without an index', async () => {
    await library.add([await recording('recording.webm', 'snowman.webp')]);
    expect((await only()).video?.frames).toHaveLength(1);
  });

  it('with one frame in full are decoded from there', async () => {
    await library.add([await video('long.webm', { ...THREE, keyFrames: 1000 })]);
    const [first] = await library.search('a red rose');
    expect(first?.frame?.second).toBeGreaterThanOrEqual(6);
  });

  it('that are not sound are listed with the reason, and photos beside them are indexed', async () => {
    const whole = new Uint8Array(
      await (await video('v.mp4', { ...THREE, container: 'mp4', fastStart: false })).arrayBuffer(),
    );
    const bad = {
      'empty.mp4': new Uint8Array(0),
      'text.mp4': new TextEncoder().encode('This is no video.'),
      // Its description was at the end.
      'cut.mp4': whole.slice(0, whole.length / 2),
      'head.webm': new Uint8Array(await three.arrayBuffer()).slice(0, 100),
    };
    for (const [path, bytes] of Object.entries(bad)) {
      const files = [new File([bytes], path, { lastModified: 1e12 }), await sample('fish.webp')];
      const summary = await library.add(files);
      expect([path, summary.failed, await failure()]).toEqual([
        path,
        1,
        expect.stringMatching(/empty|damaged/),
      ]);
      expect((await library.photos()).map((photo) => photo.path)).toEqual(['fish.webp']);
      // They are not tried again.
      expect(await library.add(files)).toMatchObject({ unchanged: 2 });
      await library.removeFolder((await library.folders())[0]?.id ?? 0);
    }
    await library.add([await soundOnly('sound.webm')]);
    expect(await failure()).toMatch(/no picture/);
  });

  it('without their end are indexed as far as they go', async () => {
    const whole = new Uint8Array(await (await video('v.mp4', { ...THREE, container: 'mp4' })).arrayBuffer());
    await library.add([new File([whole.slice(0, whole.length * 0.6)], 'cut.mp4', { lastModified: 1e12 })]);
    const { truncated, video: cut } = await only();
    expect(truncated).toBe(true);
    expect(cut?.frames.length).toBeGreaterThan(0);
    expect((await library.search('a snowman'))[0]?.frame?.second).toBeLessThan(3);
  });

  it('keep their frames when they are moved or copied, and lose them when they are removed', async () => {
    await library.add(folder(three));
    const { id, video: before } = await only();
    const moved = new File([three], 'moved.webm', { lastModified: 2e12 });
    const runs = (await clip.info()).timings['encode-image']?.count;
    expect(await library.add(folder(moved))).toMatchObject({ reused: 1, embedded: 0, removed: 0 });
    expect(await only()).toMatchObject({ id, path: 'moved.webm', video: before });

    const copy = new File([three], 'copy.webm', { lastModified: 2e12 });
    expect(await library.add(folder(moved, copy))).toMatchObject({ reused: 1, embedded: 0 });
    expect((await clip.info()).timings['encode-image']?.count).toBe(runs);
    const [first, second] = await library.search('a red rose');
    expect([first?.frame?.second, first?.score]).toEqual([second?.frame?.second, second?.score]);
    expect(first?.frame?.id).not.toBe(second?.frame?.id);
    for (const { frame } of [first, second].flatMap((hit) => hit ?? []))
      expect((await library.thumbnail(frame?.id ?? 0))?.size).toBeGreaterThan(500);
    expect((await library.groups()).samePicture.map(({ photos }) => photos)).toHaveLength(1);

    const frames = (before?.frames ?? []).map((frame) => frame.id);
    expect(await library.add(folder(copy))).toMatchObject({ unchanged: 1, removed: 1 });
    const store = await stored();
    expect(frames.filter((frame) => store.matrix.has(frame))).toEqual([]);
    expect(store.matrix.size).toBe(frames.length);
    expect(await Promise.all(frames.map((frame) => store.thumbnail(frame)))).toEqual(
      frames.map(() => undefined),
    );
  });

  it('keep the ids of their frames with another model', async () => {
    await library.add([three]);
    const before = await only();
    const exact = await createClip({ device: 'wasm', exact: true });
    onTestFinished(() => exact.dispose());
    const other = await openLibrary({ clip: exact, name });
    onTestFinished(() => other.close());
    expect(await other.status()).toMatchObject({ photos: 1, searchable: 0 });
    expect(await other.add([three])).toMatchObject({ embedded: 1 });
    expect((await other.photos())[0]?.video).toEqual(before.video);
    expect((await other.search('a guitar'))[0]?.frame).toEqual((await library.search('a guitar'))[0]?.frame);
    expect(await library.add([three])).toMatchObject({ unchanged: 1 });
  });

  it('come with a saved library', async () => {
    await library.add([three, await sample('fish.webp')]);
    const saved = await library.export();
    const other = await openLibrary({ clip, name: `${name}-copy` });
    onTestFinished(() => other.close());
    expect(await other.import(saved)).toMatchObject({ photos: 2, known: 0, damaged: 0 });
    expect(await other.import(saved)).toMatchObject({ photos: 0, known: 2, damaged: 0 });
    const [here, there] = await Promise.all([library, other].map((each) => each.search('a guitar')));
    expect(there?.map(({ photo, score }) => [photo.path, score])).toEqual(
      here?.map(({ photo, score }) => [photo.path, score]),
    );
    expect(there?.[0]?.frame?.second).toBe(here?.[0]?.frame?.second);
    expect((await other.thumbnail(there?.[0]?.frame?.id ?? 0))?.size).toBeGreaterThan(500);
  });

  it('are found by a later visit, after their segments were merged', async () => {
    const files = await Promise.all(
      ['fish.webp', 'lion.webp', 'piano.webp', 'hat.webp'].map((each) => sample(each)),
    );
    await library.add([three]);
    for (const file of files) await library.add([file]);
    await library.close();
    const store = await stored();
    await store.compact();
    expect(store.matrix.size).toBe(
      files.length + (store.photos.get([...store.photos.keys()][0] as number)?.video?.frames.length ?? 0),
    );
    library = await openLibrary({ clip, name });
    expect((await library.search('a guitar'))[0]?.frame?.second).toBeGreaterThanOrEqual(3);
    expect(await library.status()).toEqual({ photos: 5, searchable: 5, failed: 0 });
  });
});
