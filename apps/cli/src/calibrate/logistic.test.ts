import { expect, it } from 'vitest';
import { logisticRegression } from './logistic.ts';

/** Every outcome of two features, as often as its probability says. */
function observations(weights: readonly number[], constant: number) {
  const features: number[][] = [];
  const outcomes: boolean[] = [];
  const counts: number[] = [];
  for (let a = -3; a <= 3; a += 0.5) {
    for (let b = 100; b <= 106; b += 0.5) {
      const probability = 1 / (1 + Math.exp(-((weights[0] ?? 0) * a + (weights[1] ?? 0) * b + constant)));
      features.push([a, b], [a, b]);
      outcomes.push(true, false);
      counts.push(probability, 1 - probability);
    }
  }
  return { features, outcomes, weights: counts };
}

it.each([
  [[1, -0.5], 51],
  [[-0.3, 0.2], -20],
  [[0, 0], 1],
])('finds weights %j and constant %d again', (weights, constant) => {
  const fitted = logisticRegression(observations(weights, constant));
  for (const [i, weight] of weights.entries()) expect(fitted.weights[i]).toBeCloseTo(weight, 1);
  const middle = (of: { weights: readonly number[]; constant: number }): number =>
    (of.weights[1] ?? 0) * 103 + of.constant;
  expect(middle(fitted)).toBeCloseTo(middle({ weights, constant }), 1);
});

it('stays finite if a feature tells everything', () => {
  const { weights, constant } = logisticRegression({
    features: [[0], [1], [2], [3]],
    outcomes: [false, false, true, true],
    weights: [1, 1, 1, 1],
  });
  expect((weights[0] ?? 0) * 1.5 + constant).toBeCloseTo(0);
  expect(weights[0]).toBeGreaterThan(1);
  expect(weights[0]).toBeLessThan(100);
});
