import type { ImageSpec, TextSpec } from './spec.ts';

/** Mean and standard deviation of CLIP's training pictures (https://github.com/openai/CLIP, clip.py). */
const CLIP_MEAN = [0.48145466, 0.4578275, 0.40821073] as const;
const CLIP_STD = [0.26862954, 0.26130258, 0.27577711] as const;

/**
 * CLIP's pictures: short side to `size`, bicubic, centre crop.
 *
 * @param size Side of the input in pixels.
 */
export const clipImage = (size: number): ImageSpec => ({
  size,
  resize: 'shortest',
  interpolation: 'bicubic',
  cropOffset: 'half-even',
  mean: CLIP_MEAN,
  std: CLIP_STD,
});

/** CLIP's texts: 77 tokens, causal, pooled at the end token, cleaned with ftfy. */
export const clipText: TextSpec = { contextLength: 77, padTo: 'longest', padId: 49407, clean: 'clip' };
