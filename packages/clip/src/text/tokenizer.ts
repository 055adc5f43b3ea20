import { ClipError } from '@web-clip/calls';
import type { TextSpec } from '../models/spec.ts';
import { cleanText } from './clean.ts';
import { truncate } from './ids.ts';
import { isOpenClipVocabulary, openClipEncoder } from './open-clip.ts';
import { tokenizerJsonEncoder } from './tokenizer-json.ts';

/** Turns texts into token ids. */
export interface Tokenizer {
  /**
   * @param text Any text, as the user wrote it.
   * @returns Its ids with start and end tokens, at most the model's context length; not padded.
   * @throws ClipError `invalid-argument` if the text is so long that memory runs out.
   */
  encode(text: string): number[];
}

/**
 * @param tokenizerJson tokenizer.json, parsed. It must not be used afterwards.
 * @param tokenizerConfig tokenizer_config.json, parsed.
 * @param spec The model's text spec.
 * @throws ClipError `invalid-model` if the files do not describe a tokenizer.
 */
export function createTokenizer(
  tokenizerJson: Record<string, unknown>,
  tokenizerConfig: Record<string, unknown>,
  spec: TextSpec,
): Tokenizer {
  let idsOf: (text: string) => number[];
  try {
    idsOf =
      spec.clean === 'clip' && isOpenClipVocabulary(tokenizerJson)
        ? openClipEncoder(tokenizerJson, spec.contextLength)
        : tokenizerJsonEncoder(tokenizerJson, tokenizerConfig);
    dropTables(tokenizerJson);
  } catch (error) {
    throw notTokenizer(error);
  }
  return {
    encode(text) {
      const ids = idsOfAny(text);
      // Ids come from the file unchecked.
      if (!ids.every(Number.isSafeInteger)) throw notTokenizer();
      return truncate(ids, spec.contextLength);
    },
  };

  function idsOfAny(text: string): number[] {
    try {
      return idsOf(wellFormed(cleanText(text, spec.clean)));
    } catch (error) {
      if (!isExhaustion(error)) throw notTokenizer(error);
      const message = `A text of ${text.length} characters is too long for the tokenizer. Shorten it.`;
      throw new ClipError('invalid-argument', message, { cause: error });
    }
  }
}

/** Memory or the stack ran out. Firefox throws its own error. */
const isExhaustion = (error: unknown): boolean =>
  error instanceof RangeError || (error instanceof Error && error.name === 'InternalError');

/** Lone surrogates become U+FFFD, as in everything that browsers send. */
const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');

/**
 * Drops what a tokenizer was built from. It has its own tables, and the originals take half of its memory.
 */
function dropTables({ model }: Record<string, unknown>): void {
  const tables = model as { vocab?: unknown; merges?: unknown[] };
  delete tables.vocab;
  if (tables.merges) tables.merges.length = 0;
}

const notTokenizer = (cause?: unknown): ClipError =>
  new ClipError(
    'invalid-model',
    'The model’s tokenizer.json is invalid. Choose another model, or check its address.',
    { cause },
  );
