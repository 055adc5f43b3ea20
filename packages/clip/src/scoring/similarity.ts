import { ClipError } from '@web-clip/calls';
import { type Embeddings, row } from './embeddings.ts';

/**
 * Cosines between two sets of embeddings, as in CLIP before the logit scale
 * (https://arxiv.org/abs/2103.00020, figure 3).
 *
 * @param a For example images.
 * @param b For example texts, from the same model.
 * @returns `a.count * b.count` cosines in -1..1. The cosine of row i of `a` and row j of `b` is at `i *
 *   b.count + j`.
 * @throws ClipError `invalid-argument` if the dimensions differ.
 */
export function similarity(a: Embeddings, b: Embeddings): Float32Array<ArrayBuffer> {
  if (a.dimension !== b.dimension) {
    throw new ClipError(
      'invalid-argument',
      `Embeddings with ${a.dimension} and ${b.dimension} dimensions cannot be compared. Use the same model for both.`,
    );
  }
  const cosines = new Float32Array(a.count * b.count);
  for (let i = 0; i < a.count; i++) {
    const left = row(a, i);
    for (let j = 0; j < b.count; j++) {
      const right = row(b, j);
      let sum = 0;
      for (let k = 0; k < a.dimension; k++) sum += (left[k] as number) * (right[k] as number);
      cosines[i * b.count + j] = sum;
    }
  }
  return cosines;
}
