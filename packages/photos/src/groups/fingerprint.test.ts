import { describe, expect, it } from 'vitest';
import { distance } from './candidate-index.ts';
import { BLOTS, drawn, toned } from './drawn-image.fixture.ts';
import {
  fingerprintOf,
  printFingerprint,
  readFingerprint,
  resemblance,
  turnedFrequencies,
} from './fingerprint.ts';
import { codesOf } from './fingerprint-codes.ts';
import { ORIENTATIONS, oriented } from './orientations.ts';

const image = drawn(160, 120);
const { frequencies } = fingerprintOf(image);

describe('a fingerprint', () => {
  it('is the same after scaling, and nearly so after a crop or a change of brightness', () => {
    expect(resemblance(frequencies, fingerprintOf(drawn(64, 48)).frequencies)).toBeGreaterThan(0.999);
    const cropped = fingerprintOf(drawn(152, 114, BLOTS, [0.03, 0.02, 0.95, 0.95]));
    expect(resemblance(frequencies, cropped.frequencies)).toBeGreaterThan(0.85);
    const brightened = fingerprintOf(toned(image, (value) => 255 * (value / 255) ** 0.7));
    expect(resemblance(frequencies, brightened.frequencies)).toBeGreaterThan(0.98);
  });

  it('is another one for another picture', () => {
    const other = drawn(
      160,
      120,
      BLOTS.map(({ x, y, ...blot }) => ({ x: (x * 1.7 + 0.3) % 1, y: (y * 2.3) % 1, ...blot })),
    );
    expect(resemblance(frequencies, fingerprintOf(other).frequencies)).toBeLessThan(0.6);
  });

  it('says how much contrast there is', () => {
    expect(fingerprintOf(toned(image, () => 128)).contrast).toBeCloseTo(0);
    expect(fingerprintOf(image).contrast).toBeGreaterThan(20);
  });

  it.each(ORIENTATIONS.map((orientation, i) => [i, orientation] as const))(
    'turns as the image does: %i',
    (i, orientation) => {
      const square = drawn(128, 128);
      const turned = fingerprintOf(oriented(square, orientation)).frequencies;
      const expected = turnedFrequencies(fingerprintOf(square).frequencies, i);
      expect(Math.max(...turned.map((value, at) => Math.abs(value - (expected[at] as number))))).toBeLessThan(
        2,
      );
    },
  );

  it('can be printed and read', () => {
    const text = printFingerprint(fingerprintOf(image));
    expect(text).toHaveLength(88);
    const read = readFingerprint(text);
    expect(read?.frequencies).toEqual(frequencies);
    expect(read?.contrast).toBeCloseTo(fingerprintOf(image).contrast, 0);
    expect(readFingerprint('')).toBeUndefined();
    expect(readFingerprint(text.slice(1))).toBeUndefined();
    expect(readFingerprint(text.replace(/./, '!'))).toBeUndefined();
  });
});

it('has a code in common with the image in any orientation', () => {
  const codes = codesOf(frequencies);
  for (const orientation of ORIENTATIONS) {
    const turned = codesOf(fingerprintOf(oriented(image, orientation)).frequencies);
    const nearest = Math.min(...codes.flatMap((code) => turned.map((other) => distance(code, other))));
    expect(nearest).toBeLessThanOrEqual(4);
  }
});
