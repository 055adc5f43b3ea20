import type { TextSpec } from '../models/spec.ts';
import { readCharsmap } from './charsmap.ts';

/** A tokenizer.json with what has to be done to a text before it. */
export interface AdaptedTokenizer {
  json: Record<string, unknown>;
  prepare: (text: string) => string;
}

/** The part of a normalizer that is looked at here. */
interface Normalizer {
  type: string;
  normalizers?: Normalizer[];
  lowercase?: boolean;
  precompiled_charsmap?: string;
}

/**
 * Makes transformers.js give the ids of the reference, where it or tokenizer.json departs from it:
 *
 * - open_clip takes other literals for its special tokens;
 * - the tokenizers library applies a SentencePiece table to the letter;
 * - it lower-cases character by character, so that a final Σ becomes σ and not ς.
 *
 * @param json tokenizer.json, parsed.
 * @param clean How texts are cleaned; all but `none` mean open_clip.
 * @throws Anything, for a file that is no tokenizer.json.
 */
export function adaptTokenizerJson(
  json: Record<string, unknown>,
  clean: TextSpec['clean'],
): AdaptedTokenizer {
  const adapted = clean === 'clip' ? withOpenClipSpecials(json) : json;
  const normalizer = (adapted.normalizer ?? { type: 'none' }) as Normalizer;
  const [first, ...rest] = normalizer.normalizers ?? [normalizer];
  if (first?.type === 'Precompiled' && first.precompiled_charsmap) {
    return {
      json: { ...adapted, normalizer: { type: 'Sequence', normalizers: rest } },
      prepare: readCharsmap(first.precompiled_charsmap),
    };
  }
  const lowersCase = [first, ...rest].some((each) => each?.type === 'Lowercase' || each?.lowercase === true);
  return { json: adapted, prepare: lowersCase ? (text) => text.replaceAll('Σ', 'σ') : (text) => text };
}

/** https://github.com/mlfoundations/open_clip, tokenizer.py, `SimpleTokenizer`; ordinary text is the same in both. */
function withOpenClipSpecials(json: Record<string, unknown>): Record<string, unknown> {
  const literals: Record<string, string> = {
    '<|startoftext|>': '<start_of_text>',
    '<|endoftext|>': '<end_of_text>',
  };
  const tokens = json.added_tokens as { content: string }[];
  return {
    ...json,
    added_tokens: tokens.map((token) => ({ ...token, content: literals[token.content] ?? token.content })),
    // The literals stand in a regular expression there, and that in JSON.
    pre_tokenizer: JSON.parse(
      JSON.stringify(json.pre_tokenizer)
        .replaceAll('<\\\\|startoftext\\\\|>', '<start_of_text>')
        .replaceAll('<\\\\|endoftext\\\\|>', '<end_of_text>'),
    ),
  };
}
