import { exportedFiles, publishedFiles } from '../sizes.ts';
import type { ImageSpec, ModelCard, ModelSpec, SimilaritySpec, TextSpec } from '../spec.ts';

/** Mean and standard deviation of CLIP's training images (https://github.com/openai/CLIP, clip.py). */
const CLIP_MEAN = [0.48145466, 0.4578275, 0.40821073] as const;
const CLIP_STD = [0.26862954, 0.26130258, 0.27577711] as const;

/**
 * CLIP's images: short side resized to `size`, bicubic, centre crop. EVA02-CLIP, DataComp and most of
 * OpenCLIP use the same (https://github.com/mlfoundations/open_clip, pretrained.py, `_pcfg`).
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

/** CLIP's texts: 77 tokens, causal attention, pooled at the end token, cleaned with ftfy. */
export const clipText: TextSpec = { contextLength: 77, padTo: 'longest', padId: 49407, clean: 'clip' };

/** Training clips the scale at 100, which is where released checkpoints end up. */
export const clipSimilarity: SimilaritySpec = { kind: 'softmax', logitScale: 100, logitBias: 0 };

/** Where open_clip publishes results of its checkpoints, in two tables. */
export const OPEN_CLIP_RESULTS = 'https://github.com/mlfoundations/open_clip/tree/main/docs';

/** Weaknesses of every CLIP model (https://arxiv.org/abs/2103.00020, section 6). */
export const CLIP_LIMITS = 'Weak at counting, at reading text in pictures, and at telling where things are.';

/** OpenAI's CLIP, and fine-tuned models with the same preprocessing. */
export function clipModels(): readonly ModelSpec[] {
  const openAi: Pick<ModelCard, 'license' | 'licenseUrl' | 'trainedOn' | 'languages'> = {
    license: 'MIT',
    licenseUrl: 'https://github.com/openai/CLIP/blob/main/LICENSE',
    trainedOn: '400 million captioned pictures from the web (OpenAI’s WIT)',
    languages: ['en'],
  };

  const clipB32: ModelSpec = {
    id: 'Xenova/clip-vit-base-patch32',
    name: 'CLIP ViT-B/32',
    source: { kind: 'repository', repository: 'Xenova/clip-vit-base-patch32', revision: 'main' },
    image: clipImage(224),
    text: clipText,
    similarity: clipSimilarity,
    dimension: 512,
    files: {
      fp32: { vision: 'onnx/vision_model.onnx', text: 'onnx/text_model.onnx', bytes: 604_744_518 },
      fp16: { vision: 'onnx/vision_model_fp16.onnx', text: 'onnx/text_model_fp16.onnx', bytes: 302_755_441 },
      q8: {
        vision: 'onnx/vision_model_quantized.onnx',
        text: 'onnx/text_model_quantized.onnx',
        bytes: 151_892_792,
      },
    },
    about: {
      ...openAi,
      quality: { imagenet: 63.32, cocoTextToImage: 30.44, cocoImageToText: 50.12, source: OPEN_CLIP_RESULTS },
      intendedUse: 'General photo search. The best-known CLIP model, and a fast one.',
      knownLimits: CLIP_LIMITS,
    },
  };

  const clipB16: ModelSpec = {
    ...clipB32,
    id: 'Xenova/clip-vit-base-patch16',
    name: 'CLIP ViT-B/16',
    source: { kind: 'repository', repository: 'Xenova/clip-vit-base-patch16', revision: 'main' },
    files: publishedFiles({
      fp32: [345_060_583, 254_058_553],
      fp16: [173_000_000, 127_000_000],
      q8: [87_461_602, 64_504_507],
    }),
    about: {
      ...openAi,
      quality: { imagenet: 68.34, cocoTextToImage: 33.09, cocoImageToText: 52.42, source: OPEN_CLIP_RESULTS },
      intendedUse:
        'General photo search. Finds smaller things than B/32, with four times the work per picture.',
      knownLimits: CLIP_LIMITS,
    },
  };

  const clipL14: ModelSpec = {
    ...clipB32,
    id: 'Xenova/clip-vit-large-patch14',
    name: 'CLIP ViT-L/14',
    source: { kind: 'repository', repository: 'Xenova/clip-vit-large-patch14', revision: 'main' },
    dimension: 768,
    files: publishedFiles({
      fp32: [1_220_000_000, 495_000_000],
      fp16: [609_000_000, 248_000_000],
      q8: [307_000_000, 125_000_000],
    }),
    about: {
      ...openAi,
      quality: { imagenet: 75.54, cocoTextToImage: 36.51, cocoImageToText: 56.34, source: OPEN_CLIP_RESULTS },
      intendedUse: 'Many aesthetic and safety scores were trained on its embeddings. Needs a strong GPU.',
      knownLimits: `${CLIP_LIMITS} Large, and slow without a GPU.`,
    },
  };

  const fashionClip: ModelSpec = {
    id: 'patrickjohncyh/fashion-clip',
    name: 'FashionCLIP 2.0',
    // The repository has both encoders in one ONNX graph (onnx/model.onnx), which web-clip cannot run.
    source: { kind: 'export', repository: 'patrickjohncyh/fashion-clip', revision: 'main' },
    // Trained and used through transformers, which rounds the crop offset down and does not clean texts.
    image: { ...clipImage(224), cropOffset: 'floor' },
    text: { ...clipText, clean: 'none' },
    similarity: clipSimilarity,
    dimension: 512,
    files: exportedFiles(151_277_312),
    about: {
      license: 'MIT',
      licenseUrl: 'https://huggingface.co/patrickjohncyh/fashion-clip',
      trainedOn: '700,000 products from a fashion shop (Farfetch), starting from OpenCLIP B/32 (LAION-2B)',
      languages: ['en'],
      intendedUse: 'Search for clothes and accessories in shop photos.',
      knownLimits: 'Made for single products on a plain background. Weaker than CLIP on other pictures.',
    },
  };

  return [clipB32, clipB16, clipL14, fashionClip];
}
