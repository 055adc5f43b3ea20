import { publishedFiles } from '../sizes.ts';
import type { ImageSpec, ModelSpec, SimilaritySpec, TextSpec } from '../spec.ts';
import { OPEN_CLIP_RESULTS } from './clip.ts';

/**
 * SigLIP's images: both sides resized to `size`, bicubic, values in -1..1
 * (https://github.com/mlfoundations/open_clip, pretrained.py, `_slpcfg`).
 *
 * @param size Side of the input in pixels.
 */
export const siglipImage = (size: number): ImageSpec => ({
  size,
  resize: 'squash',
  interpolation: 'bicubic',
  cropOffset: 'half-even',
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
});

/**
 * SigLIP's texts: 64 tokens without punctuation (open_clip, `canonicalize_text`). They are pooled at the last
 * token, so padding affects the result. The padding is the end token of the vocabulary, c4 or mc4.
 */
export const siglipText: TextSpec = { contextLength: 64, padTo: 'context', padId: 1, clean: 'canonicalize' };

/** SigLIP 2 has Gemma's vocabulary, which has its own padding token. */
export const siglip2Text: TextSpec = { contextLength: 64, padTo: 'context', padId: 0, clean: 'canonicalize' };

/** Trained values of google/siglip-base-patch16-224: logit_scale 4.765 and logit_bias. */
export const siglipSimilarity: SimilaritySpec = {
  kind: 'sigmoid',
  logitScale: 117.33,
  logitBias: -12.932,
};

/**
 * Trained values of google/siglip2-base-patch16-224: logit_scale 4.72445 and logit_bias. Those of the
 * 384-pixel variant differ by 0.2 %. Those of the two sizes below are not published.
 */
const siglip2Similarity: SimilaritySpec = {
  kind: 'sigmoid',
  logitScale: 112.669,
  logitBias: -16.7717,
};

const BIG_VISION_LICENCE = 'https://github.com/google-research/big_vision/blob/main/LICENSE';

const SIGLIP2_RESULTS =
  'https://github.com/google-research/big_vision/blob/main/big_vision/configs/proj/image_text/README_siglip2.md';

/**
 * The ISO 639-1 languages of Crossmodal-3600, the benchmark for multilingual models. The training data had
 * 109 languages.
 */
const MULTILINGUAL: readonly string[] =
  'ar bn cs da de el en es fa fi fr he hi hr hu id it ja ko mi nl no pl pt ro ru sv sw te th tl tr uk vi zh'.split(
    ' ',
  );

/**
 * SigLIP (https://arxiv.org/abs/2303.15343), SigLIP 2 (https://arxiv.org/abs/2502.14786) and a fine-tuned
 * model.
 */
