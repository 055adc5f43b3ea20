import { expect, it } from 'vitest';
import { distance } from './candidate-index.ts';
import { embeddingCode } from './embedding-code.ts';

let state = 7;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32 - 0.5;
};
const row = (dimension: number): Float32Array => Float32Array.from({ length: dimension }, random);

it.each([64, 256, 500])('differs in few bits for embeddings at a small angle: %i values', (dimension) => {
  const one = row(dimension);
  const near = one.map((value) => value + 0.15 * random());
  expect(distance(embeddingCode(one), embeddingCode(one.slice()))).toBe(0);
  expect(distance(embeddingCode(one), embeddingCode(near))).toBeLessThan(8);
  expect(distance(embeddingCode(one), embeddingCode(row(dimension)))).toBeGreaterThan(16);
  expect(distance(embeddingCode(one), embeddingCode(one.map((value) => -value)))).toBe(64);
});
