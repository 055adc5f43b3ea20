import { exportedFiles } from '../sizes.ts';
import type { ImageSpec, ModelSpec, TextSpec } from '../spec.ts';
import { CLIP_LIMITS, clipImage, clipSimilarity } from './clip.ts';

/**
 * Chinese-CLIP's images: as for CLIP, but both sides are resized to `size`
 * (https://github.com/OFA-Sys/Chinese-CLIP, cn_clip/clip/utils.py, `image_transform`).
 *
 * @param size Side of the input in pixels.
 */
export const chineseClipImage = (size: number): ImageSpec => ({ ...clipImage(size), resize: 'squash' });

/**
 * Chinese-CLIP's texts: 52 tokens of BERT's WordPiece, which does its own cleaning, with an attention mask.
 */
export const chineseClipText: TextSpec = { contextLength: 52, padTo: 'longest', padId: 0, clean: 'none' };

/** Chinese-CLIP (https://arxiv.org/abs/2211.01335). */
export function chineseClipModels(): readonly ModelSpec[] {
  const chineseClipB16: ModelSpec = {
    id: 'OFA-Sys/chinese-clip-vit-base-patch16',
    name: 'Chinese-CLIP ViT-B/16',
    // Xenova/chinese-clip-vit-base-patch16 has both encoders in one graph, so each image would run both.
    source: { kind: 'export', repository: 'OFA-Sys/chinese-clip-vit-base-patch16', revision: 'main' },
    image: chineseClipImage(224),
    text: chineseClipText,
    similarity: clipSimilarity,
    dimension: 512,
    files: exportedFiles(188_262_912),
    about: {
      license: 'MIT',
      licenseUrl: 'https://github.com/OFA-Sys/Chinese-CLIP/blob/master/MIT-LICENSE.txt',
      trainedOn: '200 million pictures from the web with Chinese captions, starting from CLIP B/16',
      languages: ['zh'],
      intendedUse: 'Photo search in Chinese.',
      knownLimits: `Understands only Chinese. ${CLIP_LIMITS}`,
    },
  };

  return [chineseClipB16];
}
