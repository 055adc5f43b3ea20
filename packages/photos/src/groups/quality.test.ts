import { expect, it } from 'vitest';
import { drawn, toned } from './drawn-image.fixture.ts';
import { softened } from './grey-image.ts';
import { qualityOf } from './quality.ts';

const image = drawn(320, 240);

it('measures a blurred image as less sharp', () => {
  let blurred = image;
  for (let i = 0; i < 20; i++) blurred = softened(blurred);
  expect(qualityOf(blurred).sharpness).toBeLessThan(qualityOf(image).sharpness / 3);
});

it('measures an image with a sharp part as sharp', () => {
  let blurred = image;
  for (let i = 0; i < 20; i++) blurred = softened(blurred);
  const data = blurred.data.map((value, i) => (i % 320 < 160 ? (image.data[i] as number) : value));
  expect(qualityOf({ ...image, data }).sharpness).toBeGreaterThan(qualityOf(image).sharpness / 2);
});

it('counts black and white pixels', () => {
  const half = toned(image, () => 120);
  half.data.fill(0, 0, half.data.length / 4);
  half.data.fill(255, half.data.length / 2);
  expect(qualityOf(half)).toMatchObject({ dark: 0.25, bright: 0.5 });
});

it('measures the smallest image', () => {
  expect(qualityOf({ data: Float32Array.of(3), width: 1, height: 1 })).toEqual({
    sharpness: 0,
    dark: 1,
    bright: 0,
  });
});
