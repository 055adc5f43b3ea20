import { Tokenizer, Unigram } from '@huggingface/tokenizers';
import { exactNormalizer } from './normalizers.ts';
import { unigramEncoder } from './unigram.ts';

type Json = Record<string, unknown>;

/**
 * Runs a tokenizer.json as the Rust library does (https://github.com/huggingface/tokenizers), correcting
 * where tokenizers.js differs.
 *
 * @param json tokenizer.json, parsed.
 * @param config tokenizer_config.json, parsed.
 * @returns A function that turns a text into ids with special tokens, without truncation.
 * @throws Anything, if the file is not a tokenizer.json.
 */
export function tokenizerJsonEncoder(json: Json, config: Json): (text: string) => number[] {
  const tokenizer = new Tokenizer({ ...json, pre_tokenizer: exactPreTokenizer(json.pre_tokenizer) }, config);
  if (tokenizer.normalizer) tokenizer.normalizer = exactNormalizer(tokenizer.normalizer);
  const { model } = tokenizer;
  if (model instanceof Unigram) {
    restoreUnknownScore(model, json.model as Json);
    model.encode = unigramEncoder(model);
  }
  return (text) => tokenizer.encode(text).ids;
}

/** ByteLevel's own pattern: https://github.com/huggingface/tokenizers, pre_tokenizers/byte_level.rs */
const BYTE_LEVEL = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

const PUNCTUATION = String.raw`\p{P}!-\/:-@\[-\x60{-~`;

/**
 * Rewrites built-in pre-tokenizers as patterns. tokenizers.js implements them with JavaScript's `\s`, which
 * includes U+FEFF and excludes U+0085, but uses Unicode's white space in patterns. Also splits at every ▁,
 * the default of `Metaspace`.
 */
function exactPreTokenizer(given: unknown): unknown {
  const preTokenizer = given as Json | null;
  switch (preTokenizer?.type) {
    case 'Sequence':
      return {
        ...preTokenizer,
        pretokenizers: (preTokenizer.pretokenizers as unknown[]).map(exactPreTokenizer),
      };
    case 'WhitespaceSplit':
      return matches(String.raw`\S+`);
    case 'BertPreTokenizer':
      return matches(`[^\\s${PUNCTUATION}]+|[${PUNCTUATION}]`);
    case 'ByteLevel':
      if (preTokenizer.use_regex === false || preTokenizer.add_prefix_space) return preTokenizer;
      return sequence(matches(BYTE_LEVEL), { ...preTokenizer, use_regex: false });
    case 'Metaspace':
      if (preTokenizer.split === false) return preTokenizer;
      return sequence(preTokenizer, matches('▁[^▁]*|[^▁]+'));
    default:
      return preTokenizer;
  }
}

const sequence = (...pretokenizers: unknown[]) => ({ type: 'Sequence', pretokenizers });

/** Splits a text into all matches and drops the rest. */
const matches = (pattern: string) => ({
  type: 'Split',
  pattern: { Regex: pattern },
  behavior: 'Removed',
  invert: true,
});

/** tokenizers.js gives the unknown token itself the score of unknown characters. */
function restoreUnknownScore({ scores, unk_token_id: unknown }: Unigram, model: Json): void {
  const [, score] = (model.vocab as [string, number][])[unknown ?? -1] ?? [];
  if (unknown !== undefined && score !== undefined) scores[unknown] = score;
}
