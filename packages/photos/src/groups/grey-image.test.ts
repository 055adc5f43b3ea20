import { expect, it } from 'vitest';
import { type GreyImage, resampled, softened, withLongSide } from './grey-image.ts';

const image = (width: number, ...data: number[]): GreyImage => ({
  data: Float32Array.from(data),
  width,
  height: data.length / width,
});

it('takes the mean of the pixels that a smaller one covers', () => {
  expect([...resampled(image(4, 0, 10, 20, 30, 40, 50, 60, 70), 2, 1).data]).toEqual([25, 45]);
  // Each of two pixels covers one and a half.
  expect([...resampled(image(3, 0, 30, 60), 2, 1).data]).toEqual([10, 50]);
});

it('keeps an even image even at any size', () => {
  for (const side of [1, 3, 7, 11, 20]) {
    const { data, width, height } = resampled(
      { data: new Float32Array(70).fill(9), width: 10, height: 7 },
      side,
      5,
    );
    expect([data.length, width, height]).toEqual([side * 5, side, 5]);
    for (const value of data) expect(value).toBeCloseTo(9, 5);
  }
});

it('never enlarges', () => {
  const small = image(2, 1, 2);
  expect(withLongSide(small, 10)).toBe(small);
  expect(withLongSide({ data: new Float32Array(800), width: 40, height: 20 }, 10)).toMatchObject({
    width: 10,
    height: 5,
  });
});

it('softens by the weights 1, 2 and 1', () => {
  const dot = image(3, 0, 0, 0, 0, 16, 0, 0, 0, 0);
  expect([...softened(dot).data]).toEqual([1, 2, 1, 2, 4, 2, 1, 2, 1]);
});
