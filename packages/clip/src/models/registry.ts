import { clipImage, clipText } from './clip.ts';
import type { ModelSpec } from './spec.ts';

/** The model that ships with web-clip. */
const pocket: ModelSpec = {
  id: 'pocket',
  name: 'Pocket (demonstration)',
  source: { kind: 'bundled', folder: 'models/pocket/', revision: '1' },
  image: clipImage(128),
  text: { ...clipText, contextLength: 32, padId: 6200 },
  similarity: { kind: 'softmax', logitScale: 40.7, logitBias: 0 },
  dimension: 256,
  files: {
    fp16: {
      vision: 'onnx/vision_model_fp16.onnx',
      text: 'onnx/text_model_fp16.onnx',
      bytes: 8_861_547,
    },
    q8: {
      vision: 'onnx/vision_model_quantized.onnx',
      text: 'onnx/text_model_quantized.onnx',
      bytes: 4_644_364,
      weightOnly: true,
    },
  },
  about: {
    licence: 'see its card: trained partly on research-only data',
    trainedOn: '92,000 small pictures, drawn emoji scenes, and captions',
    languages: ['en'],
    intendedUse: 'Trying web-clip at once and offline, and its tests.',
    knownLimits: 'Good on drawn pictures and simple photos, weak on cluttered ones.',
  },
};

const clipB32: ModelSpec = {
  id: 'Xenova/clip-vit-base-patch32',
  name: 'CLIP ViT-B/32',
  source: { kind: 'repository', repository: 'Xenova/clip-vit-base-patch32', revision: 'main' },
  image: clipImage(224),
  text: clipText,
  similarity: { kind: 'softmax', logitScale: 100, logitBias: 0 },
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
    licence: 'MIT',
    licenceUrl: 'https://github.com/openai/CLIP/blob/main/LICENSE',
    trainedOn: '400 million captioned pictures from the web (OpenAI’s WIT)',
    languages: ['en'],
    intendedUse: 'General photo search; the best known CLIP, and a fast one.',
    knownLimits: 'Weak on counting, on text in pictures, and on where things are.',
  },
};

const mobileclipS0: ModelSpec = {
  id: 'Xenova/mobileclip_s0',
  name: 'MobileCLIP S0',
  source: { kind: 'repository', repository: 'Xenova/mobileclip_s0', revision: 'main' },
  // https://github.com/apple/ml-mobileclip: bilinear, and pixels in 0..1 as they are.
  image: {
    size: 256,
    resize: 'shortest',
    interpolation: 'bilinear',
    cropOffset: 'half-even',
    mean: [0, 0, 0],
    std: [1, 1, 1],
  },
  // Its text tower is not causal: the padding counts.
  text: { contextLength: 77, padTo: 'context', padId: 0, clean: 'clip' },
  similarity: { kind: 'softmax', logitScale: 100, logitBias: 0 },
  dimension: 512,
  files: {
    fp32: { vision: 'onnx/vision_model.onnx', text: 'onnx/text_model.onnx', bytes: 215_500_000 },
    fp16: { vision: 'onnx/vision_model_fp16.onnx', text: 'onnx/text_model_fp16.onnx', bytes: 107_900_000 },
    q8: {
      vision: 'onnx/vision_model_quantized.onnx',
      text: 'onnx/text_model_quantized.onnx',
      bytes: 54_600_000,
    },
  },
  about: {
    licence: 'Apple ASCL',
    licenceUrl: 'https://github.com/apple/ml-mobileclip/blob/main/LICENSE_weights_data',
    trainedOn: '1.3 billion captioned pictures from the web (DataCompDR)',
    languages: ['en'],
    intendedUse: 'General photo search on phones and small machines.',
    knownLimits: 'Like every CLIP: weak on counting, on text in pictures, and on where things are.',
  },
};

/** The models that web-clip knows, by id. The first is the bundled one. */
export const registry: ReadonlyMap<string, ModelSpec> = new Map(
  [pocket, clipB32, mobileclipS0].map((spec) => [spec.id, spec]),
);
