import { describe, expect, it } from 'vitest';
import { contentHash, lookAt } from './file-contents.ts';

/** EXIF data whose orientation is 6: turn the image clockwise to make it upright (EXIF 2.3, 4.6.4 A). */
const TURNED = [
  ...[0x49, 0x49, 42, 0, 8, 0, 0, 0],
  ...[1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0],
  ...[0, 0, 0, 0],
];

/** A JPEG of 40 x 20 pixels, red on the left, with that orientation. */
async function turnedJpeg(): Promise<Blob> {
  const canvas = new OffscreenCanvas(40, 20);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = 'blue';
  context.fillRect(0, 0, 40, 20);
  context.fillStyle = 'red';
  context.fillRect(0, 0, 20, 20);
  const plain = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
  const exif = Uint8Array.of(...new TextEncoder().encode('Exif\0\0'), ...TURNED);
  const head = Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2);
  return new Blob([head, exif, plain.slice(2)]);
}

describe('lookAt', () => {
  it('keeps the image upright and its proportions, and never enlarges', async () => {
    const image = await createImageBitmap(await turnedJpeg());
    expect([image.width, image.height]).toEqual([20, 40]);
    const { type, bytes } = (await lookAt({ width: 20, height: 40, image })).thumbnail;
    expect(type).toBe('image/webp');
    const thumbnail = await createImageBitmap(new Blob([bytes], { type }));
    expect([thumbnail.width, thumbnail.height]).toEqual([20, 40]);
    const context = new OffscreenCanvas(20, 40).getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(thumbnail, 0, 0);
    const [topRed = 0, , topBlue = 0] = context.getImageData(10, 5, 1, 1).data;
    const [bottomRed = 0, , bottomBlue = 0] = context.getImageData(10, 35, 1, 1).data;
    expect(topRed).toBeGreaterThan(topBlue);
    expect(bottomBlue).toBeGreaterThan(bottomRed);
  });

  it('shrinks the long side to 320 pixels', async () => {
    const canvas = new OffscreenCanvas(1000, 10);
    canvas.getContext('2d')?.fillRect(0, 0, 1000, 10);
    const image = canvas.transferToImageBitmap();
    const { type, bytes } = (await lookAt({ width: 1000, height: 10, image })).thumbnail;
    const thumbnail = await createImageBitmap(new Blob([bytes], { type }));
    expect([thumbnail.width, thumbnail.height]).toEqual([320, 3]);
  });
});

describe('the thumbnail of an image decoded at a reduced size', () => {
  it('has the proportions of the full image', async () => {
    const image = { data: new Uint8Array(500 * 375 * 4).fill(255), width: 500, height: 375 };
    const { type, bytes } = (await lookAt({ width: 4000, height: 3000, image })).thumbnail;
    expect(type).toBe('image/jpeg');
    const thumbnail = await createImageBitmap(new Blob([bytes], { type }));
    expect([thumbnail.width, thumbnail.height]).toEqual([320, 240]);
  });
});

describe('contentHash', () => {
  it('is the SHA-256', async () => {
    expect(await contentHash(new TextEncoder().encode('abc').buffer)).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
