import type { Embeddings } from './embeddings.ts';
import { similarity } from './similarity.ts';

/**
 * @param caption A caption for an image.
 * @returns The text that CLIPScore embeds (https://arxiv.org/abs/2104.08718, section 3;
 *   https://github.com/jmhessel/clipscore).
 */
export const scoredCaption = (caption: string): string => `A photo depicts ${caption}`;

/**
 * CLIPScore: 2.5 times the cosine, at least 0. Published scores use OpenAI's ViT-B/32.
 *
 * @param image Embedding of the image.
 * @param text Embedding of its {@link scoredCaption}.
 * @returns 0..2.5; good captions reach about 0.8 with ViT-B/32.
 */
export function clipScore(image: Embeddings, text: Embeddings): number {
  return 2.5 * Math.max(similarity(image, text)[0] ?? 0, 0);
}
