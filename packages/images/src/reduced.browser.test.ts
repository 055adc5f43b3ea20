import { describe, expect, it } from 'vitest';
import { decodeImage } from './decode.ts';
import type { DecodedImage } from './decoded-image.ts';
import { pixelsOf } from './pixels.ts';
import { reductionOf } from './reduced.ts';

const WIDTH = 803;
const HEIGHT = 605;

/** A JPEG whose corners distinguish every orientation, with EXIF data that sets one. */
async function jpeg(orientation: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const gradient = context.createLinearGradient(0, 0, WIDTH, HEIGHT / 3);
  for (const [i, colour] of ['red', 'yellow', 'blue', 'white'].entries())
    gradient.addColorStop(i / 3, colour);
  context.fillStyle = gradient;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
  const plain = new Uint8Array(await blob.arrayBuffer());
  // One entry: Orientation (https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf, 4.6.4).
  const exif = [
    0x49,
    0x49,
    42,
    0,
    8,
    0,
    0,
    0,
    1,
    0,
    0x12,
    1,
    3,
    0,
    1,
    0,
    0,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const segment = [...new TextEncoder().encode('Exif\0\0'), ...exif];
  return Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, segment.length + 2, ...segment, ...plain.subarray(2));
}

/** The colours of a grid of 8 x 8 tiles. */
async function tiles({ image }: DecodedImage): Promise<number[]> {
  const { data, width, height } = await pixelsOf(image);
  const bitmap = await createImageBitmap(new ImageData(new Uint8ClampedArray(data), width, height));
  const context = new OffscreenCanvas(8, 8).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, 8, 8);
  return [...context.getImageData(0, 0, 8, 8).data];
}

describe('reductionOf', () => {
  it.each([
    [4000, 3000, 336, 1],
    [3264, 2448, 336, 2],
    [1200, 1600, 336, 3],
    [672, 900, 336, 4],
    [671, 900, 336, 4],
    [670, 900, 336, undefined],
    [4000, 3000, Number.POSITIVE_INFINITY, undefined],
  ])('reduces %i x %i to %d at least', async (width, height, least, eighths) => {
    expect(await reductionOf({ width, height }, least)).toBe(eighths);
  });
});

describe('decodeImage at a reduced size', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is upright with EXIF orientation %i', async (orientation) => {
    const bytes = await jpeg(orientation);
    const full = await decodeImage(bytes);
    for (const [least, eighths] of [
      [70, 1],
      [150, 2],
      [200, 3],
      [300, 4],
    ] as const) {
      const reduced = await decodeImage(bytes, { least });
      expect([reduced.width, reduced.height]).toEqual([full.width, full.height]);
      expect(reduced.image).not.toBeInstanceOf(ImageBitmap);
      expect([reduced.image.width, reduced.image.height]).toEqual([
        Math.ceil((full.width * eighths) / 8),
        Math.ceil((full.height * eighths) / 8),
      ]);
      const [actual, expected] = [await tiles(reduced), await tiles(full)];
      const worst = actual.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? 999))),
        0,
      );
      expect(worst).toBeLessThan(12);
    }
  });

  it('decodes small images and other formats in full', async () => {
    const bytes = await jpeg(1);
    expect((await decodeImage(bytes, { least: 400 })).image).toBeInstanceOf(ImageBitmap);
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    const png = await canvas.convertToBlob({ type: 'image/png' });
    expect((await decodeImage(png, { least: 70 })).image).toBeInstanceOf(ImageBitmap);
  });

  it('reports a damaged file like decoding in full', async () => {
    const bytes = (await jpeg(1)).slice(0, 700);
    const of = (least?: number) => decodeImage(bytes, { least }).catch((error) => error);
    const [full, reduced] = [await of(), await of(70)];
    expect(full).toMatchObject({ code: 'undecodable-image' });
    expect(reduced).toEqual(full);
  });
});
