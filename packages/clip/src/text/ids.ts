import type { TextSpec } from '../models/spec.ts';

/**
 * Truncates ids but keeps the last one, because it is the end token at which the text encoder pools.
 * transformers.js drops it.
 *
 * @param ids Ids with start and end tokens.
 * @param length Maximum length, at least 1.
 */
export function truncate(ids: number[], length: number): number[] {
  const end = ids.at(-1);
  return ids.length <= length || end === undefined ? ids : [...ids.slice(0, length - 1), end];
}

/**
 * Pads a batch of ids as in the model's training.
 *
 * @param batch Ids of each text.
 * @param spec The model's text spec.
 * @returns `ids` and `mask` (1 for a token, 0 for padding), both batch x `length`, row by row. As in
 *   open_clip, the mask depends on the id, so a padding token typed by the user is masked too; transformers
 *   does not do that.
 */
export function pad(
  batch: readonly number[][],
  spec: TextSpec,
): { ids: BigInt64Array<ArrayBuffer>; mask: BigInt64Array<ArrayBuffer>; length: number } {
  const length = spec.padTo === 'context' ? spec.contextLength : Math.max(...batch.map((ids) => ids.length));
  const ids = new BigInt64Array(batch.length * length).fill(BigInt(spec.padId));
  const mask = new BigInt64Array(batch.length * length);
  for (const [row, tokens] of batch.entries()) {
    for (const [column, token] of tokens.entries()) {
      ids[row * length + column] = BigInt(token);
      mask[row * length + column] = spec.clean === 'none' || token !== spec.padId ? 1n : 0n;
    }
  }
  return { ids, mask, length };
}
