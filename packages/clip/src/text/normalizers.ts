import { Normalizer, SequenceNormalizer } from '@huggingface/tokenizers';
import { readCharsmap } from './charsmap.ts';
import { normalize } from './marks.ts';

/** The settings of a normalizer that are used here. */
interface Settings {
  type?: string;
  precompiled_charsmap?: string;
  clean_text?: boolean;
  handle_chinese_chars?: boolean;
  strip_accents?: boolean | null;
  lowercase?: boolean;
  strip_left?: boolean;
  strip_right?: boolean;
}

/** A normalizer that applies a function. */
class FunctionNormalizer extends Normalizer {
  readonly #apply: (text: string) => string;

  constructor(config: Normalizer['config'], apply: (text: string) => string) {
    super(config);
    this.#apply = apply;
  }

  normalize(text: string): string {
    return this.#apply(text);
  }
}

/**
 * Makes a normalizer behave as in the Rust library (https://github.com/huggingface/tokenizers, normalizers/).
 * tokenizers.js iterates over UTF-16 units instead of characters, lowers a final Σ by its position, uses
 * JavaScript's white space, and approximates a SentencePiece table with NFKC.
 *
 * @param normalizer A normalizer of tokenizers.js.
 * @returns An exact one, or the same if it is exact.
 */
export function exactNormalizer(normalizer: Normalizer): Normalizer {
  const apply = exactly(normalizer);
  return apply ? new FunctionNormalizer(normalizer.config, apply) : normalizer;
}

function exactly(normalizer: Normalizer): ((text: string) => string) | undefined {
  const settings = normalizer.config as Settings;
  if (normalizer instanceof SequenceNormalizer) {
    const steps = normalizer.normalizers.flatMap((step) => (step ? [exactNormalizer(step)] : []));
    return (text) => steps.reduce((current, step) => step.normalize(current), text);
  }
  switch (settings.type) {
    case 'BertNormalizer':
      return (text) => bert(text, settings);
    case 'Lowercase':
      return lowerCase;
    case 'NFC':
    case 'NFD':
    case 'NFKC':
    case 'NFKD': {
      const { type } = settings;
      return (text) => normalize(text, type);
    }
    case 'Precompiled':
      return settings.precompiled_charsmap ? readCharsmap(settings.precompiled_charsmap) : (text) => text;
    case 'Strip':
      return (text) => strip(text, settings);
    default:
      return undefined;
  }
}

/** Character by character, so that a final Σ becomes σ and not ς. */
const lowerCase = (text: string): string => text.replaceAll('Σ', 'σ').toLowerCase();

/** Characters that `clean_text` drops: control characters other than tabs and line ends. */
const BERT_DROPPED = /[\0\ufffd]|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;

/** What the library considers Chinese characters. Unlike the original BERT, it omits U+2B820 to U+2B91F. */
const BERT_IDEOGRAPH =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;

/** normalizers/bert.rs */
function bert(text: string, settings: Settings): string {
  const { clean_text, handle_chinese_chars, lowercase, strip_accents } = settings;
  let current = text;
  if (clean_text) current = current.replace(BERT_DROPPED, '').replace(/\p{White_Space}/gu, ' ');
  if (handle_chinese_chars) current = current.replace(BERT_IDEOGRAPH, ' $& ');
  if (strip_accents ?? lowercase) current = normalize(current, 'NFD').replace(/\p{Mn}/gu, '');
  return lowercase ? lowerCase(current) : current;
}

/** normalizers/strip.rs */
function strip(text: string, { strip_left, strip_right }: Settings): string {
  const isSpace = (index: number): boolean => /\p{White_Space}/u.test(text.charAt(index));
  let start = 0;
  let end = text.length;
  if (strip_left) while (start < end && isSpace(start)) start++;
  if (strip_right) while (end > start && isSpace(end - 1)) end--;
  return text.slice(start, end);
}
