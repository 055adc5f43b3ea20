import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createTokenizer, type Tokenizer } from './tokenizer.ts';

/** 3,000 texts with the libraries' ids, made by packages/clip/export/hostile.py. */
const FIXTURE = new URL('hostile.fixture.jsonl.gz', import.meta.url);
const [, ...lines] = gunzipSync(readFileSync(FIXTURE)).toString().trimEnd().split('\n');
const texts = lines.map((line) => JSON.parse(line) as { text: string; ids: Record<string, number[]> });
const families = Object.keys(texts[0]?.ids ?? {});

/**
 * Characters in the texts that some library or browser may not know yet, with the Unicode version that
 * introduced them.
 */
const SINCE: Record<string, number> = {
  '\u0558': 18,
  '\u07fd': 11,
  '\u088f': 17,
  '\u0890': 14,
  '\u08e2': 9,
  '\u09fe': 11,
  '\u0c3c': 14,
  '\u1acf': 17,
  '\u1c89': 16,
  '\u2e43': 9,
  '\u2e5d': 14,
  '\ua7cb': 16,
  '\ua7ce': 17,
  '\u{10d50}': 16,
  '\u{10d69}': 16,
  '\u{10efd}': 15,
  '\u{113ce}': 16,
  '\u{11f41}': 15,
  '\u{11f43}': 15,
  '\u{16ea0}': 17,
  '\u{1e030}': 15,
  '\u{1e4ec}': 15,
  '\u{1fae8}': 15,
  '\u{2b73f}': 17,
  '\u{323b0}': 17,
};

/**
 * Libraries whose Unicode version is older or newer than ours, and the characters that they classify
 * differently. Those are unassigned in the version that `knows` names, or in ours.
 */
const OTHER_UNICODE = [
  {
    families: ['openai-clip', 'siglip2'],
    library: 'str.lower of Python 3.11',
    knows: 14,
    characters: ['\u1c89', '\ua7cb', '\ua7ce', '\u{10d50}', '\u{16ea0}'],
  },
  {
    families: ['openai-clip', 'siglip', 'siglip2'],
    library: 'unicodedata.normalize of Python 3.11',
    knows: 14,
    characters: ['\u{10efd}', '\u{113ce}', '\u{11f41}', '\u{1e4ec}'],
  },
  { families: ['openai-clip'], library: 'letters of regex', knows: 18, characters: ['\u0558'] },
  {
    families: ['fashion-clip'],
    library: 'combining classes of unicode-normalization-alignments',
    knows: 9,
    characters: ['\u07fd', '\u0c3c', '\u{10efd}', '\u{113ce}', '\u{11f41}', '\u{1e4ec}'],
  },
  {
    families: ['fashion-clip'],
    library: 'letters of Oniguruma',
    knows: 16,
    characters: ['\u088f', '\ua7ce', '\u{16ea0}', '\u{2b73f}', '\u{323b0}'],
  },
  {
    families: ['chinese-clip', 'biomed-clip'],
    library: 'unicode_categories: marks, punctuation and format characters',
    knows: 8,
    characters: [
      ...['\u07fd', '\u0890', '\u08e2', '\u09fe', '\u0c3c', '\u1acf', '\u2e43', '\u2e5d'],
      ...['\u{10d69}', '\u{10efd}', '\u{113ce}', '\u{11f43}', '\u{1e4ec}'],
    ],
  },
];

/** The Unicode version of this Node. */
const OURS = Number(process.versions.unicode);
const isKnown = (character: string, version: number): boolean => (SINCE[character] ?? 0) <= version;

/** The characters for which a family must differ: those that one side knows and the other does not. */
const differing = (family: string): string[] =>
  OTHER_UNICODE.filter((each) => each.families.includes(family)).flatMap(({ knows, characters }) =>
    characters.filter((character) => isKnown(character, knows) !== isKnown(character, OURS)),
  );

describe.each(families)('the tokenizer of the %s fixture', (family) => {
  const tokenizer = tokenizerOf(family);
  const wrong = texts
    .map(({ text, ids }) => ({ text, expected: ids[family], actual: tokenizer.encode(text) }))
    .filter(({ expected, actual }) => expected?.join() !== actual.join());

  it('returns the libraries’ ids for 3,000 hostile texts', () => {
    expect(texts).toHaveLength(3000);
    const excused = [...differing(family), ...Object.keys(SINCE).filter((each) => !isKnown(each, OURS))];
    // A screenful is enough to show what is wrong.
    const unexcused = wrong.filter(({ text }) => !excused.some((character) => text.includes(character)));
    expect(unexcused.slice(0, 20).map(({ text, actual }) => ({ text, ids: actual }))).toEqual(
      unexcused.slice(0, 20).map(({ text, expected }) => ({ text, ids: expected })),
    );
  });

  it('differs for all characters listed as newer than the libraries', () => {
    const inVain = differing(family).filter(
      (character) => !wrong.some(({ text }) => text.includes(character)),
    );
    expect(inVain.map((character) => `U+${character.codePointAt(0)?.toString(16)}`)).toEqual([]);
  });
});

/** Texts that take a naive tokenizer minutes, or overflow its stack. */
const HUGE: Record<string, string> = {
  'one word of many letters': 'a'.repeat(2e5),
  'a million spaces': ' '.repeat(1e6),
  words: 'a dog '.repeat(2e4),
  'a letter with marks in the wrong order': `a${'\u0301\u0316'.repeat(5e4)}`,
  'one grapheme of many emoji': '👩\u200d'.repeat(2e4),
  ideographs: '狗𠮷'.repeat(3e4),
  punctuation: '!'.repeat(1e5),
  'special tokens': '</s><end_of_text>[SEP]'.repeat(4e3),
  mojibake: 'Ã©'.repeat(2e4),
  entities: '&amp;amp;'.repeat(1e4),
  'nested entities': `&${'amp;'.repeat(5e4)}`,
  'nested numeric entities': `&${'#38;'.repeat(5e4)}`,
  'halves of surrogate pairs': '\ud800'.repeat(2e4),
};

/** One family for each kind of tokenizer. */
const WAYS = ['openai-clip', 'fashion-clip', 'chinese-clip', 'siglip', 'siglip2'];

describe.each(WAYS)('the tokenizer of the %s fixture with too long a text', (family) => {
  const tokenizer = tokenizerOf(family);

  it.each(Object.keys(HUGE))('%s: returns as many ids as fit', { timeout: 120_000 }, (kind) => {
    const ids = tokenizer.encode(HUGE[kind] as string);
    expect(ids.length).toBeLessThanOrEqual(specOf(family).contextLength);
    expect(ids.at(-1)).toBe(tokenizer.encode('').at(-1));
  });
});

function specOf(family: string) {
  return read(family, 'manifest.json').spec.text;
}

function tokenizerOf(family: string): Tokenizer {
  const [json, config] = ['tokenizer.json', 'tokenizer_config.json'].map((name) =>
    read(family, `model/${name}`),
  );
  return createTokenizer(json, config, specOf(family));
}

function read(family: string, name: string) {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${family}/${name}`, import.meta.url), 'utf8'));
}
