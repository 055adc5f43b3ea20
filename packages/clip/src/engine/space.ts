import { hexOf } from '../hex.ts';
import type { ModelSpec } from '../models/spec.ts';

/** Counts up whenever the same picture would give another embedding, so that stored ones are not mixed. */
const PREPROCESSING_VERSION = 3;

/**
 * Names what embeddings must share to be compared. A caller's own spec may reuse an id: where it is from
 * and what it says of pictures count as well.
 *
 * @param spec A model.
 * @param exact Whether pixels are those that PyTorch gets.
 * @returns Its id, and 16 hexadecimal digits of a SHA-256.
 */
export async function spaceOf({ id, source, image, dimension }: ModelSpec, exact: boolean): Promise<string> {
  const said = JSON.stringify([source, image, dimension, exact, PREPROCESSING_VERSION]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said));
  return `${id}#${hexOf(digest.slice(0, 8))}`;
}
