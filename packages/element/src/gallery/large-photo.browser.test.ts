import { afterAll, beforeAll, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { PhotoSearch } from '../photo-search.ts';
import { shot } from './lightbox.fixture.ts';
import type { Lightbox } from './lightbox.ts';

const [WIDTH, HEIGHT] = [8660, 5774];

let element: PhotoSearch;

/** A JPEG of 50 megapixels, with details everywhere. */
async function largePhoto(): Promise<File> {
  const tile = new OffscreenCanvas(64, 64);
  const context = tile.getContext('2d') as OffscreenCanvasRenderingContext2D;
  for (let y = 0; y < 8; y++) {
    for (let x = 0; x < 8; x++) {
      context.fillStyle = `hsl(${(x * 8 + y) * 5} 70% ${30 + 5 * y}%)`;
      context.fillRect(x * 8, y * 8, 8, 8);
    }
  }
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const large = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  large.fillStyle = large.createPattern(tile, 'repeat') as CanvasPattern;
  large.fillRect(0, 0, WIDTH, HEIGHT);
  return new File([await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })], 'large.jpg');
}

beforeAll(async () => {
  element = new PhotoSearch();
  element.name = crypto.randomUUID();
  element.device = 'wasm';
  document.body.append(element);
  await element.add([await largePhoto()]);
});

afterAll(() => element.remove());

test('50 megapixels are decoded reduced for the screen, and in full once they are needed', async () => {
  const root = element.shadowRoot as ShadowRoot;
  const lightbox = (): Lightbox => root.querySelector('photo-search-lightbox') as Lightbox;
  const tile = (): HTMLElement | null | undefined =>
    root.querySelector('photo-search-grid')?.shadowRoot?.querySelector('.photo');
  const stage = (): ShadowRoot | undefined =>
    lightbox().shadowRoot?.querySelector('photo-search-stage')?.shadowRoot ?? undefined;
  await expect.poll(tile).toBeTruthy();
  await userEvent.click(tile() as HTMLElement);
  await expect.poll(stage).toBeDefined();
  const least = Math.max(screen.width, screen.height) * devicePixelRatio;
  await expect.poll(() => stage()?.querySelector('.here canvas')).toBeTruthy();
  const reduced = shot(lightbox()).width ?? 0;
  expect(reduced).toBeGreaterThanOrEqual(least);
  expect(reduced).toBeLessThan(WIDTH);
  await userEvent.keyboard('z');
  await expect.poll(() => shot(lightbox()).width).toBe(WIDTH);
});
