import { describe, expect, it } from 'vitest';
import { cropResemblance, cropsOf } from './crops.ts';
import { BLOTS, drawn } from './drawn-image.fixture.ts';
import { fingerprintOf, resemblance } from './fingerprint.ts';

type Frame = readonly [number, number, number, number];

const frequenciesOf = ([left, top, width, height]: Frame): Int8Array =>
  fingerprintOf(drawn(Math.round(320 * width), Math.round(240 * height), BLOTS, [left, top, width, height]))
    .frequencies;

const whole = frequenciesOf([0, 0, 1, 1]);

describe('crops of a fingerprint', () => {
  it.each<Frame>([
    [0.05, 0.05, 0.95, 0.95],
    [0.1, 0, 0.9, 0.9],
    [0.03, 0.02, 0.95, 0.94],
    [0.02, 0.06, 0.92, 0.92],
    [0.05, 0, 0.95, 1],
  ])('resemble that of the cropped image more than the whole does: %s, %s, %s, %s', (...frame) => {
    const cropped = frequenciesOf(frame);
    const found = cropResemblance(cropsOf(whole), cropped);
    expect(found).toBeGreaterThan(resemblance(whole, cropped));
    expect(found).toBeGreaterThan(0.93);
  });

  it('are as little like another image as the whole is', () => {
    const other = fingerprintOf(
      drawn(
        320,
        240,
        BLOTS.map(({ x, y, ...blot }) => ({ x: (x * 1.7 + 0.3) % 1, y: (y * 2.3) % 1, ...blot })),
      ),
    );
    expect(cropResemblance(cropsOf(whole), other.frequencies)).toBeLessThan(0.6);
  });
});
