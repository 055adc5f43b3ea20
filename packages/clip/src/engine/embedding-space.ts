import { hexOf } from '@web-clip/weights';
import type { ModelSpec } from '../models/spec.ts';

/**
 * Increment whenever the same image would give a different embedding, so that old and new ones are not mixed.
 */
const PREPROCESSING_VERSION = 3;

/**
 * Identifies the embedding space of a model. A caller's own spec may reuse an id, so the model's source and
 * image settings count as well.
 *
 * @param spec A model.
 * @param exact Whether pixels must equal those of PyTorch.
 * @returns Its id, and 16 hexadecimal digits of a SHA-256.
 */
export async function spaceOf({ id, source, image, dimension }: ModelSpec, exact: boolean): Promise<string> {
  const said = JSON.stringify([source, image, dimension, exact, PREPROCESSING_VERSION]);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said));
  return `${id}#${hexOf(digest.slice(0, 8))}`;
}
