import { Matrix } from '@web-clip/vectors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merged, scoreTerms, type VectorTerm } from './score-terms.ts';

const DIMENSION = 16;

const unit = (values: readonly number[]): Float32Array => {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
};

const vector = fc
  .array(fc.integer({ min: -50, max: 50 }), { minLength: DIMENSION, maxLength: DIMENSION })
  .map((values) => unit(values.map((value, i) => value + i)));

const subject = fc.record({ vector, isText: fc.boolean() });
const term: fc.Arbitrary<VectorTerm> = fc.record({
  weight: fc.constantFrom(1, 0.5, 2, -1, -0.3),
  anyOf: fc.array(subject, { minLength: 1, maxLength: 3 }),
});

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);

/** The score as the documentation says it, with the statistics of the matrix. */
function documented(
  terms: readonly VectorTerm[],
  neutral: Float32Array,
  matrix: Matrix,
  row: Float32Array,
): number {
  const isWanted = terms.some(({ weight }) => weight > 0);
  /** A vector whose dot products with rows are standard scores, but for a constant. */
  const scaled = ({ vector, isText }: VectorTerm['anyOf'][number]): Float32Array => {
    const centred = isText ? vector.map((value, i) => value - (neutral[i] ?? 0)) : vector;
    const { deviation } = matrix.statistics(centred);
    return centred.map((value) => (deviation > 0 ? value / deviation : 0));
  };
  const standard = (vector: Float32Array): number => {
    const { mean, deviation } = matrix.statistics(vector);
    return deviation > 0 ? (dot(row, vector) - mean) / deviation : 0;
  };
  const wanted = new Float32Array(DIMENSION);
  for (const { weight, anyOf } of terms) {
    if (weight < 0 || anyOf.length > 1 || !anyOf[0]) continue;
    for (const [i, value] of scaled(anyOf[0]).entries()) wanted[i] = (wanted[i] ?? 0) + weight * value;
  }
  const { deviation } = matrix.statistics(wanted);
  const unexplained = (vector: Float32Array): Float32Array => {
    if (deviation === 0) return vector;
    const mixed = (factor: number): Float32Array =>
      vector.map((value, i) => value + (factor * (wanted[i] ?? 0)) / deviation);
    const correlation = matrix.statistics(mixed(1)).deviation ** 2 / 2 - 1;
    return Math.abs(correlation) > 0.95 ? vector : mixed(-correlation);
  };
  return terms.reduce((sum, { weight, anyOf }) => {
    const isUnwanted = weight < 0 && isWanted;
    const vectors = anyOf.map((each) => (isUnwanted ? unexplained(scaled(each)) : scaled(each)));
    const best = Math.max(...vectors.map(standard));
    return sum + weight * (isUnwanted ? Math.max(0, best) / 2 : best);
  }, 0);
}

describe('scoreTerms', () => {
  it('finds what scoring every photo on its own finds', () => {
    fc.assert(
      fc.property(
        fc.array(vector, { minLength: 2, maxLength: 40 }),
        fc.array(term, { minLength: 1, maxLength: 5 }),
        vector,
        fc.integer({ min: 1, max: 20 }),
        (rows, terms, mean, limit) => {
          const neutral = mean.map((value) => value / 2);
          const matrix = new Matrix(DIMENSION);
          for (const [id, row] of rows.entries()) matrix.set([id], row);
          const query = scoreTerms(terms, neutral, (each) => matrix.statistics(each));
          const hits = matrix.searchCombined(query, { limit });
          const scores = rows.map((row) => documented(terms, neutral, matrix, row));
          const sorted = scores.toSorted((a, b) => b - a).slice(0, limit);
          expect(hits).toHaveLength(sorted.length);
          for (const [i, { id, score }] of hits.entries()) {
            // Single precision, as the vectors have, but scores may be large where all photos are much alike.
            const tolerance = 1e-4 * (1 + Math.max(...scores.map(Math.abs)));
            expect(Math.abs(score - (scores[id] as number))).toBeLessThan(tolerance);
            expect(Math.abs(score - (sorted[i] as number))).toBeLessThan(tolerance);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('ranks a photo with both things first, and leaves out what is unwanted', () => {
    const matrix = new Matrix(4);
    const photos = {
      dog: [1, 0, 0.1, 0.1],
      beach: [0, 1, 0.1, 0],
      both: [0.7, 0.7, 0, 0.1],
      neither: [0, 0, 1, 0.2],
    };
    const names = Object.keys(photos);
    for (const [id, values] of Object.values(photos).entries()) matrix.set([id], unit(values));
    const dog = { vector: unit([1, 0, 0, 0]), isText: true };
    const beach = { vector: unit([0, 1, 0, 0]), isText: false };
    const found = (terms: readonly VectorTerm[]): string[] =>
      matrix
        .searchCombined(scoreTerms(terms, new Float32Array(4), (each) => matrix.statistics(each)))
        .map(({ id }) => names[id] as string);
    expect(
      found([
        { weight: 1, anyOf: [dog] },
        { weight: 1, anyOf: [beach] },
      ])[0],
    ).toBe('both');
    expect(
      found([
        { weight: 1, anyOf: [dog] },
        { weight: -1, anyOf: [beach] },
      ])[0],
    ).toBe('dog');
    expect(found([{ weight: -1, anyOf: [beach] }]).slice(2)).toEqual(['both', 'beach']);
    expect(found([{ weight: 1, anyOf: [dog, beach] }])[3]).toBe('neither');
    expect(found([{ weight: -1, anyOf: [dog, beach] }])[0]).toBe('neither');
  });

  it('leaves out what is unwanted by what it has beyond the wanted', () => {
    const matrix = new Matrix(4);
    // All dogs resemble puppies, and the more they are dogs, the more so.
    const photos = { dog: [1, 0.2, 0, 0], puppy: [0.6, 0.8, 0, 0], cat: [0, 0, 1, 0], car: [0, 0, 0, 1] };
    const names = Object.keys(photos);
    for (const [id, values] of Object.values(photos).entries()) matrix.set([id], unit(values));
    const query = scoreTerms(
      [
        { weight: 1, anyOf: [{ vector: unit([1, 0, 0, 0]), isText: true }] },
        { weight: -8, anyOf: [{ vector: unit([0.6, 0.8, 0, 0]), isText: true }] },
      ],
      new Float32Array(4),
      (each) => matrix.statistics(each),
    );
    expect(names[matrix.searchCombined(query)[0]?.id ?? -1]).toBe('dog');
  });

  it('takes several images as examples of one thing', () => {
    const image = (values: number[]) => [{ vector: unit(values), isText: false }];
    const text = { weight: 1, anyOf: [{ vector: unit([0, 0, 1]), isText: true }] };
    const without = { weight: -1, anyOf: image([1, 1, 1]) };
    const terms = [
      text,
      { weight: 1, anyOf: image([1, 0, 0]) },
      without,
      { weight: 3, anyOf: image([0, 1, 0]) },
    ];
    expect(merged(terms)).toEqual([{ weight: 2, anyOf: image([1, 3, 0]) }, text, without]);
    const single = [text, { weight: 2, anyOf: image([1, 0, 0]) }];
    expect(merged(single)).toEqual(single);
  });
});
