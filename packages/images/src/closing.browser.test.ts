import { afterEach, expect, it, vi } from 'vitest';
import { decodeImage } from './decode.ts';
import { pixelsOf } from './pixels.ts';

/** Returns a function that lists the bitmaps not yet closed. */
function spyOnBitmaps(): () => ImageBitmap[] {
  const made: ImageBitmap[] = [];
  const original = createImageBitmap;
  vi.spyOn(globalThis, 'createImageBitmap').mockImplementation(async (...parameters: unknown[]) => {
    const bitmap: ImageBitmap = await Reflect.apply(original, globalThis, parameters);
    made.push(bitmap);
    return bitmap;
  });
  return () => made.filter(({ width }) => width > 0);
}

async function transparentPng(): Promise<Blob> {
  const canvas = new OffscreenCanvas(4, 3);
  canvas.getContext('2d');
  return canvas.convertToBlob();
}

const fail = (): never => {
  throw new DOMException('No canvas today.', 'SecurityError');
};

afterEach(() => vi.restoreAllMocks());

it('closes its bitmaps when the browser’s image cannot be read', async () => {
  const file = await transparentPng();
  const open = spyOnBitmaps();
  vi.spyOn(OffscreenCanvasRenderingContext2D.prototype, 'getImageData').mockImplementation(fail);
  await expect(decodeImage(file)).rejects.toThrow('No canvas today.');
  expect(createImageBitmap).toHaveBeenCalled();
  expect(open()).toEqual([]);
});

it('closes its bitmaps when WebGL throws', async () => {
  const { image } = await decodeImage(await transparentPng());
  const open = spyOnBitmaps();
  vi.spyOn(WebGL2RenderingContext.prototype, 'texImage2D').mockImplementation(fail);
  await expect(pixelsOf(image)).rejects.toThrow('No canvas today.');
  expect(createImageBitmap).toHaveBeenCalled();
  expect(open()).toEqual([]);
});
