import type { ModelSpec } from '../spec.ts';
import { clipImage, clipText } from './clip.ts';

/** The model that ships with web-clip. */
export const pocket: ModelSpec = {
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
