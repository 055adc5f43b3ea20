import type { Photo } from '@web-clip/photos';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { english } from '../i18n/strings.ts';
import { numbered } from '../search/match.fixture.ts';
import type { Match } from '../search/match.ts';
import { fileName } from '../ui/format.ts';
import { PhotoGrid } from './grid.ts';
import { Shown } from './lightbox.fixture.ts';
import { Lightbox } from './lightbox.ts';

let film: File;
let lightbox: Lightbox;
let library: Shown;

/** A second of a counter, as the browser records it. */
async function recorded(): Promise<File> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [160, 120];
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
  const parts: Blob[] = [];
  const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  recorder.start();
  for (const began = performance.now(); performance.now() < began + 1000; ) {
    context.fillStyle = `hsl(${performance.now() % 360}, 80%, 50%)`;
    context.fillRect(0, 0, 160, 120);
    await new Promise(requestAnimationFrame);
  }
  recorder.stop();
  await ended;
  return new File(parts, 'film.webm', { type: 'video/webm' });
}

const [found, next] = ((): [Match, Match] => {
  const [first, second] = numbered(0, 2);
  if (!first || !second) throw new Error('There are no photos.');
  const frames = [
    { id: first.photo.id, second: 0 },
    { id: 70, second: 0.5 },
  ];
  const photo: Photo = {
    ...first.photo,
    width: 160,
    height: 120,
    kind: 'video',
    video: { seconds: 65, frames },
  };
  return [{ photo, frame: { id: 70, second: 0.5 } }, second];
})();

const still = (matches: boolean): void => {
  vi.spyOn(globalThis, 'matchMedia').mockImplementation(
    (media) =>
      Object.assign(new EventTarget(), { media, matches, onchange: null }) as unknown as MediaQueryList,
  );
};

const player = () => lightbox.renderRoot.querySelector('photo-search-video');
const video = (): HTMLVideoElement | null | undefined => player()?.renderRoot.querySelector('video');
const titled = (): string => lightbox.renderRoot.querySelector('h2')?.textContent ?? '';

beforeAll(async () => {
  film = await recorded();
});

beforeEach(() => {
  library = new Shown();
  lightbox = new Lightbox();
  lightbox.strings = english;
  lightbox.library = library;
  lightbox.items = [found, next];
  document.body.append(lightbox);
});

afterEach(() => {
  vi.restoreAllMocks();
  lightbox.remove();
});

test('a video plays without sound from the second that was found', async () => {
  still(false);
  await lightbox.show(0);
  library.of(found.photo.id).file(film);
  await expect.poll(() => video()?.currentTime ?? 0).toBeGreaterThanOrEqual(0.5);
  expect(video()?.muted).toBe(true);
  expect(video()?.controls).toBe(true);
  expect(video()?.getBoundingClientRect().height).toBeGreaterThan(0);
  await expect.poll(() => video()?.played.length).toBe(1);
  expect(lightbox.renderRoot.textContent).toContain('Video, 1:05');
  // It is neither turned nor enlarged.
  expect(lightbox.renderRoot.querySelector('.tools .rotate, .tools .zoom')).toBeNull();
});

test('it waits for people who prefer reduced motion, and its keys are its own', async () => {
  still(true);
  await lightbox.show(0);
  library.of(found.photo.id).file(film);
  await expect.poll(() => video()?.currentTime ?? 0).toBeGreaterThanOrEqual(0.5);
  await expect.poll(() => video()?.readyState ?? 0).toBeGreaterThanOrEqual(2);
  expect(video()?.paused).toBe(true);
  video()?.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(titled()).toBe(fileName(found.photo.path));
  lightbox.renderRoot.querySelector<HTMLButtonElement>('.close')?.focus();
  await userEvent.keyboard('{ArrowRight}');
  await expect.poll(titled).toBe(fileName(next.photo.path));
  expect(player()).toBeNull();
});

test('its frame stays where the file cannot be played', async () => {
  await lightbox.show(0);
  library.of(found.photo.id).file(new File(['no video'], 'film.webm'));
  const bitmap = await createImageBitmap(new ImageData(16, 12));
  library.of(found.photo.id).picture(bitmap);
  const stage = lightbox.renderRoot.querySelector('photo-search-stage');
  await expect.poll(() => stage?.renderRoot.querySelector('.here .picture canvas')).toBeTruthy();
  await expect.poll(() => player()?.unplayable).toBe(true);
  await expect.poll(video).toBeFalsy();
});

test('the grid shows the frame that was found, and when, or else how long it is', async () => {
  const grid = new PhotoGrid();
  grid.strings = english;
  const wanted: number[][] = [];
  grid.thumbnails = { want: (ids: number[]) => wanted.push(ids), url: () => undefined } as never;
  grid.style.cssText = 'display:block;width:600px;height:400px';
  grid.items = [found, next];
  document.body.append(grid);
  const badges = (): (string | undefined)[] =>
    [...grid.renderRoot.querySelectorAll('.photo')].map(
      (photo) => photo.querySelector('.video')?.textContent,
    );
  await expect.poll(badges).toEqual(['Video, best at 0:000:00', undefined]);
  expect(wanted.at(-1)).toEqual([70, next.photo.id]);
  grid.items = [{ photo: found.photo }];
  await expect.poll(badges).toEqual(['Video, 1:051:05']);
  grid.remove();
});
