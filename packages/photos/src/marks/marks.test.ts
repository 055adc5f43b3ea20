import { expect, it } from 'vitest';
import type { Edit } from '../store/records.ts';
import { applied } from './fields.ts';
import { kindOfChange, type MarkChange, marksOf, valuesOf } from './marks.ts';

/** What is said after these changes of a photo. */
function after(...changes: MarkChange[]) {
  const edits = changes.map((change): Edit => ({ store: 'marks', keys: ['a'], values: valuesOf(change) }));
  return marksOf(applied(edits, () => undefined, 1).changed.marks.get('a'));
}

const NOTHING = { favourite: false, hidden: false, rating: 0, labels: [], pinned: [], excluded: [] };

it.each<[MarkChange[], object]>([
  [[], {}],
  [[{ favourite: true }], { favourite: true }],
  [[{ favourite: true }, { favourite: false }], {}],
  [[{ rating: 4 }, { hidden: true }], { rating: 4, hidden: true }],
  [[{ rating: 4 }, { rating: 0 }], {}],
  [[{ labels: { add: ['dog', ' hot  dog ', 'Dog'] } }], { labels: ['Dog', 'hot dog'] }],
  [[{ labels: { add: ['Été', 'b'] } }, { labels: { remove: ['ete'] } }], { labels: ['b'] }],
  [[{ labels: { add: ['a'], remove: ['a'] } }], { labels: ['a'] }],
])('%j is read back', (changes, said) => {
  expect(after(...changes)).toEqual({ ...NOTHING, ...said });
});

it('says what a change is about', () => {
  expect(kindOfChange({ rating: 3 })).toBe('rating');
  expect(kindOfChange({ labels: { add: [] } })).toBe('labels');
  expect(kindOfChange({ rating: 3, hidden: false })).toBe('marks');
});
