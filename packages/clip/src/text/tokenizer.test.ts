import { expect, it } from 'vitest';
import { createTokenizer } from './tokenizer.ts';

/** A tokenizer that expands each `a` to a million letters. */
const swelling = () =>
  createTokenizer(
    {
      added_tokens: [],
      normalizer: { type: 'Replace', pattern: { String: 'a' }, content: 'b'.repeat(1e6) },
      pre_tokenizer: null,
      post_processor: null,
      decoder: null,
      model: { type: 'WordPiece', unk_token: '[UNK]', vocab: { '[UNK]': 0, c: 1 } },
    },
    {},
    { contextLength: 8, padTo: 'longest', padId: 0, clean: 'none' },
  );

it('reports a text that is too long for memory', () => {
  const tokenizer = swelling();
  expect(tokenizer.encode('c')).toEqual([1]);
  expect(() => tokenizer.encode('a'.repeat(1000))).toThrow(
    expect.objectContaining({
      code: 'invalid-argument',
      message: expect.stringContaining('1000 characters'),
    }),
  );
  expect(tokenizer.encode('c')).toEqual([1]);
});
