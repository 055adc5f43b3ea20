import { PreTrainedTokenizer } from '@huggingface/transformers';
import { ClipError } from '../errors.ts';
import type { TextSpec } from '../models/spec.ts';
import { cleanText } from './clean.ts';
import { truncate } from './ids.ts';
import { adaptTokenizerJson } from './tokenizer-json.ts';

/** Turns texts into token ids. */
export interface Tokenizer {
  /**
   * @param text Any text, as the user wrote it.
   * @returns Its ids with start and end tokens, at most the model's context length; not padded.
   */
  encode(text: string): number[];
}

/**
 * @param tokenizerJson tokenizer.json, parsed; it is taken over.
 * @param tokenizerConfig tokenizer_config.json, parsed.
 * @param spec The model's text spec.
 * @throws ClipError `invalid-model` if the files describe no tokenizer.
 */
export function createTokenizer(
  tokenizerJson: Record<string, unknown>,
  tokenizerConfig: Record<string, unknown>,
  spec: TextSpec,
): Tokenizer {
  let tokenizer: PreTrainedTokenizer;
  let prepare: (text: string) => string;
  try {
    const adapted = adaptTokenizerJson(tokenizerJson, spec.clean);
    tokenizer = new PreTrainedTokenizer(adapted.json, tokenizerConfig);
    prepare = adapted.prepare;
    dropTables(adapted.json);
  } catch (error) {
    throw notTokenizer(error);
  }
  return {
    encode(text) {
      const ids = tokenizer.encode(prepare(cleanText(text, spec.clean)));
      // Whatever stands in the file comes out here.
      if (!ids.every(Number.isSafeInteger)) throw notTokenizer();
      return truncate(ids, spec.contextLength);
    },
  };
}

/** A tokenizer keeps what it was made from, of which it has made tables of its own: half of the memory that it takes. */
function dropTables({ model }: Record<string, unknown>): void {
  const tables = model as { vocab?: unknown; merges?: unknown[] };
  delete tables.vocab;
  if (tables.merges) tables.merges.length = 0;
}

const notTokenizer = (cause?: unknown): ClipError =>
  new ClipError(
    'invalid-model',
    'The model’s tokenizer.json describes no tokenizer. Choose another model, or check its address.',
    { cause },
  );
