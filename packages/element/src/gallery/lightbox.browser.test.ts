import type { Photo } from '@web-clip/photos';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { english } from '../i18n/strings.ts';
import { numbered } from '../search/match.fixture.ts';
import { image, type Shot, Shown, shot } from './lightbox.fixture.ts';
import { Lightbox } from './lightbox.ts';
import type { PhotoStage } from './photo-stage.ts';

let lightbox: Lightbox;
let library: Shown;

beforeEach(() => {
  library = new Shown();
  lightbox = new Lightbox();
  lightbox.strings = english;
  lightbox.library = library;
  lightbox.items = numbered(0, 5);
  document.body.append(lightbox);
});

afterEach(() => lightbox.remove());

/** Waits until the lightbox would show an image that came too late: until the same image is decoded and drawn here. */
async function drawn(late: Blob): Promise<void> {
  await lightbox.updateComplete;
  const image = new Image();
  image.src = URL.createObjectURL(late);
  await image.decode();
  URL.revokeObjectURL(image.src);
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

const stage = (): PhotoStage | null => lightbox.renderRoot.querySelector('photo-search-stage');

const shown = (): Shot => shot(lightbox);

test('shows the preview until the file has been read', async () => {
  await lightbox.show(1);
  expect(shown()).toEqual({ name: '1.jpg', width: undefined, isPreview: false });
  library.of(1).thumbnail(await image(10));
  await expect.poll(shown).toEqual({ name: '1.jpg', width: 10, isPreview: false });
  library.of(1).file(await image(20));
  await expect.poll(shown).toEqual({ name: '1.jpg', width: 20, isPreview: false });
});

test('keeps the preview of a file that cannot be read or shown, and says so', async () => {
  await lightbox.show(1);
  library.of(1).thumbnail(await image(10));
  library.of(1).file(new Error('not there'));
  await expect.poll(shown).toEqual({ name: '1.jpg', width: 10, isPreview: true });
  await lightbox.show(2);
  expect(shown()).toEqual({ name: '2.jpg', width: undefined, isPreview: false });
  library.of(2).file(new File(['no picture'], '2.heic'));
  library.of(2).picture(new Error('no decoder'));
  library.of(2).thumbnail(await image(11));
  await expect.poll(shown).toEqual({ name: '2.jpg', width: 11, isPreview: true });
});

test('shows a file without waiting for its preview, and ignores a late preview', async () => {
  await lightbox.show(1);
  library.of(1).file(await image(20));
  await expect.poll(shown).toEqual({ name: '1.jpg', width: 20, isPreview: false });
  const late = await image(10);
  library.of(1).thumbnail(late);
  await drawn(late);
  expect(shown()).toEqual({ name: '1.jpg', width: 20, isPreview: false });
});

test('ignores late images of an earlier photo', async () => {
  await lightbox.show(1);
  await userEvent.keyboard('{ArrowRight}');
  library.of(2).file(await image(20));
  library.of(2).thumbnail(undefined);
  await expect.poll(shown).toEqual({ name: '2.jpg', width: 20, isPreview: false });
  const late = await image(30);
  library.of(1).thumbnail(await image(10));
  library.of(1).file(late);
  await drawn(late);
  expect(shown()).toEqual({ name: '2.jpg', width: 20, isPreview: false });
});

test('follows the current photo when photos are added, with its neighbours', async () => {
  const closed = new Promise<number>((resolve) =>
    lightbox.addEventListener('closed', (event) => resolve((event as CustomEvent<number>).detail)),
  );
  await lightbox.show(1);
  lightbox.items = [...numbered(10, 13), ...numbered(0, 5)];
  await lightbox.updateComplete;
  expect(shown().name).toBe('1.jpg');
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => shown().name).toBe('2.jpg');
  await userEvent.keyboard('{Escape}');
  expect(await closed).toBe(5);
});

test('asks a new library for what the previous one did not return', async () => {
  await lightbox.show(1);
  library.of(1).thumbnail(undefined);
  library.of(1).file(new Error('disposed'));
  await expect.poll(shown).toEqual({ name: '1.jpg', width: undefined, isPreview: true });
  const next = new Shown();
  next.of(1).thumbnail(undefined);
  next.of(1).file(await image(20));
  lightbox.library = next;
  await expect.poll(shown).toEqual({ name: '1.jpg', width: 20, isPreview: false });
});

test('replaces a preview when its file is chosen again', async () => {
  let file: File | undefined;
  lightbox.library = {
    file: async () => file ?? Promise.reject(new Error('not there')),
    thumbnail: async () => undefined,
    picture: async () => undefined,
    placeAt: async () => undefined,
  };
  await lightbox.show(1);
  await expect.poll(() => shown().isPreview).toBe(true);
  file = await image(20);
  lightbox.items = numbered(0, 5);
  await expect.poll(shown).toEqual({ name: '1.jpg', width: 20, isPreview: false });
});

test('keeps a fully shown photo when another library takes over', async () => {
  await lightbox.show(1);
  library.of(1).thumbnail(undefined);
  library.of(1).file(await image(20));
  await expect.poll(() => shown().width).toBe(20);
  const next = new Shown();
  next.of(1).thumbnail(undefined);
  const late = await image(30);
  next.of(1).file(late);
  lightbox.library = next;
  await drawn(late);
  expect(shown()).toEqual({ name: '1.jpg', width: 20, isPreview: false });
});

test('says that a photo’s file is incomplete', async () => {
  const [first, ...others] = numbered(0, 2);
  if (!first) throw new Error('There is no photo to show.');
  lightbox.items = [{ ...first, photo: { ...first.photo, truncated: true } }, ...others];
  await lightbox.show(0);
  const text = (): string => lightbox.shadowRoot?.textContent ?? '';
  expect(text()).toContain('This photo’s file is incomplete: its end is missing.');
  await userEvent.keyboard('{ArrowRight}');
  await lightbox.updateComplete;
  expect(text()).not.toContain('incomplete');
});

