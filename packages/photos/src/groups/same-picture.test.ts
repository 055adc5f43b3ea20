import { describe, expect, it } from 'vitest';
import { align } from './alignment.ts';
import { ComparedImage } from './compared-image.ts';
import { BLOTS, type Blot, drawn, toned } from './drawn-image.fixture.ts';
import { ORIENTATIONS, oriented } from './orientations.ts';
import { samePicture } from './same-picture.ts';

type Frame = readonly [number, number, number, number];

/** A picture of 4000 x 3000 pixels, or a part of it. */
const shot = (blots: readonly Blot[] = BLOTS, frame: Frame = [0, 0, 1, 1]): ComparedImage => {
  const [, , width, height] = frame;
  const side = 320 / Math.max(width, height * 0.75);
  const image = drawn(Math.round(width * side), Math.round(height * side * 0.75), blots, frame);
  return new ComparedImage(image, Math.round(4000 * width), Math.round(3000 * height));
};

const original = shot();

const moved = (index: number, by: number): Blot[] =>
  BLOTS.map((blot, i) => (i === index ? { ...blot, x: blot.x + by } : blot));

describe('alignment', () => {
  it.each<Frame>([
    [0, 0, 1, 1],
    [0.05, 0, 0.95, 1],
    [0.02, 0.03, 0.95, 0.95],
    [0.06, 0.05, 0.88, 0.9],
  ])('finds a crop to a thousandth: %s, %s, %s, %s', (left, top, width, height) => {
    const found = align(original, shot(BLOTS, [left, top, width, height]));
    expect(found?.left).toBeCloseTo(left, 2.5);
    expect(found?.top).toBeCloseTo(top, 2.5);
    expect(found?.width).toBeCloseTo(width, 2.5);
    expect(found?.height).toBeCloseTo(height, 2.5);
  });

  it('finds nothing in images without structure', () => {
    const even = new ComparedImage(
      { data: new Float32Array(320 * 240).fill(90), width: 320, height: 240 },
      320,
      240,
    );
    expect(align(even, even)).toBeUndefined();
  });
});

describe('the same picture', () => {
  it('is a copy of another size', () => {
    expect(samePicture(original, new ComparedImage(drawn(120, 90), 120, 90))).toEqual({});
  });

  it('is a copy of another brightness', () => {
    const bright = toned(drawn(320, 240), (value) => Math.min(255, 1.2 * value + 20));
    expect(samePicture(original, new ComparedImage(bright, 4000, 3000))).toEqual({});
  });

  it('is a crop, whichever comes first', () => {
    const crop = shot(BLOTS, [0.02, 0.04, 0.95, 0.94]);
    expect(samePicture(original, crop)).toEqual({ cropped: 'second' });
    expect(samePicture(crop, original)).toEqual({ cropped: 'first' });
  });

  it.each(ORIENTATIONS.map((orientation, i) => [i, orientation] as const))(
    'is a copy in any orientation: %i',
    (_, orientation) => {
      const image = oriented(drawn(320, 240), orientation);
      const [width, height] = orientation.transposed ? [3000, 4000] : [4000, 3000];
      expect(samePicture(original, new ComparedImage(image, width, height))).toEqual({});
    },
  );
});

describe('not the same picture', () => {
  it.each([1, 4, 7])('is one in which a thing has moved: %i', (index) => {
    expect(samePicture(original, shot(moved(index, 0.03)))).toBeUndefined();
  });

  it('is one in which a small thing is missing', () => {
    const bird: Blot = { x: 0.3, y: 0.3, size: 0.01, brightness: 190 };
    expect(samePicture(original, shot([...BLOTS, bird]))).toBeUndefined();
  });

  it('is one whose camera has turned: both have a part that the other has not', () => {
    expect(samePicture(original, shot(BLOTS, [0.012, 0, 1, 1]))).toBeUndefined();
    expect(samePicture(original, shot(BLOTS, [0, -0.02, 1, 1]))).toBeUndefined();
  });

  it('is one that is stretched', () => {
    expect(samePicture(original, new ComparedImage(drawn(320, 240), 4000, 3400))).toBeUndefined();
  });

  it('is a large crop', () => {
    expect(samePicture(original, shot(BLOTS, [0.1, 0.1, 0.7, 0.7]))).toBeUndefined();
  });
});
