import { describe, expect, it } from 'vitest';
import { CopyCandidates } from './copy-candidates.ts';
import { BLOTS, drawn, toned } from './drawn-image.fixture.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { ORIENTATIONS, oriented } from './orientations.ts';

const picture = drawn(320, 240);
const print = fingerprintOf(picture);
const other = fingerprintOf(
  drawn(
    320,
    240,
    BLOTS.map(({ x, y, ...blot }) => ({ x: (x * 1.7 + 0.3) % 1, y: (y * 2.3) % 1, ...blot })),
  ),
);
const nameOf = String;

const row = (first: number): Float32Array =>
  Float32Array.from({ length: 256 }, (_, i) => Math.sin(first * 100 + i * i));

/** Adds fingerprints as items from 0 on. */
function added(...prints: readonly [Fingerprint, Float32Array?][]): number[][] {
  const candidates = new CopyCandidates();
  return prints.map(([print, row], item) => candidates.add(item, print, row, nameOf));
}

describe('candidates', () => {
  it('are crops and turned copies, whichever comes first', () => {
    const crop = fingerprintOf(drawn(304, 228, BLOTS, [0.04, 0.01, 0.95, 0.95]));
    const turned = fingerprintOf(oriented(picture, ORIENTATIONS[5] as (typeof ORIENTATIONS)[number]));
    expect(added([print], [crop])).toEqual([[], [0]]);
    expect(added([crop], [print])).toEqual([[], [0]]);
    expect(added([print], [other], [turned])).toEqual([[], [], [0]]);
  });

  it('are no other pictures, even if their embeddings are the same', () => {
    expect(added([print, row(1)], [other, row(1)])).toEqual([[], []]);
  });

  it('are found by their embeddings where their fingerprints have no word in common', () => {
    // A few frequencies say what it looks like; of each word five others change their signs.
    const strong = new Map([
      [1, 127],
      [8, 100],
      [2, 90],
      [16, 80],
      [9, 70],
    ]);
    const plain = {
      contrast: 40,
      frequencies: Int8Array.from({ length: 64 }, (_, i) => strong.get(i) ?? 10),
    };
    const frequencies = plain.frequencies.map((value, i) => (i >= 44 ? -value : value));
    const changed = { ...plain, frequencies };
    expect(added([plain], [changed])).toEqual([[], []]);
    expect(added([plain, row(1)], [changed, row(1)])).toEqual([[], [0]]);
  });

  it('are no images without structure, and no removed ones', () => {
    const flat = fingerprintOf(toned(picture, (value) => 128 + value / 200));
    expect(added([flat], [flat])).toEqual([[], []]);
    const candidates = new CopyCandidates();
    candidates.add(0, print, row(1), nameOf);
    candidates.add(1, print, row(1), nameOf);
    candidates.delete(0);
    expect(candidates.add(2, print, row(1), nameOf)).toEqual([1]);
  });

  it('are some of many, whatever the order in which these came', () => {
    const found = [0, 1].map((order) => {
      const candidates = new CopyCandidates();
      const items = Array.from({ length: 60 }, (_, i) => (order ? 59 - i : i));
      for (const item of items) candidates.add(item, print, undefined, nameOf);
      return candidates.add(99, print, undefined, nameOf).sort();
    });
    expect(found[0]).toHaveLength(48);
    expect(found[1]).toEqual(found[0]);
  });
});