test('shows the source of a date and the RAW files of a photo', async () => {
  const [first, second] = numbered(0, 2);
  if (!first || !second) throw new Error('There is no photo to show.');
  const raws = ['folder/0.cr2', 'folder/0.dng'].map((path) => ({ path, size: 1, modified: 0 }));
  const taken = new Date(2019, 6, 4, 12).getTime();
  lightbox.items = [
    { photo: { ...first.photo, raws, taken, takenFrom: 'name', takenPrecision: 'day' } },
    { photo: second.photo },
  ];
  await lightbox.show(0);
  const facts = (): string => lightbox.shadowRoot?.querySelector('.facts')?.textContent ?? '';
  expect(facts()).toContain('Jul 4, 2019 (from the file name)');
  expect(facts()).toContain('with RAW: 0.cr2, 0.dng');
  await userEvent.keyboard('{ArrowRight}');
  await lightbox.updateComplete;
  expect(facts()).toContain('File dated ');
  expect(facts()).not.toContain('RAW');
});

test('shows what is known of a photo on the key i', async () => {
  const [first, second] = numbered(0, 2);
  if (!first || !second) throw new Error('There is no photo to show.');
  const known: Photo = {
    ...first.photo,
    ...{ width: 4032, height: 3024, size: 3_200_000, format: 'heic', taken: 0, takenFrom: 'exif' },
    ...{ camera: 'Apple iPhone 13', lens: 'back camera', kind: 'panorama', generated: 'composite' },
    exposure: { seconds: 0.008, aperture: 1.6, iso: 50, focalLength: 5.1, focalLength35: 26 },
    location: { latitude: 46.0207, longitude: 7.7491, altitude: 1608 },
  };
  lightbox.items = [{ photo: known }, second];
  await lightbox.show(0);
  const details = (): string[] =>
    [...(lightbox.renderRoot.querySelector('photo-search-details')?.shadowRoot?.querySelectorAll('dd') ?? [])]
      .map(({ textContent }) => textContent.trim())
      .filter((text) => text !== '');
  expect(details()).toEqual([]);
  await userEvent.keyboard('i');
  await expect.poll(() => details().includes('Zermatt, Valais, Switzerland')).toBe(true);
  expect(details().slice(1)).toEqual([
    'From the photo’s metadata (EXIF)',
    'Apple iPhone 13',
    'back camera',
    '1/125 s · f/1.6 · ISO 50 · 5.1 mm (like 26 mm on 35 mm film)',
    'Zermatt, Valais, Switzerland',
    '46.02070 7.74910 · 1,608 m above sea level',
    'Names of places: GeoNames, CC BY 4.0',
    'The file says that a program made a part of this image.',
    'Panorama',
    '4,032 × 3,024 px',
    '12 megapixels',
    'folder/0.jpg',
    'HEIC · 3.2 MB',
  ]);
  const canvas = lightbox.renderRoot
    .querySelector('photo-search-details')
    ?.shadowRoot?.querySelector('canvas') as HTMLCanvasElement;
  expect(canvas.ariaLabel).toBe('Map: Zermatt, Valais, Switzerland');
  // The point in the middle, and land around it.
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  const at = (x: number, y: number): number[] => [
    ...pixels.slice(4 * (y * canvas.width + x), 4 * (y * canvas.width + x) + 4),
  ];
  expect(at(canvas.width / 2, canvas.height / 2)).toEqual([255, 180, 84, 255]);
  expect(at(canvas.width / 2 + 12, canvas.height / 2 + 5)).toEqual([255, 255, 255, 56]);

  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(() => details().includes('folder/1.jpg')).toBe(true);
  expect(details()).not.toContain('Apple iPhone 13');
  await userEvent.keyboard('i');
  await expect.poll(details).toEqual([]);
});

/** Dispatches a pointer event at this point of the stage. */
function point(type: string, x: number, options: PointerEventInit): void {
  stage()?.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: 100, bubbles: true, ...options }));
}

const strip = (): DOMMatrix => {
  const strip = stage()?.renderRoot.querySelector('.strip');
  if (!strip) throw new Error('There is no stage.');
  return new DOMMatrix(getComputedStyle(strip).transform);
};

test('ignores a mouse button released elsewhere, and a context menu opened with Ctrl', async () => {
  await lightbox.show(1);
  const mouse = { pointerType: 'mouse', pointerId: 1 };
  point('pointerdown', 100, { ...mouse, buttons: 1 });
  point('pointermove', 160, mouse);
  point('pointermove', 220, { ...mouse, buttons: 1 });
  point('pointerdown', 100, { ...mouse, buttons: 1, ctrlKey: true });
  point('pointermove', 160, { ...mouse, buttons: 1 });
  await stage()?.updateComplete;
  expect(strip().e).toBe(0);
});

test('springs back when a swipe becomes a touch with two fingers', async () => {
  await lightbox.show(1);
  const target = stage();
  // The browser cannot capture synthetic pointers.
  if (target) target.setPointerCapture = () => undefined;
  const [one, other] = [1, 2].map((pointerId) => ({ pointerType: 'touch', pointerId, buttons: 1 }));
  point('pointerdown', 100, { ...one });
  point('pointermove', 160, { ...one });
  await stage()?.updateComplete;
  expect(strip().e).toBe(60);
  point('pointerdown', 200, { ...other });
  point('pointerup', 200, { ...other });
  point('pointerup', 160, { ...one });
  await expect.poll(() => strip().e).toBe(0);
});
