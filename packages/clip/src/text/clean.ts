import type { TextSpec } from '../models/spec.ts';
import { fixText } from './fix-text.ts';
import { unescapeHtml } from './html-entities.ts';
import { collapseSpaces } from './python-text.ts';

/** Python's `string.punctuation`. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/**
 * Cleans a text as in the model's training (https://github.com/mlfoundations/open_clip, tokenizer.py).
 *
 * @param text Any text.
 * @param clean How to clean it; see {@link TextSpec}.
 * @returns The text for the tokenizer.
 */
export function cleanText(text: string, clean: TextSpec['clean']): string {
  switch (clean) {
    case 'none':
      return text;
    case 'bert':
      return collapseSpaces(basicClean(text));
    case 'clip':
      return collapseSpaces(basicClean(text)).toLowerCase();
    case 'canonicalize':
      return collapseSpaces(basicClean(text).replaceAll('_', ' ').replace(PUNCTUATION, '').toLowerCase());
  }
}

/** open_clip's `basic_clean`. */
const basicClean = (text: string): string => unescapeHtml(unescapeHtml(fixText(text)));
