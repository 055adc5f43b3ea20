import { expect, test } from 'vitest';
import { collapsed } from './collapsed.ts';
import { numbered } from './match.fixture.ts';

const why = { code: 'path' } as const;

test('copies are shown as one, the one to keep in the place of the best match', () => {
  const hits = numbered(1, 7).map((match, i) => ({ ...match, score: 1 - i / 10 }));
  const id = (index: number): number => hits[index]?.photo.id as number;
  const groups = [
    { keep: id(4), why, photos: [id(1), id(3), id(4)] },
    // Only one of these is among the results.
    { keep: 999, why, photos: [id(5), 999] },
  ];
  const { hits: shown, likely } = collapsed({ hits, likely: 4 }, groups);
  expect(shown.map(({ photo, copies, score }) => [photo.id, copies, score])).toEqual([
    [id(0), undefined, 1],
    [id(4), 2, 0.9],
    [id(2), undefined, 0.8],
    [id(5), undefined, 0.5],
  ]);
  expect(likely).toBe(3);
});

test('without copies, results stay the same objects', () => {
  const hits = numbered(1, 4);
  expect(collapsed({ hits, likely: undefined }, [])).toEqual({ hits, likely: undefined });
  expect(collapsed({ hits }, []).hits).toBe(hits);
});
