import { expect, test } from 'vitest';
import { query } from './text.ts';

test('queries have ten words, and none repeats', () => {
  const queries = Array.from({ length: 5000 }, (_, i) => query(i));
  expect(new Set(queries).size).toBe(5000);
  for (const text of queries) expect(text.split(' ')).toHaveLength(10);
});
