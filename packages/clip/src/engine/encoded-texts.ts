import type { TextStates } from './encoder.ts';

/** What a text encoder makes of texts, to condition other models on them, such as Stable Diffusion. */
export interface EncodedTexts {
  /**
   * The last hidden layer, after the final layer norm: `texts * tokens * width` values, text by text and token by
   * token. transformers calls it `last_hidden_state`.
   */
  lastHiddenState: Float32Array<ArrayBuffer>;
  /**
   * Its shape. There are as many tokens as the model's context has, 77 in CLIP: every text is padded with the model's
   * padding token, as in diffusers' `padding="max_length"`.
   */
  dims: readonly [texts: number, tokens: number, width: number];
  /** `texts * tokens` values: 1 for a token of the text, its start and its end, 0 for padding. */
  attentionMask: Uint8Array<ArrayBuffer>;
  /**
   * The embeddings before they are scaled to length 1: `texts * dimension` values, text by text. transformers calls
   * them `text_embeds`, or `pooler_output` in SigLIP.
   */
  pooled: Float32Array<ArrayBuffer>;
}

/** The results for one batch of texts. */
export interface EncodedBatch extends TextStates {
  /** 1 for a token, 0 for padding. */
  mask: BigInt64Array;
}

/**
 * @param batches The results, in the order of the texts.
 * @param tokens Number of tokens of each text, with padding.
 */
export function joined(batches: readonly EncodedBatch[], tokens: number): EncodedTexts {
  const attentionMask = Uint8Array.from(batches.flatMap(({ mask }) => Array.from(mask, Number)));
  const lastHiddenState = concatenated(batches.map(({ hidden }) => hidden));
  const width = lastHiddenState.length / (attentionMask.length || 1);
  return {
    lastHiddenState,
    dims: [attentionMask.length / tokens, tokens, width],
    attentionMask,
    pooled: concatenated(batches.map(({ pooled }) => pooled)),
  };
}

function concatenated(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
