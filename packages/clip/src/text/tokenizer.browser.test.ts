import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registry } from '../models/registry.ts';
import type { TextSpec } from '../models/spec.ts';
import { createTokenizer } from './tokenizer.ts';

const json = async (file: string) => (await fetch(`/models/pocket/${file}`)).json();
const spec = registry.get('pocket')?.text as TextSpec;
const tokenizer = createTokenizer(await json('tokenizer.json'), await json('tokenizer_config.json'), spec);
const { texts } = (await json('goldens.json')) as { texts: { text: string; input_ids: number[] }[] };

describe('the pocket model’s tokenizer', () => {
  it.each(texts)('returns the golden ids of “$text”', ({ text, input_ids }) => {
    expect(tokenizer.encode(text)).toEqual(input_ids);
  });

  it('keeps the end token of a text that is too long', () => {
    const ids = tokenizer.encode('a dog and a cat '.repeat(50));
    expect(ids).toHaveLength(32);
    expect(ids.at(-1)).toBe(6200);
    expect(ids.filter((id) => id === 6200)).toHaveLength(1);
  });

  it('rejects a file that is not a tokenizer', () => {
    expect(() => createTokenizer({ hello: 1 }, {}, spec)).toThrow(
      expect.objectContaining({ code: 'invalid-model' }),
    );
  });
});

/** Strings of any UTF-16 code units, including invalid ones, but mostly real text. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    maxLength: 60,
  }),
);

type Json = Record<string, unknown>;
const files = import.meta.glob<Json>(
  ['../../fixtures/*/manifest.json', '../../fixtures/*/model/tokenizer{,_config}.json'],
  { import: 'default' },
);
const families = Object.keys(files).flatMap((path) => path.match(/([\w-]+)\/manifest/)?.[1] ?? []);

describe.each(families)('the tokenizer of the %s fixture', (family) => {
  it('never throws, and never returns more ids than fit into the context', async () => {
    const file = (name: string) => files[`../../fixtures/${family}/${name}`]?.() ?? Promise.reject(name);
    const { text } = (await file('manifest.json')).spec as { text: TextSpec };
    const any = createTokenizer(
      await file('model/tokenizer.json'),
      await file('model/tokenizer_config.json'),
      text,
    );
    const end = any.encode('').at(-1);
    fc.assert(
      fc.property(anyText, (words) => {
        const ids = any.encode(words);
        expect(ids.length).toBeGreaterThan(0);
        expect(ids.length).toBeLessThanOrEqual(text.contextLength);
        expect(ids.at(-1)).toBe(end);
        expect(ids.every((id) => Number.isInteger(id) && id >= 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
