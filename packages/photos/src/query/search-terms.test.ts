import { Matrix } from '@web-clip/vectors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRecord, type PhotoRecord } from '../store/records.ts';
import { scoreTerms, type VectorTerm } from './score-terms.ts';
import { type SearchedLibrary, searchTerms, vectorTerms } from './search-terms.ts';

const DIMENSION = 8;

const unit = (values: readonly number[]): Float32Array => {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
};

const vector = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: DIMENSION, maxLength: DIMENSION })
  .map((values) => unit(values.map((value, i) => value + i / 8)));

const libraries = fc
  .array(
    fc.record({ row: vector, width: fc.integer({ min: 0, max: 3 }), taken: fc.integer({ min: 0, max: 9 }) }),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((photos) => {
    const library = { matrix: new Matrix(DIMENSION), photos: new Map<number, PhotoRecord>() };
    for (const [i, { row, width, taken }] of photos.entries()) {
      const id = (i * 7) % 61;
      library.matrix.set([id], row);
      library.photos.set(id, { ...emptyRecord(id, 1, `${id}.jpg`), width, taken });
    }
    return library;
  });

const terms = fc.array(
  fc.record({
    weight: fc.constantFrom(1, 0.5, -1),
    anyOf: fc.array(fc.record({ vector, isText: fc.boolean() }), { minLength: 1, maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 3 },
);

const neutral = async (): Promise<Float32Array> => new Float32Array(DIMENSION).fill(0.1);

/** Brute force: scores all photos, and filters them afterwards. */
async function ranked(library: SearchedLibrary, scored: readonly VectorTerm[]): Promise<number[]> {
  const all = Number.POSITIVE_INFINITY;
  const query = scoreTerms(scored, await neutral(), (each) => library.matrix.statistics(each));
  return library.matrix.searchCombined(query, { limit: all }).map(({ id }) => id);
}

describe('searchTerms', () => {
  it('tests photos again only if some have come or gone', async () => {
    const library = { matrix: new Matrix(DIMENSION), photos: new Map<number, PhotoRecord>() };
    const add = (id: number): void => {
      library.matrix.set([id], unit([id, 1, 2, 3, 4, 5, 6, 7]));
      library.photos.set(id, { ...emptyRecord(id, 1, `${id}.jpg`), width: id });
    };
    for (const id of [1, 2, 3]) add(id);
    let tested = 0;
    const passes = ({ width }: { width: number }): boolean => {
      tested++;
      return width > 1;
    };
    const one = [{ weight: 1, anyOf: [{ vector: unit([1, 2, 3, 4, 5, 6, 7, 8]), isText: true }] }];
    const found = async () =>
      (await searchTerms(one, library, 9, passes, neutral)).hits.map(({ id }) => id).sort();
    expect([await found(), await found()]).toEqual([
      [2, 3],
      [2, 3],
    ]);
    expect(tested).toBe(3);
    add(4);
    expect(await found()).toEqual([2, 3, 4]);
    expect(tested).toBe(7);
  });

  it('ranks one term as its cosine does, to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(libraries, vector, fc.boolean(), async (library, query, isText) => {
        const one = [{ weight: 2, anyOf: [{ vector: query, isText }] }];
        const { hits, total } = await searchTerms(one, library, 20, undefined, neutral);
        expect(hits).toEqual(await library.matrix.search(query, { limit: 20 }));
        expect(total).toBe(library.matrix.size);
      }),
    );
  });

  it('finds among filtered photos what filtering all hits finds', async () => {
    await fc.assert(
      fc.asyncProperty(libraries, terms, fc.integer({ min: 1, max: 30 }), async (library, query, limit) => {
        const passes = ({ width }: PhotoRecord): boolean => width > 1;
        const found = await searchTerms(query, library, limit, passes, neutral);
        const passing = (id: number): boolean => passes(library.photos.get(id) as PhotoRecord);
        const [only] = found.terms;
        const isOne = found.terms.length === 1 && only?.anyOf.length === 1 && only.weight > 0;
        const all = isOne
          ? (await library.matrix.search(only.anyOf[0]?.vector as Float32Array, { limit: 99 })).map(
              ({ id }) => id,
            )
          : await ranked(library, found.terms);
        expect(found.hits.map(({ id }) => id)).toEqual(all.filter(passing).slice(0, limit));
        expect(found.total).toBe([...library.photos.keys()].filter(passing).length);
      }),
    );
  });

  it('finds the newest photos without terms, embedded or not', async () => {
    await fc.assert(
      fc.asyncProperty(libraries, async (library) => {
        const unreadable = { failure: { code: 'undecodable-image', message: '' } } as const;
        library.photos.set(98, { ...emptyRecord(98, 1, 'damaged.jpg'), width: 1, taken: 1e6, ...unreadable });
        library.photos.set(99, { ...emptyRecord(99, 1, 'not-embedded.jpg'), width: 1, taken: 99 });
        const { hits } = await searchTerms([], library, 5, ({ width }) => width > 0, neutral);
        const expected = [...library.photos.values()]
          .filter(({ id, width }) => id !== 98 && width > 0)
          .sort((a, b) => (b.taken ?? 0) - (a.taken ?? 0) || a.id - b.id)
          .slice(0, 5);
        expect(hits.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      }),
    );
  });

  it('refuses photos without an embedding, and embeddings of another dimension', async () => {
    const matrix = new Matrix(2);
    const embedder = { embedTexts: () => Promise.reject(new Error('It was called.')) };
    const of = (anyOf: Parameters<typeof vectorTerms>[0][number]['anyOf']) =>
      vectorTerms([{ weight: 1, anyOf }], matrix, embedder, undefined);
    await expect(of([{ photo: 3 }])).rejects.toThrow('This photo is not indexed with the current model.');
    await expect(of([{ embedding: new Float32Array(3) }])).rejects.toThrow(
      'The embedding has 3 values, but those of the library’s model have 2.',
    );
  });
});
