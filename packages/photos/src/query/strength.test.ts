import { Matrix } from '@web-clip/vectors';
import { expect, it } from 'vitest';
import { lineOf, logOdds, strengthOf } from './strength.ts';

const spec = { mean: 0.1, deviation: 0.1, weights: [20, -20, -20, 0] as const, constant: 0 };

/** Unit vectors whose cosine with the first axis is given. */
function matrixOf(cosines: readonly number[]): Matrix {
  const matrix = new Matrix(2);
  for (const [id, cosine] of cosines.entries())
    matrix.set([id], Float32Array.of(cosine, Math.sqrt(1 - cosine ** 2)));
  return matrix;
}

const axis = { vector: Float32Array.of(1, 0), isText: true };

it('judges texts by the calibration of the model', () => {
  const matrix = matrixOf([0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]);
  const [best = 0, other = 0] = logOdds([{ weight: 1, anyOf: [axis] }], [0, 1], matrix, 10, spec) ?? [];
  // The library's own ten photos, and ten usual ones.
  const [mean, deviation] = [(0.18 + 0.1) / 2, Math.sqrt((0.24 ** 2 + 0.1 ** 2) / 2)];
  expect(best).toBeCloseTo(20 * (0.9 - mean - deviation), 0);
  expect(other).toBeCloseTo(20 * (0.1 - mean - deviation), 0);
  const without = logOdds(
    [
      { weight: 1, anyOf: [axis] },
      { weight: -1, anyOf: [axis] },
    ],
    [0],
    matrix,
    10,
    spec,
  );
  expect(without?.[0]).toBeCloseTo(-best);
});

it('knows nothing of images in a small library, and judges by deviations in a large one', () => {
  const image = [{ weight: 1, anyOf: [{ ...axis, isText: false }] }];
  const common = Array.from({ length: 199 }, (_, i) => 0.1 + (i % 2) / 10);
  expect(logOdds(image, [0], matrixOf(common), 199, spec)).toBeUndefined();
  const large = matrixOf([...common, ...common, 0.9]);
  const [ordinary = 0, unusual = 0] = logOdds(image, [0, 398], large, 399, spec) ?? [];
  expect(ordinary).toBeLessThan(0);
  expect(unusual).toBeGreaterThan(2);
});

it('has a word for each range', () => {
  expect([3, 0.1, -0.1].map(strengthOf)).toEqual(['strong', 'likely', 'weak']);
});

it.each([
  [[], 0],
  [[3, 1, 0, -1, -2], 3],
  [[-1, -2], 0],
  [[3, -1, 2, 1, -1, -1, 2], 4],
])('draws the line of %j at %i', (odds, line) => {
  expect(lineOf(odds)).toBe(line);
});
