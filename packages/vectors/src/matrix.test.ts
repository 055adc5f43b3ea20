import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hit, Matrix } from './matrix.ts';

const DIMENSION = 4;

const unit = (values: readonly number[]): Float32Array => {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
};
const vector = fc
  .array(fc.integer({ min: -3, max: 3 }), { minLength: DIMENSION, maxLength: DIMENSION })
  .map(unit);
const operation = fc.oneof(
  fc.record({ set: fc.integer({ min: 0, max: 20 }), row: vector }),
  fc.record({ delete: fc.integer({ min: 0, max: 20 }) }),
);

describe('Matrix', () => {
  it('finds what a sort of all rows finds, after any sets and deletes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { maxLength: 60 }),
        vector,
        fc.integer({ min: 1, max: 25 }),
        fc.boolean(),
        async (operations, query, limit, masked) => {
          const matrix = new Matrix(DIMENSION);
          const expected = new Map<number, Float32Array>();
          for (const step of operations) {
            if ('set' in step) {
              matrix.set([step.set], step.row);
              expected.set(step.set, step.row);
            } else {
              matrix.delete([step.delete]);
              expected.delete(step.delete);
            }
          }
          const odd = (id: number) => id % 2 === 1;
          const hits: Hit[] = [...expected]
            .filter(([id]) => !masked || odd(id))
            .map(([id, row]) => ({
              id,
              score: row.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0),
            }))
            .sort((a, b) => b.score - a.score || a.id - b.id)
            .slice(0, limit);
          expect(matrix.size).toBe(expected.size);
          expect(await matrix.search(query, masked ? { limit, mask: odd } : { limit })).toEqual(hits);
          for (const [id, row] of expected) expect(matrix.get(id)).toEqual(row);
        },
      ),
    );
  });

  it('grows past a block', async () => {
    const matrix = new Matrix(2);
    const count = 10_000;
    const rows = new Float32Array(count * 2);
    for (let i = 0; i < count; i++) rows.set([Math.cos(i / count), Math.sin(i / count)], i * 2);
    matrix.set([...Array(count).keys()], rows);
    const hits = await matrix.search(Float32Array.of(1, 0), { limit: 3 });
    expect(hits.map(({ id }) => id)).toEqual([0, 1, 2]);
    expect(matrix.has(count - 1)).toBe(true);
    expect(matrix.has(count)).toBe(false);
  });

  it('passes over rows that are no vectors of numbers', async () => {
    const matrix = new Matrix(2);
    matrix.set([1, 2, 3], Float32Array.of(Number.NaN, 0, 1, 0, 0, 1));
    expect(await matrix.search(Float32Array.of(1, 0), { limit: 1 })).toEqual([{ id: 2, score: 1 }]);
  });

  it('refuses what does not fit', async () => {
    const matrix = new Matrix(2);
    expect(() => matrix.set([1], new Float32Array(3))).toThrow(RangeError);
    await expect(matrix.search(new Float32Array(3), { limit: 1 })).rejects.toThrow(RangeError);
    await expect(matrix.search(new Float32Array(2), { limit: 0 })).rejects.toThrow(RangeError);
  });
});
