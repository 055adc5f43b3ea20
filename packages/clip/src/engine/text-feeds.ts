import type { TextSpec } from '../models/spec.ts';
import { pad } from '../text/ids.ts';
import type { Feed } from './encoder.ts';

/**
 * @param ids Token ids of each text in a batch.
 * @param spec How to pad them.
 * @param names Names of the encoder's inputs.
 * @returns The inputs of a text encoder.
 */
export function textFeeds(
  ids: readonly number[][],
  spec: TextSpec,
  names: readonly string[],
): Record<string, Feed> {
  const padded = pad(ids, spec);
  const shape = {
    type: 'int64' as const,
    dims: [ids.length, padded.length],
    ...(spec.padTo === 'longest' && { lengths: ids.map(({ length }) => length) }),
  };
  return {
    input_ids: { ...shape, data: padded.ids },
    ...(names.includes('attention_mask') && { attention_mask: { ...shape, data: padded.mask } }),
  };
}
