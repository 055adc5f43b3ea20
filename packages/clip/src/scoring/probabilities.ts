import { described, invalid } from '@web-clip/calls';
import type { SimilaritySpec } from '../models/spec.ts';

/**
 * Converts the cosines between one image and some texts to probabilities.
 *
 * @param cosines One per text, -1..1.
 * @param spec The model's similarity spec.
 * @returns One per text, 0..1. With `softmax` they sum to 1: which of these texts fits (CLIP,
 *   https://arxiv.org/abs/2103.00020, section 3.1). With `sigmoid` each is independent: whether this text
 *   fits (SigLIP, https://arxiv.org/abs/2303.15343, algorithm 1).
 * @throws ClipError `invalid-argument` if one of them is missing.
 */
export function probabilities(cosines: ArrayLike<number>, spec: SimilaritySpec): Float32Array<ArrayBuffer> {
  if (typeof cosines?.length !== 'number') {
    throw invalid(`probabilities() needs an array of cosines, but got ${described(cosines)}.`);
  }
  if (typeof spec?.logitScale !== 'number') {
    throw invalid(
      `probabilities() needs the model’s similarity spec, (await clip.info()).model.similarity, but got ${described(spec)}.`,
    );
  }
  const logits = Float64Array.from(cosines, (cosine) => spec.logitScale * cosine + spec.logitBias);
  if (spec.kind === 'sigmoid') return Float32Array.from(logits, (logit) => 1 / (1 + Math.exp(-logit)));
  const highest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const weights = logits.map((logit) => Math.exp(logit - highest));
  const total = weights.reduce((a, b) => a + b, 0);
  return Float32Array.from(weights, (weight) => weight / total);
}
