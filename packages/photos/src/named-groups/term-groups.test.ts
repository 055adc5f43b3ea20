import { expect, it } from 'vitest';
import { termGroups } from './term-groups.ts';
import type { TermHits } from './term-hits.ts';

const hits = (term: string, first: number, count: number, odds = 3): TermHits => ({
  ...{ term, facet: 'thing' },
  ids: Array.from({ length: count }, (_, i) => first + i),
  odds: Array.from({ length: count }, () => odds),
});

const words = (all: readonly TermHits[]): string[] => termGroups(all).map(({ term }) => term);

it('needs some photos, and some that fit strongly', () => {
  expect(words([hits('dog', 1, 5), hits('cat', 10, 3), hits('mist', 20, 9, 0.5)])).toEqual(['dog']);
});

it('keeps the stronger one of two words for the same photos', () => {
  expect(words([hits('beach', 1, 10), hits('sand', 1, 10, 2), hits('dog', 8, 5)])).toEqual(['beach', 'dog']);
});

it('keeps a word for some of the photos of another one', () => {
  expect(words([hits('animal', 1, 40), hits('dog', 1, 8)])).toEqual(['animal', 'dog']);
});

it('gives a photo to the words that fit it best', () => {
  const many = ['a', 'b', 'c', 'd'].map((word) => hits(word, 1, 6, 4));
  const shifted = many.map((each, i) => ({
    ...each,
    ids: each.ids.map((id) => (id > 3 ? id + 100 * i : id)),
  }));
  expect(termGroups([...shifted, hits('weak', 1, 6, 2.5)]).map(({ term }) => term)).not.toContain('weak');
});

it('does not depend on the order of the words', () => {
  const all = [hits('beach', 1, 10), hits('sand', 1, 10), hits('dog', 8, 5)];
  expect(words(all.toReversed())).toEqual(words(all));
});
