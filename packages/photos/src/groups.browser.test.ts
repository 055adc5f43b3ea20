import { type Clip, createClip } from '@web-clip/clip';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { BLOTS, type Blot, drawn } from './groups/drawn-image.fixture.ts';
import { type Library, openLibrary, type PhotoGroups } from './index.ts';
import { exifSegment, jpeg, tiff } from './metadata/files.fixture.ts';

let clip: Clip;
beforeAll(async () => {
  clip = await createClip({ device: 'wasm' });
});
afterAll(() => clip.dispose());

const [WIDTH, HEIGHT] = [800, 600];

/** A drawn scene as a bitmap. */
async function scene(blots: readonly Blot[]): Promise<ImageBitmap> {
  const { data } = drawn(WIDTH, HEIGHT, blots);
  const pixels = new ImageData(WIDTH, HEIGHT);
  for (const [i, value] of data.entries())
    pixels.data.set([value, 255 - value, (value * 3) % 256, 255], 4 * i);
  return createImageBitmap(pixels);
}

/** Encodes a part of an image at some size, turned by quarter turns. */
async function encoded(
  image: ImageBitmap,
  {
    crop = [0, 0, 1, 1],
    scale = 1,
    turns = 0,
    type = 'image/jpeg',
    quality = 0.9,
  }: { crop?: number[]; scale?: number; turns?: number; type?: string; quality?: number } = {},
): Promise<Blob> {
  const [left = 0, top = 0, wide = 1, high = 1] = crop;
  const [width, height] = [Math.round(wide * WIDTH * scale), Math.round(high * HEIGHT * scale)];
  const canvas = turns % 2 === 1 ? new OffscreenCanvas(height, width) : new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  const [x, y] = [left * WIDTH, top * HEIGHT];
  context.drawImage(image, x, y, wide * WIDTH, high * HEIGHT, -width / 2, -height / 2, width, height);
  return canvas.convertToBlob({ type, quality });
}

/** @returns A JPEG with the metadata of a camera. */
function byCamera(plain: Blob, second: number): Blob {
  const fields = { first: { 271: 'Canon', 272: 'EOS R5' }, exif: { 36867: `2019:04:03 10:11:1${second}` } };
  // Without the final markers.
  return new Blob([Uint8Array.from(jpeg(exifSegment(tiff(fields))).slice(0, -6)), plain.slice(2)]);
}

const file = (blob: Blob, name: string): File => new File([blob], name, { lastModified: 1e12 });

async function album(): Promise<File[]> {
  const image = await scene(BLOTS);
  // The camera sees the same scene a second later, and some things have moved.
  const later = await scene(BLOTS.map((blot, i) => (i % 5 === 1 ? { ...blot, x: blot.x + 0.04 } : blot)));
  const other = await scene(BLOTS.map(({ x, y, ...blot }) => ({ x: y, y: (x * 1.7) % 1, ...blot })));
  const original = byCamera(await encoded(image, { quality: 0.95 }), 1);
  return [
    file(original, 'IMG_1.jpg'),
    file(original, 'again.jpg'),
    file(await encoded(image, { scale: 0.5, quality: 0.7 }), 'halved.jpg'),
    file(await encoded(image, { crop: [0.03, 0.02, 0.95, 0.96] }), 'cropped.jpg'),
    file(await encoded(image, { turns: 1 }), 'turned.jpg'),
    file(await encoded(image, { type: 'image/webp', quality: 0.8 }), 'converted.webp'),
    file(byCamera(await encoded(later), 3), 'IMG_2.jpg'),
    file(await encoded(other), 'other.jpg'),
  ];
}

async function open(name = `groups-${crypto.randomUUID()}`, onChange?: () => void): Promise<Library> {
  const library = await openLibrary({ clip, name, ...(onChange && { onChange }) });
  onTestFinished(() => library.close());
  return library;
}

/** The groups by paths. */
async function named(library: Library, { samePicture, sameMoment }: PhotoGroups) {
  const paths = new Map((await library.photos()).map(({ id, path }) => [id, path]));
  return {
    samePicture: samePicture.map(({ keep, why, photos }) => ({
      keep: paths.get(keep),
      why: why.code,
      files: photos.map((id) => paths.get(id)),
    })),
    sameMoment: sameMoment.map(({ photos }) => photos.map((id) => paths.get(id))),
  };
}

