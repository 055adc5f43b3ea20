import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipImage } from '../../models/families/clip.ts';
import type { ImageSpec } from '../../models/spec.ts';
import tall from './fixtures/tall.json';
import { type Crop, geometry } from './geometry.ts';
import { resample } from './resample.ts';

type Interpolation = ImageSpec['interpolation'];

/** The kernels by their textbook definitions: a triangle, and Keys' cubic with a = -1/2. */
function kernel(x: number, interpolation: Interpolation): number {
  const t = Math.abs(x);
  if (interpolation === 'bilinear') return t < 1 ? 1 - t : 0;
  if (t <= 1) return 1.5 * t ** 3 - 2.5 * t ** 2 + 1;
  return t < 2 ? -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2 : 0;
}

/** The indices of the input values that an output value averages, and their weights, which sum to 1. */
function reached(from: number, to: number, target: number, interpolation: Interpolation): [number, number][] {
  if (from === to) return [[target, 1]];
  const ratio = from / to;
  const width = Math.max(ratio, 1);
  const centre = (target + 0.5) * ratio;
  const weights: [number, number][] = [];
  // A kernel reaches at most two widths.
  for (
    let i = Math.max(0, Math.floor(centre - 2 * width) - 1);
    i < Math.min(from, centre + 2 * width + 1);
    i++
  ) {
    weights.push([i, kernel((i + 0.5 - centre) / width, interpolation)]);
  }
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  return weights.map(([i, weight]) => [i, weight / sum]);
}

/**
 * The expected crop of a resized image, value by value: the weighted mean along each row in reach, rounded to
 * 8 bits, then the weighted mean of those along the column, rounded again. For very tall images the order is
 * swapped.
 *
 * @param nudge Added before rounding.
 */
function reference(
  rgba: Uint8Array,
  from: { width: number; height: number },
  to: { width: number; height: number; crop: Crop },
  interpolation: Interpolation,
  nudge: number,
): Uint8Array {
  const { crop } = to;
  const round = (value: number): number => Math.min(255, Math.max(0, Math.round(value + nudge)));
  const mean = (weights: [number, number][], value: (i: number) => number): number =>
    round(weights.reduce((sum, [i, weight]) => sum + weight * value(i), 0));
  const across = Array.from({ length: crop.width }, (_, x) =>
    reached(from.width, to.width, crop.left + x, interpolation),
  );
  const result: number[] = [];
  for (let y = 0; y < crop.height; y++) {
    const down = reached(from.height, to.height, crop.top + y, interpolation);
    for (const row of across) {
      for (let channel = 0; channel < 3; channel++) {
        const at = (column: number, line: number): number =>
          rgba[(line * from.width + column) * 4 + channel] as number;
        result.push(
          from.height > 100 * from.width && to.height < from.height
            ? mean(row, (column) => mean(down, (line) => at(column, line)))
            : mean(down, (line) => mean(row, (column) => at(column, line))),
        );
      }
    }
  }
  return Uint8Array.from(result);
}

/** The largest total error of 60 weights of 22 bits, times 255. */
const TIE = (60 * 255) / 2 ** 23;

/** Deterministic noise for a seed (https://en.wikipedia.org/wiki/Linear_congruential_generator). */
function noise(bytes: number, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length: bytes }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state >>> 24;
  });
}

const side = (max: number) => fc.integer({ min: 1, max });
const shape = fc
  .record({ width: side(40), height: side(40) })
  .chain(({ width, height }) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      crop: fc.record({ left: side(width), top: side(height), right: side(width), bottom: side(height) }),
    }),
  )
  .map(({ width, height, crop: { left, top, right, bottom } }) => ({
    width,
    height,
    crop: {
      left: Math.min(left, right) - 1,
      top: Math.min(top, bottom) - 1,
      width: Math.abs(left - right) + 1,
      height: Math.abs(top - bottom) + 1,
    },
  }));

describe('resample', () => {
  it('agrees with a slow version written from the definition', () => {
    let bytes = 0;
    let different = 0;
    fc.assert(
      fc.property(
        side(60),
        side(60),
        shape,
        fc.constantFrom<Interpolation>('bicubic', 'bilinear'),
        fc.integer(),
        (width, height, target, interpolation, seed) => {
          const rgba = noise(width * height * 4, seed);
          const actual = resample({ data: rgba, width, height }, target, interpolation);
          // Weights have 22 bits, so a sum this close to a half may be rounded either way.
          const [low, high] = [-TIE, TIE].map((nudge) =>
            reference(rgba, { width, height }, target, interpolation, nudge),
          ) as [Uint8Array, Uint8Array];
          expect(actual.length).toBe(low.length);
          for (const [i, value] of actual.entries()) {
            const [least, most] = [low[i] as number, high[i] as number];
            if (value < least - 1 || value > most + 1) throw new Error(`byte ${i} is ${value}, not ${least}`);
            bytes++;
            if (value < least || value > most) different++;
          }
        },
      ),
      { seed: 1, numRuns: 300 },
    );
    expect(different / bytes).toBeLessThan(0.001);
  });

  it.each([
    [1, 1],
    [1, 5000],
    [5000, 1],
    [3, 20_000],
    [20_000, 3],
    [1, 60_000],
  ])('cuts the middle of %i x %i out of an image that would be far too large', (width, height) => {
    const rgba = noise(width * height * 4, width + height);
    const target = geometry(width, height, clipImage(224));
    expect(Math.max(target.width, target.height)).toBe(
      Math.floor((224 * Math.max(width, height)) / Math.min(width, height)),
    );
    const actual = resample({ data: rgba, width, height }, target, 'bicubic');
    const wanted = reference(rgba, { width, height }, target, 'bicubic', 0);
    expect(actual.length).toBe(224 * 224 * 3);
    expect(actual.every((value, i) => Math.abs(value - (wanted[i] as number)) <= 1)).toBe(true);
  });

  it.each([
    [1, 60_000],
    [60_000, 1],
    [3, 20_000],
  ])('squashes %i x %i', (width, height) => {
    const rgba = noise(width * height * 4, width + height);
    const target = geometry(width, height, { ...clipImage(224), resize: 'squash' });
    const actual = resample({ data: rgba, width, height }, target, 'bilinear');
    // Every seventh row and column is enough: each value averages thousands.
    for (let y = 0; y < 224; y += 7) {
      const row = { ...target, crop: { left: 0, top: y, width: 1, height: 1 } };
      for (let x = 0; x < 224; x += 7) {
        row.crop.left = x;
        const wanted = reference(rgba, { width, height }, row, 'bilinear', 0);
        const at = (y * 224 + x) * 3;
        expect(
          wanted.every((value, channel) => Math.abs(value - (actual[at + channel] as number)) <= 1),
          `at ${x}, ${y}`,
        ).toBe(true);
      }
    }
  });

  // Noise again, resized by Pillow; see fixtures/tall.py.
  it.each(tall)('returns Pillow’s bytes for $width x $height ($resize, $interpolation)', (expected) => {
    const { width, height, size, resize, interpolation } = expected;
    const spec = { ...clipImage(size), resize, interpolation } as ImageSpec;
    const rgba = noise(width * height * 4, width + height);
    const actual = resample({ data: rgba, width, height }, geometry(width, height, spec), spec.interpolation);
    expect(Buffer.from(actual).toString('base64')).toBe(expected.rgb);
  });
});
