import fc from 'fast-check';
import { expect, it } from 'vitest';
import { requestOf, withTextAsChips, writtenOf } from './box-language.ts';
import { type BoxQuery, EMPTY, withChanged, withChip } from './box-query.ts';
import { photosLikeUnnamed } from './example.ts';

const box = (text: string): BoxQuery => withTextAsChips({ text, chips: [] }, photosLikeUnnamed);

it.each([
  ['a dog', 'a dog', 0],
  ['a dog in:2019 -snow', 'a dog', 2],
  ['in:2019', '', 1],
  ['-snow a dog', 'a dog', 1],
  ['a dog + a lake', 'a dog', 1],
  ['a cat | a dog', '', 1],
  ['photo:3 2*photo:4', '', 2],
  ['a dog is:sqare', 'a dog is:sqare', 0],
  ['a dog is:sqare in:2019', 'a dog is:sqare', 1],
  ['"in:2019" is:square', '"in:2019"', 1],
])('of “%s”, “%s” stays text beside %i chips', (text, rest, count) => {
  const query = box(text);
  expect(query.text).toBe(rest);
  expect(query.chips).toHaveLength(count);
});

it('asks for the same after it was written and read', () => {
  const parts = [
    'a dog',
    '+ a lake',
    '-snow',
    '2*red car',
    '-1.5*"deep snow"',
    'a | b',
    'in:2019',
    '-is:square',
    'photo:7',
  ];
  const texts = fc.array(fc.constantFrom(...parts), { maxLength: 6 }).map((parts) => parts.join(' '));
  const asked = (query: BoxQuery) =>
    JSON.stringify(requestOf(query), (key, value) => (key === 'key' || key === 'label' ? undefined : value));
  fc.assert(
    fc.property(texts, (text) => {
      const query = box(text);
      expect(asked(box(writtenOf(query)))).toBe(asked(query));
    }),
  );
});

it('leaves pictures out of the text', () => {
  const picture = { label: () => 'like a picture', query: new Blob() };
  const query = withChip(withChip({ text: 'a dog ', chips: [] }, { example: picture }), {
    filter: { is: 'square' },
  });
  expect(writtenOf(query)).toBe('a dog is:square');
  expect(requestOf(query).terms).toHaveLength(2);
});

it('changes and removes one chip', () => {
  const two = withChip(withChip(EMPTY, { filter: { is: 'square' } }), { filter: { type: 'heic' } });
  const key = two.chips[0]?.key ?? 0;
  expect(writtenOf(withChanged(two, key, { filter: { is: 'portrait' } }))).toBe('is:portrait type:heic');
  expect(writtenOf(withChanged(two, key))).toBe('type:heic');
});
