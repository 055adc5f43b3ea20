import { describe, expect, it } from 'vitest';
import { readCharsmap } from './charsmap.ts';
import { adaptTokenizerJson } from './tokenizer-json.ts';

/**
 * A table with one entry, `A` to `<a>`. The trie's units: the root has offset 1, so that the byte 0x41
 * leads to 0x40; that unit carries its label, a leaf flag, and offset 2, so that the leaf is at 0x42 and
 * says where in the replacements to look.
 */
function tableOfA(): string {
  const trie = new Uint32Array(0x43);
  trie[0] = 1 << 10;
  trie[0x40] = 0x41 | (1 << 8) | (2 << 10);
  trie[0x42] = 0x80000000 + 1;
  const replacements = '\0<a>\0';
  const size = new Uint32Array([trie.byteLength]);
  const bytes = [...new Uint8Array(size.buffer), ...new Uint8Array(trie.buffer)];
  return btoa(String.fromCharCode(...bytes) + replacements);
}

describe('readCharsmap', () => {
  it('replaces what is in the table, and leaves the rest', () => {
    const normalise = readCharsmap(tableOfA());
    expect(normalise('')).toBe('');
    expect(normalise('bAnAna 🏖️')).toBe('b<a>n<a>na 🏖️');
    // A grapheme that is in the table by its first character is replaced as a whole.
    expect(normalise('A\u0301')).toBe('<a>');
  });
});

describe('adaptTokenizerJson', () => {
  it('applies a SentencePiece table itself, and takes it out', () => {
    const { json, prepare } = adaptTokenizerJson(
      {
        normalizer: {
          type: 'Sequence',
          normalizers: [{ type: 'Precompiled', precompiled_charsmap: tableOfA() }, { type: 'Strip' }],
        },
      },
      'none',
    );
    expect(json.normalizer).toEqual({ type: 'Sequence', normalizers: [{ type: 'Strip' }] });
    expect(prepare('A')).toBe('<a>');
  });

  it('lowers Σ as the tokenizers library does, where the tokenizer lowers at all', () => {
    const lowering = { normalizer: { type: 'BertNormalizer', lowercase: true } };
    expect(adaptTokenizerJson(lowering, 'none').prepare('ΟΔΟΣ')).toBe('ΟΔΟσ');
    expect(adaptTokenizerJson({ normalizer: null }, 'none').prepare('ΟΔΟΣ')).toBe('ΟΔΟΣ');
  });

  it('knows open_clip’s special tokens by open_clip’s names', () => {
    const json = {
      normalizer: null,
      added_tokens: [{ id: 9, content: '<|endoftext|>' }],
      pre_tokenizer: { type: 'Split', pattern: { Regex: '<\\|startoftext\\|>|<\\|endoftext\\|>|[a-z]+' } },
    };
    expect(adaptTokenizerJson(json, 'clip').json).toMatchObject({
      added_tokens: [{ id: 9, content: '<end_of_text>' }],
      pre_tokenizer: { pattern: { Regex: '<start_of_text>|<end_of_text>|[a-z]+' } },
    });
    expect(adaptTokenizerJson(json, 'none').json).toBe(json);
  });
});
