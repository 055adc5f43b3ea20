import { type Clip, createClip } from '@web-clip/clip';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Library, type NamedGroup, openLibrary } from './index.ts';
import { exifSegment, jpeg, tiff } from './metadata/files.fixture.ts';

let clip: Clip;
beforeAll(async () => {
  clip = await createClip({ device: 'wasm' });
});
afterAll(() => clip.dispose());

/** Degrees, minutes and hundredths of seconds. */
const angle = (degrees: number): { rationals: [number, number][] } => {
  const minutes = (degrees % 1) * 60;
  return {
    rationals: [
      [Math.floor(degrees), 1],
      [Math.floor(minutes), 1],
      [Math.round((minutes % 1) * 6000), 100],
    ],
  };
};

/** Views of a sample picture, as if a camera had moved around a thing, one a minute. */
async function views(
  sample: string,
  count: number,
  day: string,
  [north, east]: [number, number],
): Promise<File[]> {
  const image = await createImageBitmap(await (await fetch(`/samples/${sample}.webp`)).blob());
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const canvas = new OffscreenCanvas(image.width, image.height);
      const [x, y, scale] = [(i % 3) * 0.02, (i % 2) * 0.03, 0.94 - (i % 4) * 0.01];
      const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
      const [width, height] = [image.width, image.height];
      context.drawImage(image, x * width, y * height, scale * width, scale * height, 0, 0, width, height);
      const plain = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
      const minute = String(10 + i);
      const metadata = tiff({
        first: { 271: 'Canon', 272: 'EOS R5' },
        exif: { 36867: `${day.replaceAll('-', ':')} 10:${minute}:00` },
        gps: { 1: 'N', 2: angle(north), 3: 'E', 4: angle(east) },
      });
      // Without the final markers.
      const head = Uint8Array.from(jpeg(exifSegment(metadata)).slice(0, -6));
      return new File([head, plain.slice(2)], `${sample}-${i}.jpg`, { lastModified: 1e12 + i });
    }),
  );
}

/** Those of which the model is certain. */
const SAMPLES = ['elephant', 'castle', 'banana'];

const ZERMATT: [number, number] = [46.02, 7.75];
const PARIS: [number, number] = [48.86, 2.35];

const album = async (): Promise<File[]> =>
  (
    await Promise.all([
      views('elephant', 6, '2019-02-09', ZERMATT),
      views('bicycle', 6, '2019-02-10', ZERMATT),
      views('castle', 6, '2021-07-01', PARIS),
      views('banana', 6, '2022-07-01', PARIS),
    ])
  ).flat();

async function open(): Promise<Library> {
  const library = await openLibrary({ clip, name: `named-${crypto.randomUUID()}` });
  onTestFinished(() => library.close());
  return library;
}

/** Paths of a group's photos, without their numbers. */
async function samples(library: Library, group: NamedGroup | undefined): Promise<Set<string | undefined>> {
  const paths = new Map((await library.photos()).map(({ id, path }) => [id, path.replace(/-\d+\.jpg$/, '')]));
  return new Set(group?.photos.map((id) => paths.get(id)));
}

/** The thing that is found in views of a sample, whatever the model calls it. */
async function showing(library: Library, sample: string): Promise<NamedGroup> {
  for (const group of await library.namedGroups.list()) {
    const shown = await samples(library, group);
    if (group.kind === 'thing' && shown.size === 1 && shown.has(sample)) return group;
  }
  throw new Error(`No thing is found in the views of ${sample}.`);
}

it('names things and events, and each opens as a search', async () => {
  const library = await open();
  await library.add(await album());
  const groups = await library.namedGroups.list();
  const events = groups.filter(({ kind }) => kind === 'event');
  expect(events.map(({ name, photos }) => `${name}: ${photos.length}`)).toEqual([
    'Paris, July 1, 2022: 6',
    'Paris, July 1, 2021: 6',
    'Zermatt, February 2019: 12',
  ]);
  expect(events.map(({ query }) => query)).toEqual([
    'in:2022-07-01',
    'in:2021-07-01',
    '2019-02-09..2019-02-10',
  ]);
  for (const sample of SAMPLES) {
    const group = await showing(library, sample);
    expect(await samples(library, group), sample).toEqual(new Set([sample]));
    expect(group?.query).toBe(group?.terms[0]);
  }
  expect(await library.namedGroups.list()).toEqual(groups);
});

it('keeps what was said of groups when photos come and when the library is opened again, with undo', async () => {
  const name = `named-${crypto.randomUUID()}`;
  const before = await openLibrary({ clip, name });
  const files = await album();
  await before.add(files.slice(0, 18));
  const trip = (await before.namedGroups.list()).find(
    ({ kind, place }) => kind === 'event' && place?.city === 'Zermatt',
  );
  await before.namedGroups.rename(trip?.id ?? '', 'Ski week');
  const castle = await showing(before, 'castle');
  await before.namedGroups.pin(castle.id, true);
  const split = await before.namedGroups.split(trip?.id ?? '', trip?.photos.slice(0, 6) ?? [], 'Day one');
  await before.close();

  const library = await openLibrary({ clip, name });
  onTestFinished(() => library.close());
  await library.add(files.slice(18));
  const groups = await library.namedGroups.list();
  expect(groups[0]).toMatchObject({ id: castle.id, pinned: true });
  expect(groups.find(({ id }) => id === trip?.id)).toMatchObject({ name: 'Ski week', renamed: true });
  expect(
    await samples(
      library,
      groups.find(({ id }) => id === split),
    ),
  ).toEqual(new Set(['elephant']));
  expect(
    await samples(
      library,
      groups.find(({ name }) => name === 'Ski week'),
    ),
  ).toEqual(new Set(['bicycle']));
  await library.marks.undo();
  const undone = await library.namedGroups.list();
  expect(undone.find(({ name }) => name === 'Ski week')?.photos).toHaveLength(12);
  expect(undone.find(({ id }) => id === split)).toBeUndefined();
  await library.namedGroups.merge(castle.id, [(await showing(library, 'banana')).id]);
  const merged = (await library.namedGroups.list())[0];
  expect(await samples(library, merged)).toEqual(new Set(['castle', 'banana']));
});

it('can be cancelled, and refuses what is no group', async () => {
  const library = await open();
  await library.add((await album()).slice(0, 6));
  const { namedGroups } = library;
  await expect(namedGroups.list({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
    'enough',
  );
  const wrong = { code: 'invalid-argument' };
  await expect(namedGroups.rename('unicorn', 'x')).rejects.toMatchObject(wrong);
  await expect(namedGroups.rename('', 'x')).rejects.toMatchObject(wrong);
  await expect(namedGroups.split('dog', ['1'] as never, 'x')).rejects.toMatchObject(wrong);
});
