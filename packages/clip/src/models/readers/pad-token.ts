import { Fields, type Json, record } from './fields.ts';

/** Usual ids of padding tokens. T5's vocabularies c4 and mc4, which SigLIP uses, pad with the end token. */
const USUAL_IDS: Partial<Record<string, number>> = {
  '</s>': 1,
  '<pad>': 0,
  '[PAD]': 0,
  '<|endoftext|>': 49407,
};

/**
 * @param model The caller's name for the model.
 * @param tokenizer tokenizer_config.json, parsed.
 * @param usual The family's id, for a file that names no padding token.
 * @returns The id of the padding token.
 * @throws ClipError `invalid-model` if the id cannot be determined.
 */
export function padTokenId(model: string, tokenizer: Json, usual: number): number {
  // A token is a string, or an object with that string.
  const token = record(tokenizer.pad_token).content ?? tokenizer.pad_token;
  if (token === undefined || token === null) return usual;
  const fields = new Fields(model, 'tokenizer_config.json');
  const text = fields.text('pad_token', token);
  for (const [id, added] of Object.entries(record(tokenizer.added_tokens_decoder))) {
    if (record(added).content === text) return fields.integer('added_tokens_decoder', Number(id), 0);
  }
  const xlmRoberta = String(tokenizer.tokenizer_class).startsWith('XLMRoberta') && text === '<pad>';
  return fields.integer('pad_token', xlmRoberta ? 1 : USUAL_IDS[text], 0);
}
