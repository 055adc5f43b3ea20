import { expect, it } from 'vitest';
import { Matrix } from './index.ts';

it('searches embeddings of one’s own in the page', async () => {
  const embeddings = {
    dog: [0.8, 0.6, 0],
    wolf: [0.6, 0.8, 0],
    pizza: [0, 0, 1],
  };
  const names = Object.keys(embeddings);
  const matrix = new Matrix(3);
  matrix.set([...names.keys()], Float32Array.from(Object.values(embeddings).flat()));
  const hits = await matrix.search(Float32Array.of(1, 0, 0), { limit: 2 });
  expect(hits.map(({ id, score }) => [names[id], score])).toEqual([
    ['dog', expect.closeTo(0.8)],
    ['wolf', expect.closeTo(0.6)],
  ]);
});
