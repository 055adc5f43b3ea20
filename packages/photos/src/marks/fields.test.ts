import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Edit, Fields, FieldValue } from '../store/records.ts';
import { applied, labelField, merged } from './fields.ts';

type Records = Map<string, Fields>;

/** Applies edits to records, and returns the edits that undo them. */
function apply(records: Records, edits: readonly Edit[], now = 1000): Edit[] {
  const { changed, undo } = applied(edits, (_, key) => records.get(key), now);
  for (const [key, fields] of changed.marks) records.set(key, fields);
  return undo;
}

const values = (records: Records): unknown =>
  Object.fromEntries(
    Array.from(records, ([key, fields]) => [
      key,
      Object.fromEntries(
        Object.entries(fields).flatMap(([field, { value }]) => (value === null ? [] : [[field, value]])),
      ),
    ]).filter(([, said]) => Object.keys(said as object).length > 0),
  );

const marks = (keys: readonly string[], said: Edit['values']): Edit => ({
  store: 'marks',
  keys,
  values: said,
});

it('changes what differs, with its time', () => {
  const records: Records = new Map([['a', { favourite: { value: true, changed: 5 } }]]);
  const undo = apply(records, [marks(['a', 'b', 'b'], { favourite: true, rating: 3 })]);
  expect(Object.fromEntries(records)).toEqual({
    a: { favourite: { value: true, changed: 5 }, rating: { value: 3, changed: 1000 } },
    b: { favourite: { value: true, changed: 1000 }, rating: { value: 3, changed: 1000 } },
  });
  expect(undo).toHaveLength(2);
  expect(apply(records, [marks(['a'], { hidden: null, rating: 3 })])).toEqual([]);
});

it('stores one edit for all records that were the same', () => {
  const undo = apply(new Map(), [marks(['a', 'b', 'c'], { rating: 3 })]);
  expect(undo).toEqual([marks(['a', 'b', 'c'], { rating: null })]);
});

const edit = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }),
    fc.dictionary(
      fc.constantFrom('favourite', 'rating', 'label:x'),
      fc.constantFrom<FieldValue>(null, true, 1, 2, 'x', 'X'),
    ),
  )
  .map(([keys, said]) => marks(keys, said));

it('undoes and redoes any edits', () => {
  fc.assert(
    fc.property(fc.array(edit), fc.array(edit), (first, second) => {
      const records: Records = new Map();
      apply(records, first);
      const before = values(records);
      const undo = apply(records, second);
      const after = values(records);
      const redo = apply(records, undo);
      expect(values(records)).toEqual(before);
      apply(records, redo);
      expect(values(records)).toEqual(after);
    }),
  );
});

it('makes each word newer than the one before, even if the clock was put back', () => {
  const records: Records = new Map();
  apply(records, [marks(['a'], { rating: 3 })], 1000);
  apply(records, [marks(['a'], { rating: 4 })], 10);
  expect(records.get('a')?.rating).toEqual({ value: 4, changed: 1001 });
});

const said = (value: string | number | true | null, changed: number) => ({ value, changed });

it('merges by the newer word of each field', () => {
  const here: Fields = { rating: said(3, 10), favourite: said(null, 20), 'label:a': said('A', 5) };
  const there: Fields = { rating: said(5, 11), favourite: said(true, 19), 'label:b': said('b', 1) };
  const both = { ...here, rating: said(5, 11), 'label:b': said('b', 1) };
  expect(merged(here, there, 100)).toEqual(both);
  expect(merged(both, there, 100)).toBeUndefined();
  expect(merged(undefined, there, 100)).toEqual(there);
  expect(merged(undefined, {}, 100)).toBeUndefined();
});

it('believes no time of the future', () => {
  const there = { rating: said(5, 1e15) };
  expect(merged(undefined, there, 100)).toEqual({ rating: said(5, 100) });
  expect(merged({ rating: said(2, 100) }, there, 100)).toBeUndefined();
});

it.each([
  ['Été', 'ete', true],
  ['a  b', 'A B', true],
  ['dog', 'hot dog', false],
  ['❤️', '❤', true],
  ['❤️', '🏖️', false],
])('%j and %j are one label: %s', (a, b, same) => {
  expect(labelField(a) === labelField(b)).toBe(same);
});
