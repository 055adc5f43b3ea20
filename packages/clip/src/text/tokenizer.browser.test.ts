import { describe, expect, it } from 'vitest';
import { registry } from '../models/registry.ts';
import type { TextSpec } from '../models/spec.ts';
import { createTokenizer } from './tokenizer.ts';

const json = async (file: string) => (await fetch(`/models/pocket/${file}`)).json();
const spec = registry.get('pocket')?.text as TextSpec;
const tokenizer = createTokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'), spec);
const { texts } = (await json('goldens.json')) as { texts: { text: string; input_ids: number[] }[] };

describe('the pocket model’s tokenizer', () => {
  it.each(texts)('gives the golden ids of “$text”', ({ text, input_ids }) => {
    expect(tokenizer.encode(text)).toEqual(input_ids);
  });

  it('keeps the end token of a text that is too long', () => {
    const ids = tokenizer.encode('a dog and a cat '.repeat(50));
    expect(ids).toHaveLength(32);
    expect(ids.at(-1)).toBe(6200);
    expect(ids.filter((id) => id === 6200)).toHaveLength(1);
  });

  it('says so when the file is none', () => {
    expect(() => createTokenizer({ hello: 1 }, {}, spec)).toThrow(
      expect.objectContaining({ code: 'invalid-model' }),
    );
  });
});
