import { expect, it } from 'vitest';
import { keepSetting } from '../storage/settings.ts';
import { KeptQueries } from './kept-queries.ts';

it('keeps the latest queries of each library, each once', () => {
  const kept = new KeptQueries(() => 'holidays');
  for (const query of ['a dog', 'a cat', ' ', 'a dog']) kept.note(query);
  expect(kept.recent).toEqual(['a dog', 'a cat']);
  for (let i = 0; i < 20; i++) kept.note(`query ${i}`);
  expect(kept.recent).toHaveLength(12);
  expect(kept.recent[0]).toBe('query 19');
  expect(new KeptQueries(() => 'work').recent).toEqual([]);
  kept.forgetRecent();
  expect(kept.recent).toEqual([]);
});

it('saves a query, and forgets it the next time', () => {
  const kept = new KeptQueries(() => 'saved');
  kept.toggle('a dog');
  kept.toggle('a cat');
  expect(kept.saved).toEqual(['a cat', 'a dog']);
  kept.toggle('a dog');
  expect(kept.saved).toEqual(['a cat']);
});

it.each(['no JSON', '{}', '[1]'])('ignores %j, which another program wrote', (value) => {
  keepSetting('photo-search-recent-queries-broken', value);
  expect(new KeptQueries(() => 'broken').recent).toEqual([]);
});
