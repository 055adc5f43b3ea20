import { expect, test } from 'vitest';
import { cosine, latencyRow, median, medianParts, quantile, ratioOf, rowOf } from './statistics.ts';

test('quantiles are interpolated, whatever the order', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(quantile([10, 0], 0.95)).toBeCloseTo(9.5);
  expect(quantile([7], 0.95)).toBe(7);
});

test('latencies are summarised by medians and a 95th percentile', () => {
  expect(
    latencyRow('query', 'web-clip', [
      [1, 9, 2],
      [4, 3, 5],
    ]),
  ).toMatchObject({
    value: 3,
    runs: [2, 4],
    parts: { 'p95 ms': 8 },
  });
});

test('a part missing from some runs counts only where it is present', () => {
  expect(medianParts([{ decode: 3, run: 1 }, { decode: 1 }, { decode: 2 }])).toEqual({ decode: 2, run: 0 });
});

test('a ratio says how many times as fast, whether higher or lower is faster', () => {
  const [ours, theirs] = [rowOf('embed', 'web-clip', [100]), rowOf('best', 'transformers.js', [10])];
  expect(ratioOf(ours, theirs, 'more')).toMatchObject({
    name: 'web-clip embed / transformers.js best',
    value: 10,
  });
  expect(ratioOf(ours, theirs, 'less').value).toBe(0.1);
  expect(ratioOf(ours, rowOf('add', 'web-clip', [50]), 'more')).toMatchObject({
    name: 'embed / add',
    value: 2,
  });
});

test('the cosine does not depend on lengths', () => {
  expect(cosine([3, 4], [6, 8])).toBeCloseTo(1);
  expect(cosine([1, 0], [0, 5])).toBe(0);
});
