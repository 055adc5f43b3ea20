import type { TextSpec } from '../models/spec.ts';

/**
 * Cuts ids to a length, and keeps the last one: it is the end token, where the text tower pools.
 * transformers.js drops it.
 *
 * @param ids Ids with start and end tokens.
 * @param length The most that may stay, at least 1.
 */
export function truncate(ids: number[], length: number): number[] {
  const end = ids.at(-1);
  return ids.length <= length || end === undefined ? ids : [...ids.slice(0, length - 1), end];
}

/**
 * Pads a batch of ids as the model was trained.
 *
 * @param batch Ids of each text.
 * @param spec The model's text spec.
 * @returns `ids` and `mask` (1 for a token, 0 for padding), both batch x `length`, row by row. open_clip
 *   masks by id: a padding token that the user has typed is masked too; transformers does not.
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
