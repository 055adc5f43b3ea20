import { decodeImage, pixelsOf } from '@web-clip/images';
import { describe, expect, it } from 'vitest';
import { clipImage } from '../../models/families/clip.ts';
import { geometry } from './geometry.ts';
import { resample } from './resample.ts';

const folder = '/models/pocket/';
const { images } = (await (await fetch(`${folder}goldens.json`)).json()) as {
  images: { file: string; crop: string }[];
};
const pixels = async (file: string) =>
  pixelsOf((await decodeImage(await (await fetch(folder + file)).blob())).image);

describe('resample', () => {
  // The expected crops were made with Pillow and torchvision.
  it.each(images)('returns $crop to the byte', async ({ file, crop }) => {
    const { data, width, height } = await pixels(file);
    const expected = await pixels(crop);
    const actual = resample({ data, width, height }, geometry(width, height, clipImage(128)), 'bicubic');
    expect(actual).toEqual(new Uint8Array(expected.data.filter((_, i) => i % 4 < 3)));
  });
});
