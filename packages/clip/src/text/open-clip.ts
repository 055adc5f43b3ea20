import { BPE, ByteLevelPreTokenizer } from '@huggingface/tokenizers';

/**
 * open_clip's pattern. It ignores case, so the long s (ſ) matches s, and U+0345, whose upper case is a
 * letter, matches nothing. JavaScript's `i` flag treats U+0345 as a letter, and its `\s` matches U+FEFF.
 */
const PIECES =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: U+0345 is left out by itself
  /<[sſ]tart_of_text>|<end_of_text>|'[sſ]|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}\u0345]+/gu;

/** The special tokens, as named in transformers' tokenizer.json. */
const START = '<|startoftext|>';
const END = '<|endoftext|>';

type Json = Record<string, unknown>;

/**
 * Whether a tokenizer.json is that of CLIP's byte pair encoding, for which open_clip has its own tokenizer.
 */
export function isOpenClipVocabulary({ model }: Json): boolean {
  const { vocab, end_of_word_suffix } = (model ?? {}) as { vocab?: Json; end_of_word_suffix?: string };
  return end_of_word_suffix === '</w>' && vocab !== undefined && START in vocab && END in vocab;
}

/**
 * open_clip's `SimpleTokenizer` (https://github.com/mlfoundations/open_clip, tokenizer.py). It takes only the
 * vocabulary from tokenizer.json. There, special tokens have other names and match anywhere, and texts are
 * normalised once more.
 *
 * @param json tokenizer.json with CLIP's vocabulary, parsed.
 * @param contextLength Where to stop.
 * @returns A function that turns a clean text into ids with start and end tokens, about as many as fit.
 */
export function openClipEncoder(json: Json, contextLength: number): (text: string) => number[] {
  const bpe = new BPE(json.model as ConstructorParameters<typeof BPE>[0]);
  const bytes = new ByteLevelPreTokenizer({ type: 'ByteLevel', add_prefix_space: false, use_regex: false });
  const idOf = (token: string): number => bpe.tokens_to_ids.get(token) as number;
  const literals = new Map([
    ['<start_of_text>', idOf(START)],
    ['<end_of_text>', idOf(END)],
  ]);
  return (text) => {
    const ids = [idOf(START)];
    for (const [piece] of text.matchAll(PIECES)) {
      if (ids.length >= contextLength) break;
      const literal = literals.get(piece);
      if (literal !== undefined) ids.push(literal);
      else for (const token of bpe.encode(bytes.pre_tokenize_text(piece))) ids.push(idOf(token));
    }
    return [...ids, idOf(END)];
  };
}
