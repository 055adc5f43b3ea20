import { describe, expect, it } from 'vitest';
import { readCharsmap } from './charsmap.ts';
import { tokenizerJsonEncoder } from './tokenizer-json.ts';

/**
 * A table with one entry, `A` to `<a>`. In the trie, the root has offset 1, so byte 0x41 leads to unit 0x40.
 * That unit has its label, a leaf flag and offset 2, so the leaf is at 0x42. The leaf holds the position in
 * the replacements.
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
  const normalise = readCharsmap(tableOfA());

  it('replaces characters in the table, and keeps the others', () => {
    expect(normalise('')).toBe('');
    expect(normalise('bAnAna 🏖️')).toBe('b<a>n<a>na 🏖️');
    // A grapheme whose first character is in the table is replaced as a whole.
    expect(normalise('A\u0301')).toBe('<a>');
  });

  it('keeps a grapheme whole, wherever it begins in a long text', () => {
    for (let before = 250; before < 262; before++) {
      for (const grapheme of ['A\u0301', 'A\u{1f3fb}']) {
        const left = 'b'.repeat(before);
        expect(normalise(`${left}${grapheme}c`), `${before}`).toBe(`${left}<a>c`);
      }
    }
    expect(normalise(`A${'\u0301'.repeat(1000)}A`)).toBe(`<a>${'\u0301'.repeat(1000)}<a>`);
  });
});

/** A tokenizer.json with these pieces and scores, after the unknown token. */
const unigram = (pieces: [string, number][], more: object = {}) => ({
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: null,
  post_processor: null,
  decoder: null,
  model: { type: 'Unigram', unk_id: 0, vocab: [['<unk>', 0], ...pieces] },
  ...more,
});

describe('tokenizerJsonEncoder', () => {
  it('chooses the most probable pieces, and the longer last piece in a tie', () => {
    const encode = tokenizerJsonEncoder(
      unigram([
        ['a', -1],
        ['b', -1],
        ['ab', -2],
        ['bb', -1.5],
        ['bbb', -4],
      ]),
      {},
    );
    expect(encode('ab')).toEqual([3]);
    expect(encode('abb')).toEqual([1, 4]);
    // Adjacent unknown characters form one token, which costs ten more than the worst piece.
    expect(encode('a𠮷狗b')).toEqual([1, 0, 2]);
    expect(encode('<unk>')).toEqual([0]);
    expect(encode('')).toEqual([]);
  });

  it('looks for added tokens before normalising, but not afterwards', () => {
    const encode = tokenizerJsonEncoder(
      unigram(
        [
          ['<a>', -1],
          ['b', -1],
        ],
        {
          normalizer: { type: 'Precompiled', precompiled_charsmap: tableOfA() },
          added_tokens: [{ id: 7, content: '<a>', special: true, normalized: false }],
        },
      ),
      {},
    );
    expect(encode('b<a>b')).toEqual([2, 7, 2]);
    expect(encode('bAb')).toEqual([2, 7, 2]);
  });

  it('splits at Unicode’s white space, which includes U+0085 but not U+FEFF', () => {
    const encode = tokenizerJsonEncoder(
      unigram(
        [
          ['a', -1],
          ['\ufeff', -1],
          ['\u0085', -1],
        ],
        { pre_tokenizer: { type: 'WhitespaceSplit' } },
      ),
      {},
    );
    expect(encode('a\u0085a\ufeffa a')).toEqual([1, 1, 2, 1, 1]);
  });

  it('lowers Σ regardless of its position', () => {
    const encode = tokenizerJsonEncoder(
      unigram(
        [
          ['σ', -1],
          ['ς', -1],
          ['ο', -1],
        ],
        { normalizer: { type: 'Sequence', normalizers: [{ type: 'Lowercase' }] } },
      ),
      {},
    );
    expect(encode('ΟΣ')).toEqual([3, 1]);
  });
});