const EXPECTED = {
  samePicture: [
    {
      keep: 'IMG_1.jpg',
      why: 'path',
      files: ['IMG_1.jpg', 'again.jpg', 'converted.webp', 'cropped.jpg', 'halved.jpg', 'turned.jpg'],
    },
  ],
  sameMoment: [['IMG_1.jpg', 'IMG_2.jpg']],
};

it('groups copies and moments, whatever the order of the photos, and as they come', async () => {
  const files = await album();
  const library = await open();
  await library.add(files.slice(3));
  const some = await named(library, await library.groups());
  expect(some.samePicture.map((group) => group.files)).toEqual([
    ['converted.webp', 'cropped.jpg', 'turned.jpg'],
  ]);
  await library.add(files.slice(0, 3));
  const progress: string[] = [];
  const groups = await library.groups({ onProgress: ({ phase }) => progress.push(phase) });
  expect(await named(library, groups)).toEqual(EXPECTED);
  expect(new Set(progress)).toEqual(new Set(['comparing']));

  const reversed = await open();
  await reversed.add(files.toReversed());
  // Copies are found among some photos, whichever others there are, and that changes no groups.
  const ids = new Map((await reversed.photos()).map(({ id, path }) => [path, id]));
  const copies = async (...paths: string[]) => {
    const samePicture = await reversed.copies(paths.map((path) => ids.get(path) ?? -1));
    return (await named(reversed, { samePicture, sameMoment: [] })).samePicture.map(({ files }) => files);
  };
  expect(await copies('halved.jpg', 'other.jpg', 'IMG_2.jpg', 'gone.jpg')).toEqual([]);
  expect(await copies('other.jpg', 'turned.jpg', 'halved.jpg')).toEqual([['halved.jpg', 'turned.jpg']]);
  expect(await copies('IMG_1.jpg', 'again.jpg')).toEqual([['IMG_1.jpg', 'again.jpg']]);
  expect(await named(reversed, await reversed.groups())).toEqual(EXPECTED);

  const [photo] = await library.photos();
  expect(photo).toMatchObject({
    quality: { sharpness: expect.any(Number), dark: expect.any(Number), bright: expect.any(Number) },
  });
  expect(photo).not.toHaveProperty('fingerprint');
});

it('compares no pair again at a later visit', async () => {
  const name = `groups-${crypto.randomUUID()}`;
  const before = await openLibrary({ clip, name });
  await before.add(await album());
  const first = await before.groups();
  await before.close();
  const library = await open(name);
  const progress: string[] = [];
  const groups = await library.groups({ onProgress: ({ phase }) => progress.push(phase) });
  expect(groups).toEqual(first);
  expect(progress).toEqual([]);
});

it('can be cancelled, and says when the library is closed', async () => {
  const library = await open();
  await library.add((await album()).slice(0, 3));
  await expect(library.groups({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  const controller = new AbortController();
  const cancelled = library.groups({ signal: controller.signal });
  controller.abort(new Error('stop'));
  await expect(cancelled).rejects.toThrow('stop');
  expect((await library.groups()).samePicture).toHaveLength(1);
  await expect(library.groups({ onProgress: 'loud' } as never)).rejects.toMatchObject({
    code: 'invalid-argument',
  });
  await library.close();
  await expect(library.groups()).rejects.toMatchObject({ code: 'disposed' });
});

it('measures the photos of an older library by their thumbnails', async () => {
  const name = `groups-${crypto.randomUUID()}`;
  const before = await openLibrary({ clip, name });
  await before.add((await album()).slice(0, 4));
  await before.close();
  await forgetMeasures(name);
  const changed = vi.fn();
  const library = await open(name, changed);
  await vi.waitFor(() => expect(changed).toHaveBeenCalled(), { timeout: 30_000 });
  const { samePicture } = await named(library, await library.groups());
  expect(samePicture.map((group) => group.files)).toEqual([
    ['IMG_1.jpg', 'again.jpg', 'cropped.jpg', 'halved.jpg'],
  ]);
});

/** Makes a library's records those of a version that did not measure photos. */
function forgetMeasures(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(`web-clip-library-${name}`);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction('pages', 'readwrite');
      const cursor = transaction.objectStore('pages').openCursor();
      cursor.onsuccess = () => {
        cursor.result?.update(
          (cursor.result.value as object[]).map((record) => ({
            ...record,
            quality: undefined,
            fingerprint: undefined,
          })),
        );
        cursor.result?.continue();
      };
      transaction.onerror = () => reject(transaction.error);
      transaction.oncomplete = () => {
        database.close();
        resolve();
      };
    };
  });
}
