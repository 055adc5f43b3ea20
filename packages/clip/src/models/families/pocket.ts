import type { ModelSpec } from '../spec.ts';
import { clipImage, clipText } from './clip.ts';
import selfCheck from './pocket-self-check.json';

/** The model that ships with web-clip. */
export const pocket = (): ModelSpec => ({
  id: 'pocket',
  name: 'Pocket (demonstration)',
  source: { kind: 'bundled', folder: 'models/pocket/', revision: '1' },
  image: clipImage(128),
  text: { ...clipText, contextLength: 32, padId: 6200 },
  similarity: { kind: 'softmax', logitScale: 40.7, logitBias: 0 },
  // Made by `npm run calibrate` from 80 captioned photos of Flickr8k and the sample album.
  relevance: { mean: 0.1105, deviation: 0.1134, weights: [21.04, -20.87, -36.04, -2.084], constant: 2.448 },
  dimension: 256,
  files: {
    fp16: {
      vision: 'onnx/vision_model_fp16.onnx',
      text: 'onnx/text_model_fp16.onnx',
      bytes: 8_861_547,
      tolerance: 0.9995,
    },
    q8: {
      vision: 'onnx/vision_model_quantized.onnx',
      text: 'onnx/text_model_quantized.onnx',
      bytes: 4_644_364,
      weightOnly: true,
      tolerance: 0.999338,
    },
  },
  sha256: {
    'tokenizer.json': '5b97ad9f4b98cbcb3d72fa44fadc96782e81dd3dc2084421c4bb644c913aa85b',
    'onnx/text_model_fp16.onnx': '6c33239734a1fc5ab0665b225e44d9ff1d56966a17ba77d1ee9baeefebcf5a4f',
    'onnx/text_model_quantized.onnx': '1c634424672b954feb19bfcd12abb9e6e043163b0ea48048ade3787de25bee45',
    'onnx/vision_model_fp16.onnx': 'a23a67dede70869ffeb5138125073275a38592bc63408365750421376f5bae44',
    'onnx/vision_model_quantized.onnx': 'ea7dab0faa9f1ddb8b83e7e6a9f1f18db0aef3bda17f4764e1749415a09895c9',
  },
  // Made by export/pocket.py, as are the tolerances.
  selfCheck,
  about: {
    license: 'see its card: trained partly on research-only data',
    trainedOn: '92,000 small pictures, drawn emoji scenes, and captions',
    languages: ['en'],
    intendedUse: 'Trying web-clip right away and offline, and running its tests.',
    knownLimits: 'Good on drawn pictures and simple photos, weak on cluttered ones.',
  },
});
