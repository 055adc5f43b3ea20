import { expect, test } from 'vitest';
import { decodePicture } from './picture.ts';

/** An image of this size: red on the left, blue on the right. */
async function picture(width: number, height: number, type: string): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = 'red';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = 'blue';
  context.fillRect(width / 2, 0, width / 2, height);
  return new File([await canvas.convertToBlob({ type })], 'picture');
}

const sizeOf = ({ width, height }: ImageBitmap): number[] => [width, height];

test('decodes a JPEG at the smallest eighth that has the pixels', async () => {
  const file = await picture(1600, 1000, 'image/jpeg');
  const size = { width: 1600, height: 1000 };
  expect(sizeOf(await decodePicture(file, size, 400))).toEqual([400, 250]);
  expect(sizeOf(await decodePicture(file, size, 401))).toEqual([600, 375]);
  expect(sizeOf(await decodePicture(file, size, 1000))).toEqual([1600, 1000]);
  expect(sizeOf(await decodePicture(file, size))).toEqual([1600, 1000]);
});

test('reduces any other image afterwards, with its picture, and enlarges none', async () => {
  const file = await picture(900, 1500, 'image/png');
  const size = { width: 900, height: 1500 };
  const small = await decodePicture(file, size, 300);
  expect(sizeOf(small)).toEqual([180, 300]);
  const context = new OffscreenCanvas(180, 300).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(small, 0, 0);
  const at = (x: number): number[] => [...context.getImageData(x, 150, 1, 1).data];
  expect([at(40), at(140)]).toEqual([
    [255, 0, 0, 255],
    [0, 0, 255, 255],
  ]);
  expect(sizeOf(await decodePicture(file, size, 4000))).toEqual([900, 1500]);
});

test('says why a file cannot be decoded', async () => {
  const file = new File(['no picture'], 'photo.jpg');
  await expect(decodePicture(file, { width: 4, height: 3 }, 100)).rejects.toMatchObject({
    code: 'undecodable-image',
  });
});
