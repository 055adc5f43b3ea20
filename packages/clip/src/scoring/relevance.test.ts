import { expect, it } from 'vitest';
import { relevanceFeatures, relevanceLogOdds } from './relevance.ts';

const usual = { mean: 0.2, deviation: 0.1 };

it('knows as much of a small library as of usual images', () => {
  const empty = relevanceFeatures(0.5, { mean: 0.9, deviation: 0.9, count: 0 }, usual);
  expect(empty).toEqual([0.5, 0.2, 0.1, 0]);
  const [, mean, deviation, chance] = relevanceFeatures(0.5, { mean: 0.4, deviation: 0.3, count: 10 }, usual);
  expect(mean).toBeCloseTo(0.3);
  expect(deviation).toBeCloseTo(Math.sqrt((0.3 ** 2 + 0.1 ** 2) / 2));
  expect(chance).toBeCloseTo(Math.sqrt(2 * Math.log(10)));
});

it('adds up what the weights say', () => {
  const spec = { ...usual, weights: [10, -5, -2, -1] as const, constant: 3 };
  const library = { mean: 0.2, deviation: 0.1, count: 1 };
  expect(relevanceLogOdds(0.5, library, spec)).toBeCloseTo(5 - 1 - 0.2 + 3);
});
