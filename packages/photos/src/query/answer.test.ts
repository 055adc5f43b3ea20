import { registry } from '@web-clip/clip';
import { Matrix } from '@web-clip/vectors';
import { expect, it } from 'vitest';
import { emptyRecord, type PhotoRecord } from '../store/records.ts';
import { answerTerms } from './answer.ts';
import type { PostedOptions, PostedTerm } from './term.ts';

/** The cosines of photos with the query: three stand out of three hundred. */
const COSINES = Array.from({ length: 300 }, (_, i) => (i < 3 ? 0.9 - i / 100 : 0.1 + (i % 10) / 100));

const matrix = new Matrix(2);
const photos = new Map<number, PhotoRecord>();
for (const [id, cosine] of COSINES.entries()) {
  matrix.set([id], Float32Array.of(cosine, Math.sqrt(1 - cosine ** 2)));
  photos.set(id, { ...emptyRecord(id, 1, `${id}.jpg`), taken: (id * 7) % 300 });
}

const TERM: PostedTerm = { weight: 1, anyOf: [{ embedding: Float32Array.of(3, 0) }] };

const answer = (
  terms: readonly PostedTerm[],
  options: Partial<Omit<PostedOptions, 'filters'>> = {},
  passes?: (photo: PhotoRecord) => boolean,
) =>
  answerTerms(
    terms.map((term) => structuredClone(term)),
    { limit: 10, cutoff: false, sort: 'relevance', ...options },
    {
      library: { matrix, photos },
      engine: {
        spec: registry.get('pocket') as NonNullable<ReturnType<typeof registry.get>>,
        embedTexts: () => Promise.reject(new Error('There is no text.')),
      },
      neutral: () => Promise.reject(new Error('There is no text.')),
      passes,
      seen: (record) => record,
      signal: undefined,
    },
  );

it('says what stands out, and returns no more if asked', async () => {
  const all = await answer([TERM]);
  expect(all).toMatchObject({ fits: true, likely: 3, total: 300 });
  expect(all.hits.map(({ photo }) => photo.id).slice(0, 3)).toEqual([0, 1, 2]);
  expect(all.hits.map(({ strength }) => strength)).toEqual([
    ...Array(3).fill('strong'),
    ...Array(7).fill('weak'),
  ]);
  const few = await answer([TERM], { cutoff: true });
  expect(few.hits).toEqual(all.hits.slice(0, 3));
});

it('finds nothing among photos that do not stand out', async () => {
  const none = await answer([TERM], { cutoff: true }, ({ id }) => id >= 3);
  expect(none).toEqual({ fits: false, hits: [], likely: 0, total: 297 });
});

it('sorts by date, what is likely first', async () => {
  const { hits } = await answer([TERM], { sort: 'date' });
  const dates = hits.map(({ photo }) => photo.taken ?? 0);
  expect(dates.slice(0, 3)).toEqual([14, 7, 0]);
  expect(dates.slice(3)).toEqual(dates.slice(3).toSorted((a, b) => b - a));
});

it('leaves out the photos that it is asked about', async () => {
  const alike = { weight: 1, anyOf: [{ photo: 0 }] };
  expect((await answer([alike], { limit: 2 })).hits.map(({ photo }) => photo.id)).toEqual([1, 2]);
  const unlike = { weight: -1, anyOf: [{ photo: 0 }] };
  const { hits, fits } = await answer([TERM, unlike], { limit: 300 });
  expect(hits).toHaveLength(300);
  expect(fits).toBe(false);
});
