import { invalid } from '@web-clip/calls';
import { checkEmbeddings, type Embeddings } from './embeddings.ts';

/**
 * Cosines between two sets of embeddings, as in CLIP before the logit scale
 * (https://arxiv.org/abs/2103.00020, figure 3).
 *
 * @param a For example images.
 * @param b For example texts, from the same model.
 * @returns `a.count * b.count` cosines in -1..1. The cosine of row i of `a` and row j of `b` is at `i *
 *   b.count + j`.
 * @throws ClipError `invalid-argument` if these are not embeddings, or their dimensions differ.
 */
export function similarity(a: Embeddings, b: Embeddings): Float32Array<ArrayBuffer> {
  checkEmbeddings('similarity()', a);
  checkEmbeddings('similarity()', b);
  const { dimension } = a;
  if (dimension !== b.dimension) {
    throw invalid(
      `Embeddings with ${dimension} and ${b.dimension} dimensions cannot be compared. Use the same model for both.`,
    );
  }
  const cosines = new Float32Array(a.count * b.count);
  for (let i = 0; i < a.count; i++) {
    const left = a.data.subarray(i * dimension, (i + 1) * dimension);
    for (let j = 0; j < b.count; j++) {
      const right = b.data.subarray(j * dimension, (j + 1) * dimension);
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += (left[k] as number) * (right[k] as number);
      cosines[i * b.count + j] = sum;
    }
  }
  return cosines;
}