export function siglipModels(): readonly ModelSpec[] {
  const siglipB16: ModelSpec = {
    id: 'Xenova/siglip-base-patch16-224',
    name: 'SigLIP ViT-B/16',
    source: { kind: 'repository', repository: 'Xenova/siglip-base-patch16-224', revision: 'main' },
    image: siglipImage(224),
    text: siglipText,
    similarity: siglipSimilarity,
    dimension: 768,
    files: publishedFiles({
      fp32: [372_000_000, 441_000_000],
      fp16: [186_000_000, 221_000_000],
      q8: [99_500_000, 111_000_000],
    }),
    about: {
      license: 'Apache-2.0',
      licenseUrl: BIG_VISION_LICENCE,
      trainedOn: 'the English part of Google’s ten billion captioned pictures from the web (WebLI)',
      languages: ['en'],
      quality: { imagenet: 76.04, cocoTextToImage: 47.78, cocoImageToText: 65.74, source: OPEN_CLIP_RESULTS },
      intendedUse: 'Photo search with whole sentences, and a probability for each label.',
      knownLimits: 'Squeezes pictures to a square, which blurs panoramas. Weak at counting.',
    },
  };

  const siglipI18n: ModelSpec = {
    ...siglipB16,
    id: 'pulsejet/siglip-base-patch16-256-multilingual-onnx',
    name: 'SigLIP ViT-B/16 256 (multilingual)',
    source: {
      kind: 'repository',
      repository: 'pulsejet/siglip-base-patch16-256-multilingual-onnx',
      revision: 'main',
    },
    image: siglipImage(256),
    // Its own scale and bias are not published. With those of its sibling, rankings hold but probabilities are
    // rough.
    similarity: siglipSimilarity,
    files: publishedFiles({ fp32: [372_000_000, 1_110_000_000], q8: [99_500_000, 279_000_000] }),
    about: {
      license: 'Apache-2.0',
      licenseUrl: BIG_VISION_LICENCE,
      trainedOn: 'Google’s ten billion captioned pictures from the web (WebLI), in 109 languages',
      languages: MULTILINGUAL,
      quality: { imagenet: 75.13, cocoTextToImage: 44.92, cocoImageToText: 64.48, source: OPEN_CLIP_RESULTS },
      intendedUse: 'Photo search in many languages without a GPU.',
      knownLimits: 'Large because of its vocabulary. Weak at counting. On a GPU, SigLIP 2 finds more.',
    },
  };

  /**
   * Bytes of the text encoder, which is the same for every image encoder. The repositories' dynamic int8 files
   * are omitted on purpose: their image encoder has a mean cosine of 0.82 to the original, which hurts search.
   */
  const SIGLIP2_TEXT = { fp32: 1_129_469_657, fp16: 564_862_230, q4f16: 442_779_433 } as const;

  const siglip2B16: ModelSpec = {
    id: 'onnx-community/siglip2-base-patch16-256-ONNX',
    name: 'SigLIP 2 ViT-B/16 256',
    source: {
      kind: 'repository',
      repository: 'onnx-community/siglip2-base-patch16-256-ONNX',
      revision: 'd1114256522a37ffa257a0a58017348ab0058db2',
    },
    image: siglipImage(256),
    text: siglip2Text,
    similarity: siglip2Similarity,
    dimension: 768,
    files: publishedFiles({
      fp32: [371_992_072, SIGLIP2_TEXT.fp32],
      fp16: [186_131_676, SIGLIP2_TEXT.fp16],
      q4f16: [54_723_009, SIGLIP2_TEXT.q4f16],
    }),
    remarks: ['web-clip uses interpolation bicubic from open_clip; preprocessor_config.json says bilinear.'],
    about: {
      license: 'Apache-2.0',
      licenseUrl: BIG_VISION_LICENCE,
      trainedOn: 'Google’s ten billion captioned pictures from the web (WebLI), in 109 languages',
      languages: MULTILINGUAL,
      quality: { imagenet: 79.1, cocoTextToImage: 53.2, cocoImageToText: 69.7, source: SIGLIP2_RESULTS },
      intendedUse: 'The best photo search here, in many languages, on a GPU.',
      knownLimits:
        'Large because of its vocabulary: the tokenizer alone is 34 MB. Slow and heavy without a GPU.',
    },
  };

  const siglip2B32: ModelSpec = {
    ...siglip2B16,
    id: 'onnx-community/siglip2-base-patch32-256-ONNX',
    name: 'SigLIP 2 ViT-B/32 256',
    source: {
      kind: 'repository',
      repository: 'onnx-community/siglip2-base-patch32-256-ONNX',
      revision: '7efccb86b5b6601bfe9e14326e1c11b40b68d44c',
    },
    files: publishedFiles({
      fp32: [378_478_689, SIGLIP2_TEXT.fp32],
      // Sizes of these two image encoders are computed from their 94,552,320 parameters.
      fp16: [189_300_000, SIGLIP2_TEXT.fp16],
      q4f16: [58_000_000, SIGLIP2_TEXT.q4f16],
    }),
    about: {
      license: 'Apache-2.0',
      licenseUrl: BIG_VISION_LICENCE,
      trainedOn: 'Google’s ten billion captioned pictures from the web (WebLI), in 109 languages',
      languages: MULTILINGUAL,
      quality: { imagenet: 74, cocoTextToImage: 47.2, cocoImageToText: 63.7, source: SIGLIP2_RESULTS },
      intendedUse: 'Fast photo search in many languages, on a GPU.',
      knownLimits: 'Large because of its vocabulary: the tokenizer alone is 34 MB. Heavy without a GPU.',
    },
  };

  const fashionSiglip: ModelSpec = {
    ...siglipB16,
    id: 'Marqo/marqo-fashionSigLIP',
    name: 'Marqo-FashionSigLIP',
    source: { kind: 'repository', repository: 'Marqo/marqo-fashionSigLIP', revision: 'main' },
    // Fine-tuned by ranking, not with SigLIP's loss. Its card scores with softmax and a scale of 100.
    similarity: { kind: 'softmax', logitScale: 100, logitBias: 0 },
    // The sizes of the text encoders are published. The image encoders have those of SigLIP B/16, which they
    // are.
    files: publishedFiles({
      fp32: [372_000_000, 441_361_402],
      fp16: [186_000_000, 220_817_780],
      q8: [99_500_000, 111_125_229],
      q4f16: [54_700_000, 109_000_000],
    }),
    about: {
      license: 'Apache-2.0',
      licenseUrl: 'https://huggingface.co/Marqo/marqo-fashionSigLIP',
      trainedOn: 'fashion products with titles, categories, colours and materials, starting from SigLIP B/16',
      languages: ['en'],
      intendedUse: 'Search for clothes and accessories. The best of the models that its card compares.',
      knownLimits: 'Made for single products. Weaker than SigLIP on other pictures.',
    },
  };

  return [siglipB16, siglipI18n, siglip2B32, siglip2B16, fashionSiglip];
}
