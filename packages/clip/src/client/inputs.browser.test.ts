import { expect, it } from 'vitest';
import { post } from './inputs.ts';

async function png(width: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, 2);
  canvas.getContext('2d');
  return canvas.convertToBlob();
}

it('posts cloneable images as they are, and copies the others', async () => {
  const blob = await png(3);
  const bitmap = await createImageBitmap(blob);
  const pixels = new ImageData(4, 1);
  const canvas = new OffscreenCanvas(5, 1);
  canvas.getContext('2d');
  const element = new Image();
  element.src = URL.createObjectURL(blob);
  await element.decode();
  const sent = await post([blob, bitmap, pixels, canvas, element], async (sources) => sources);
  expect(sent.slice(0, 3)).toEqual([blob, bitmap, pixels]);
  expect(sent.slice(3).map((source) => source instanceof ImageBitmap && source.width)).toEqual([5, 3]);
  // The caller's bitmap stays open.
  expect(bitmap.width).toBe(3);
});

it('posts and copies before anything is awaited, so that the caller may close or redraw at once', async () => {
  const bitmap = await createImageBitmap(await png(3));
  let posted: unknown;
  void post([bitmap], async ([source]) => {
    posted = source;
  });
  expect(posted).toBe(bitmap);

  const context = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = 'rgb(255 0 0)';
  context.fillRect(0, 0, 1, 1);
  const copying = post([context.canvas], async ([source]) => source as ImageBitmap);
  context.fillStyle = 'rgb(0 0 255)';
  context.fillRect(0, 0, 1, 1);
  context.drawImage(await copying, 0, 0);
  expect([...context.getImageData(0, 0, 1, 1).data]).toEqual([255, 0, 0, 255]);
});

it('closes its copies when posting fails, and leaves the caller’s bitmap open', async () => {
  const bitmap = await createImageBitmap(await png(3));
  const canvas = new OffscreenCanvas(5, 1);
  canvas.getContext('2d');
  let copy: ImageBitmap | undefined;
  const failure = new Error('The worker is gone.');
  await expect(
    post([bitmap, canvas], async (sources) => {
      copy = sources[1] as ImageBitmap;
      throw failure;
    }),
  ).rejects.toBe(failure);
  expect(copy?.width).toBe(0);
  expect(bitmap.width).toBe(3);
});

it('names the image that is closed or cannot be loaded', async () => {
  const closed = await createImageBitmap(await png(3));
  closed.close();
  const send = async () => undefined;
  await expect(post([closed], send)).rejects.toMatchObject({
    code: 'undecodable-image',
    message: 'Image 0 was closed. Pass it before you close it.',
  });
  const broken = new Image();
  broken.src = 'data:image/png,';
  await expect(post([new ImageData(1, 1), broken], send)).rejects.toMatchObject({
    code: 'invalid-argument',
    message: expect.stringMatching(/^Image 1 .* could not load from data:image\/png,\. /),
  });
});

it('explains how to load an image whose pixels another origin does not share', async () => {
  const tainted = new DOMException('The image is not clean.', 'DataCloneError');
  await expect(
    post([new ImageData(1, 1)], async () => {
      throw tainted;
    }),
  ).rejects.toMatchObject({ code: 'undecodable-image', cause: tainted });
});
