import { afterEach, expect, it, vi } from 'vitest';
import { pixelsOf } from './pixels.ts';

/** Scrambles pixels as browsers with fingerprinting protection do. */
function scramble(by: () => number): void {
  const { getImageData } = OffscreenCanvasRenderingContext2D.prototype;
  vi.spyOn(OffscreenCanvasRenderingContext2D.prototype, 'getImageData').mockImplementation(function (
    this: OffscreenCanvasRenderingContext2D,
    ...area
  ) {
    const image = getImageData.apply(this, area);
    for (let i = 0; i < image.data.length; i++) image.data[i] = (image.data[i] as number) + by();
    return image;
  });
}

afterEach(() => vi.restoreAllMocks());

it('rejects images if the browser scrambles them, and continues once the user allows it', async () => {
  const bitmap = await createImageBitmap(new ImageData(new Uint8ClampedArray([9, 8, 7, 255]), 1, 1));
  scramble(() => Math.floor(Math.random() * 256) - 128);
  await expect(pixelsOf(bitmap)).rejects.toMatchObject({
    code: 'unreadable-file',
    message: expect.stringContaining('Allow this site to read canvas data'),
  });
  vi.restoreAllMocks();
  scramble(() => Math.floor(Math.random() * 2));
  await pixelsOf(bitmap);
  vi.restoreAllMocks();
  expect((await pixelsOf(bitmap)).data).toEqual(new Uint8ClampedArray([9, 8, 7, 255]));
});
