import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hit } from './best.ts';
import { BLOCK_ROWS } from './codes.ts';
import { Matrix, type SearchOptions } from './matrix.ts';

const unit = (values: readonly number[]): Float32Array => {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
};

/** Generates rows and a query of one length, 1 or another, with few or many distinct values. */
const vectors = fc
  .record({
    dimension: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(16, 63, 64, 65, 512, 1152)),
    seed: fc.integer(),
    levels: fc.constantFrom(1, 2, 5, 1e9),
    spread: fc.constantFrom(1, 1e-3, 1e-7),
    length: fc.constantFrom(1, 1, 1e-41, 1e-32, 1e-20, 3e15, 1e31),
  })
  .map(({ dimension, seed, levels, spread, length }) => {
    const random = generator(seed);
    const number = (): number => (Math.round(random() * levels) / levels) * 2 - 1;
    const centre = Array.from({ length: dimension }, number);
    const vector = (): Float32Array =>
      unit(centre.map((value) => value + spread * number())).map((value) => value * length);
    return { dimension, vector };
  });

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The expected result: sorts all rows. */
function sorted(rows: Map<number, Float32Array>, query: Float32Array, { limit, mask }: SearchOptions): Hit[] {
  return [...rows]
    .filter(([id]) => !mask || mask(id))
    .map(([id, row]) => ({ id, score: row.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0) }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .slice(0, limit);
}

/** Computes the scores of many rows as that of one. */
const byRow =
  (score: (products: Float64Array) => number) =>
  (products: readonly Float64Array[], scores: Float64Array): void => {
    for (let row = 0; row < scores.length; row++)
      scores[row] = score(Float64Array.from(products, (column) => column[row] ?? Number.NaN));
  };

const operation = fc.record({
  kind: fc.constantFrom('set', 'set', 'set', 'delete', 'repeat'),
  id: fc.integer({ min: 0, max: 40 }),
});
const limits = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constant(Number.POSITIVE_INFINITY));

