import { beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from './decode.ts';
import { type Orientation, swapsSides, turned } from './formats/orientation.ts';
import { type ByteOrder, exif, withExif } from './oriented.fixture.ts';
import { type Pixels, pixelsOf } from './pixels.ts';

const WIDTH = 48;
const HEIGHT = 32;

/** A block of a different colour in each corner distinguishes every orientation. */
function draw(): OffscreenCanvas {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  for (const [i, colour] of ['red', 'lime', 'blue', 'white'].entries()) {
    context.fillStyle = colour;
    context.fillRect((i % 2) * 24, Math.floor(i / 2) * 16, 24, 16);
  }
  return canvas;
}

const KINDS = {
  JPEG: ['image/jpeg', withExif.jpeg],
  PNG: ['image/png', withExif.png],
  'PNG, after the pixels': ['image/png', withExif.latePng],
  WebP: ['image/webp', withExif.webp],
} as const;

describe.each(Object.entries(KINDS))('decodeImage with EXIF orientations in %s', (_, [type, insert]) => {
  let file: number[];
  let stored: Pixels;
  beforeAll(async () => {
    const blob = await draw().convertToBlob({ type, quality: 1 });
    file = [...new Uint8Array(await blob.arrayBuffer())];
    stored = await pixelsOf((await decodeImage(blob)).image);
  });

  const decoded = async (data: number[]) => {
    const { width, height, image } = await decodeImage(Uint8Array.from(insert(file, data, WIDTH, HEIGHT)));
    const pixels = await pixelsOf(image);
    expect([pixels.width, pixels.height]).toEqual([width, height]);
    return pixels;
  };

  it.each(['II', 'MM'] as const)('turns the image upright, in %s order', async (order: ByteOrder) => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as Orientation[]) {
      const upright = await decoded(exif(orientation, order));
      const wanted = turned(stored, orientation);
      expect([upright.width, upright.height]).toEqual(
        swapsSides(orientation) ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT],
      );
      expect(new Uint8Array(upright.data)).toEqual(new Uint8Array(wanted.data));
    }
  });

  it('ignores invalid orientations', async () => {
    for (const data of [exif(0, 'II'), exif(9, 'MM'), exif(6, 'II', 4)]) {
      expect(new Uint8Array((await decoded(data)).data)).toEqual(new Uint8Array(stored.data));
    }
  });
});
