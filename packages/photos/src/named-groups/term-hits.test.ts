import { Matrix } from '@web-clip/vectors';
import { describe, expect, it } from 'vitest';
import { termHits } from './term-hits.ts';

const DIMENSION = 64;

let state = 3;
/** Between -1 and 1. */
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 31 - 1;
};
const unit = (values: Float32Array): Float32Array => {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};
const row = (): Float32Array => unit(Float32Array.from({ length: DIMENSION }, random));

const sampleOf = (count: number): number[] =>
  Array.from({ length: Math.min(count, 512) }, (_, i) => Math.floor((i * count) / 512));

/** A library of photos of nothing in particular, the first of which show some words. */
function library(count: number, shown: readonly { word: Float32Array; photos: number }[]): Matrix {
  const matrix = new Matrix(DIMENSION);
  let id = 0;
  for (const { word, photos } of shown)
    for (let i = 0; i < photos; i++)
      matrix.set([id++], unit(row().map((value, k) => 0.5 * value + (word[k] ?? 0))));
  while (id < count) matrix.set([id++], row());
  return matrix;
}

const [dog, beach, rare, unicorn] = [row(), row(), row(), row()];
const WORDS = ['dog', 'beach', 'rare', 'unicorn'].map((term) => ({ term, facet: 'thing' }));
const ROWS = Float32Array.from([dog, beach, rare, unicorn].flatMap((word) => [...word]));

const shown = [
  { word: dog, photos: 8 },
  { word: beach, photos: 300 },
  { word: rare, photos: 1 },
];

describe('the hits of words', () => {
  it('are the photos that show them, many or few, and none of what no photo shows', async () => {
    const matrix = library(3000, shown);
    const progress: number[] = [];
    const hits = await termHits(WORDS, ROWS, {
      ...{ matrix, sample: sampleOf(3000), relevance: undefined, most: 900 },
      onProgress: (done) => progress.push(done),
    });
    const ids = new Map(hits.map(({ term, ids }) => [term, ids.toSorted((a, b) => a - b)]));
    expect([...ids.keys()]).toEqual(['dog', 'beach', 'rare']);
    expect(ids.get('dog')).toEqual(Array.from({ length: 8 }, (_, i) => i));
    expect(ids.get('rare')).toEqual([308]);
    const beaches = ids.get('beach') ?? [];
    expect(beaches.slice(0, 300)).toEqual(Array.from({ length: 300 }, (_, i) => 8 + i));
    // Among many, a few are there by chance.
    expect(beaches.length).toBeLessThan(306);
    expect(progress).toEqual([0, 4]);
  });

  it('are none of a word that more photos fit than are wanted', async () => {
    const hits = await termHits(WORDS, ROWS, {
      matrix: library(3000, shown),
      relevance: undefined,
      sample: sampleOf(3000),
      most: 200,
    });
    expect(hits.map(({ term }) => term)).toEqual(['dog', 'rare']);
  });

  it('are judged by the model’s calibration in a small library, of which a thing may be a half', async () => {
    const matrix = library(24, [{ word: dog, photos: 12 }]);
    const relevance = { mean: 0, deviation: 0.12, weights: [21, -21, -36, -2.1], constant: 1.6 } as const;
    const hits = await termHits(WORDS, ROWS, { matrix, sample: [], relevance, most: 40 });
    expect(hits.map(({ term }) => term)).toEqual(['dog']);
    expect(hits[0]?.ids.slice(0, 12).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, i) => i),
    );
  });

  it('end with a cancelled call', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(
      termHits(WORDS, ROWS, { matrix: library(10, []), sample: [], relevance: undefined, most: 40, signal }),
    ).rejects.toThrow('enough');
  });
});