describe('Matrix', () => {
  it('finds the same as sorting all rows, after any sets and deletes', async () => {
    await fc.assert(
      fc.asyncProperty(
        vectors,
        fc.array(operation, { maxLength: 80 }),
        limits,
        fc.boolean(),
        async ({ dimension, vector }, operations, limit, masked) => {
          const matrix = new Matrix(dimension);
          const expected = new Map<number, Float32Array>();
          let row = vector();
          for (const { kind, id } of operations) {
            if (kind === 'delete') {
              matrix.delete([id]);
              expected.delete(id);
            } else {
              if (kind === 'set') row = vector();
              matrix.set([id], row);
              expected.set(id, row);
            }
          }
          const options = masked ? { limit, mask: (id: number) => id % 2 === 1 } : { limit };
          for (const query of [vector(), row, new Float32Array(dimension)]) {
            expect(await matrix.search(query, options)).toEqual(sorted(expected, query, options));
          }
          expect(matrix.size).toBe(expected.size);
          for (const [id, row] of expected) expect(matrix.get(id)).toEqual(row);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds the same among thousands, whatever the filter', async () => {
    const random = generator(5);
    const vector = (): Float32Array => unit(Array.from({ length: 24 }, () => random() + random() - 1));
    const centres = Array.from({ length: 20 }, vector);
    const rows = new Map<number, Float32Array>();
    const matrix = new Matrix(24);
    for (let id = 5000; id > 0; id--) {
      const centre = centres[id % 20] as Float32Array;
      // Every tenth row is the centre of its cluster.
      const row = id % 10 === 0 ? centre : unit(Array.from(centre, (value) => value + 1e-4 * random()));
      rows.set(id, row);
      matrix.set([id], row);
    }
    for (const every of [1, 7, 400]) {
      for (const query of [vector(), ...centres.slice(0, 3)]) {
        const options = { limit: 100, mask: (id: number) => id % every === 0 };
        expect(await matrix.search(query, options)).toEqual(sorted(rows, query, options));
      }
    }
  });

  it('keeps rows of many blocks, set at once or block by block', async () => {
    const count = 2 * BLOCK_ROWS + 10;
    const ids = [...Array(count).keys()];
    const rows = new Float32Array(count * 2);
    for (const i of ids) rows.set([Math.cos(i / count), Math.sin(i / count)], i * 2);
    const query = Float32Array.of(1, 0);
    for (const size of [count, BLOCK_ROWS]) {
      const matrix = new Matrix(2);
      for (let start = 0; start < count; start += size) {
        matrix.set(ids.slice(start, start + size), rows.slice(start * 2, (start + size) * 2));
      }
      const hits = await matrix.search(query, { limit: count });
      expect(hits.map(({ id }) => id)).toEqual(ids);
      expect(matrix.has(count - 1)).toBe(true);
      expect(matrix.has(count)).toBe(false);
      // Adopted blocks can be written like any other, and setting rows twice leaves no gaps.
      matrix.delete(ids.slice(0, count - BLOCK_ROWS));
      matrix.set(ids.slice(count - BLOCK_ROWS), rows.slice(-2 * BLOCK_ROWS));
      matrix.set(Array(BLOCK_ROWS).fill(7), rows.slice(-2 * BLOCK_ROWS));
      expect(matrix.size).toBe(BLOCK_ROWS + 1);
      expect((await matrix.search(query, { limit: 3 })).map(({ id }) => id)).toEqual([
        count - BLOCK_ROWS,
        count - BLOCK_ROWS + 1,
        count - BLOCK_ROWS + 2,
      ]);
    }
  });

  it('ranks by a score of several queries as scoring all rows does', async () => {
    await fc.assert(
      fc.asyncProperty(
        vectors,
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 3 }),
        limits,
        fc.boolean(),
        async ({ dimension, vector }, count, ups, downs, limit, masked) => {
          const matrix = new Matrix(dimension);
          const rows = new Map(Array.from({ length: count }, (_, id) => [(id * 37) % 101, vector()]));
          for (const [id, row] of rows) matrix.set([id], row);
          const rising = Array.from({ length: ups }, () => vector().map((value) => 3 * value));
          const falling = Array.from({ length: downs }, vector);
          const score = (products: Float64Array): number => {
            let sum = products[0] ?? 0;
            if (ups > 1) sum += Math.max(...products.subarray(1, ups));
            for (const product of products.subarray(ups)) sum -= Math.max(0, product - 0.2);
            return sum;
          };
          const scoreOf = ups === 0 ? (p: Float64Array) => -score(p.map((v) => -v)) : score;
          const query = { rising, falling, score: byRow(scoreOf) };
          const exact = (row: Float32Array): number =>
            scoreOf(
              Float64Array.from([...rising, ...falling], (each) =>
                row.reduce((sum, value, i) => sum + value * (each[i] ?? 0), 0),
              ),
            );
          const expected = [...rows]
            .filter(([id]) => !masked || id % 2 === 1)
            .map(([id, row]) => ({ id, score: exact(row) }))
            .filter((hit) => !Number.isNaN(hit.score))
            .sort((a, b) => b.score - a.score || a.id - b.id)
            .slice(0, limit);
          const options = masked ? { limit, mask: (id: number) => id % 2 === 1 } : { limit };
          expect(matrix.searchCombined(query, options)).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ranks by a combined score among thousands, even if the falling queries rule out the best', async () => {
    const random = generator(9);
    const vector = (): Float32Array => unit(Array.from({ length: 24 }, () => random() + random() - 1));
    const rows = new Map(Array.from({ length: 9000 }, (_, id) => [id, vector()]));
    const matrix = new Matrix(24);
    for (const [id, row] of rows) matrix.set([id], row);
    const wanted = vector();
    for (const unwanted of [vector(), wanted]) {
      const score = ([up = 0, down = 0]: Float64Array): number => up - 2 * Math.max(0, down - 0.01);
      const products = (row: Float32Array, query: Float32Array): number =>
        row.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0);
      const expected = [...rows]
        .map(([id, row]) => ({
          id,
          score: score(Float64Array.of(products(row, wanted), products(row, unwanted))),
        }))
        .sort((a, b) => b.score - a.score || a.id - b.id)
        .slice(0, 50);
      const query = { rising: [wanted], falling: [unwanted], score: byRow(score) };
      expect(matrix.searchCombined(query, { limit: 50 })).toEqual(expected);
    }
  });

  it('ranks by the best of five queries among thousands', () => {
    const random = generator(11);
    const vector = (): Float32Array => unit(Array.from({ length: 70 }, () => random() + random() - 1));
    const rows = Array.from({ length: 3001 }, vector);
    const matrix = new Matrix(70);
    for (const [id, row] of rows.entries()) matrix.set([id], row);
    const rising = Array.from({ length: 5 }, (_, i) => vector().map((value) => value * (i + 1)));
    const score = (products: Float64Array): number => Math.max(...products);
    const expected = rows
      .map((row, id) => ({
        id,
        score: score(
          Float64Array.from(rising, (query) =>
            row.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0),
          ),
        ),
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, 200);
    expect(matrix.searchCombined({ rising, falling: [], score: byRow(score) }, { limit: 200 })).toEqual(
      expected,
    );
  });

  it('computes statistics and products of rows', () => {
    const matrix = new Matrix(2);
    matrix.set([5, 6, 7], Float32Array.of(1, 0, 0, 1, 0.6, 0.8));
    const query = Float32Array.of(2, 0);
    const { mean, deviation } = matrix.statistics(query);
    expect(mean).toBeCloseTo(3.2 / 3, 2);
    expect(deviation).toBeCloseTo(Math.sqrt((4 + 1.44) / 3 - (3.2 / 3) ** 2), 2);
    expect([...matrix.products(query, [7, 5, 9])]).toEqual([expect.closeTo(1.2), 2, Number.NaN]);
    matrix.delete([6, 7]);
    expect(matrix.statistics(query)).toEqual({ mean: expect.closeTo(2), deviation: 0 });
    expect(new Matrix(2).statistics(query)).toEqual({ mean: 0, deviation: 0 });
  });

  it('computes statistics of many rows from the same sample, whatever their order', () => {
    const random = generator(3);
    const vector = (): Float32Array => unit(Array.from({ length: 8 }, () => random() - 0.4));
    const rows = new Map(Array.from({ length: 20_000 }, (_, id) => [id, vector()]));
    const query = vector();
    const ahead = new Matrix(8);
    for (const [id, row] of rows) ahead.set([id], row);
    const back = new Matrix(8);
    back.set([30_000], query);
    for (const [id, row] of [...rows].reverse()) back.set([id], row);
    back.delete([30_000]);
    const statistics = ahead.statistics(query);
    expect(back.statistics(query)).toEqual(statistics);
    const products = [...ahead.products(query, [...rows.keys()])];
    const mean = products.reduce((sum, product) => sum + product) / products.length;
    const deviation = Math.sqrt(
      products.reduce((sum, product) => sum + (product - mean) ** 2, 0) / products.length,
    );
    expect(Math.abs(statistics.mean - mean)).toBeLessThan(0.1 * deviation);
    expect(statistics.deviation / deviation).toBeCloseTo(1, 1);
  });

  it('skips rows and queries with NaN or infinite values', async () => {
    const matrix = new Matrix(2);
    matrix.set([1, 2, 3], Float32Array.of(Number.NaN, 0, 1, 0, 0, 1));
    expect(await matrix.search(Float32Array.of(1, 0), { limit: 1 })).toEqual([{ id: 2, score: 1 }]);
    expect(await matrix.search(Float32Array.of(1, Number.NaN), { limit: 1 })).toEqual([]);
  });

  it('finds the best hundred unless told otherwise', async () => {
    const matrix = new Matrix(1);
    matrix.set([...Array(150).keys()], new Float32Array(150).fill(1));
    expect((await matrix.search(Float32Array.of(1))).map(({ id }) => id)).toEqual([...Array(100).keys()]);
  });
});

const any = <T>(value: unknown): T => value as T;

describe('a wrong call of a matrix', () => {
  const matrix = new Matrix(2);

  it.each<[string, () => unknown, message: string]>([
    [
      'new Matrix()',
      () => new Matrix(any(undefined)),
      'new Matrix() needs the number of values per row, such as embeddings.dimension, but got undefined.',
    ],
    [
      'new Matrix(0)',
      () => new Matrix(0),
      'new Matrix() needs the number of values per row, such as embeddings.dimension, but got 0.',
    ],
    [
      'set(id, row)',
      () => matrix.set(any(1), new Float32Array(2)),
      'set() needs an array of ids, which are numbers, but got 1.',
    ],
    [
      'set of names',
      () => matrix.set(any(['a']), new Float32Array(2)),
      'set() needs an array of ids, which are numbers, but got an array.',
    ],
    [
      'set(ids, array)',
      () => matrix.set([1], any([0, 1])),
      'set() needs a Float32Array, but got an array. Make one with Float32Array.from().',
    ],
    [
      'set of too many values',
      () => matrix.set([1], new Float32Array(3)),
      '1 rows of 2 values are needed, but 3 values were given.',
    ],
    [
      'delete(id)',
      () => matrix.delete(any(1)),
      'delete() needs an array of ids, which are numbers, but got 1.',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(expect.objectContaining({ code: 'invalid-argument', message }));
    expect(matrix.size).toBe(0);
  });

  it('refuses combined queries of another dimension', () => {
    const query = { rising: [new Float32Array(3)], falling: [], score: () => undefined };
    expect(() => matrix.searchCombined(query)).toThrow('The query has 3 values, but the rows have 2.');
  });

  it.each<[string, query: unknown, options: unknown, message: string]>([
    [
      'search(text)',
      'a dog',
      {},
      'search() needs a Float32Array, but got “a dog”. Make one with Float32Array.from().',
    ],
    [
      'search of another dimension',
      new Float32Array(3),
      {},
      'The query has 3 values, but the rows have 2. Embed it with the same model.',
    ],
    [
      'search(query, 5)',
      new Float32Array(2),
      5,
      'The options of search() must be an object such as { limit: … }, but are 5.',
    ],
    [
      'limit: 0',
      new Float32Array(2),
      { limit: 0 },
      'The option “limit” of search() must be a number of at least 1, but is 0.',
    ],
    [
      'limits: 5',
      new Float32Array(2),
      { limits: 5 },
      'search() has no option “limits”. Did you mean “limit”?',
    ],
  ])('%s', async (_, query, options, message) => {
    await expect(matrix.search(any(query), any(options))).rejects.toMatchObject({
      code: 'invalid-argument',
      message,
    });
  });
});
