/**
 * web-clip: CLIP-family encoders in the browser, on WebGPU or WASM.
 *
 * @packageDocumentation
 */

export { type Assets, ClipError, type ClipErrorCode, isClipError } from '@web-clip/calls';
export type { ImageSource } from '@web-clip/images';
export { deleteModel, type ModelSource, type StoredModel, storedModels } from '@web-clip/weights';
export type { Capabilities } from './capabilities.ts';
export type { Clip, RemotePlugin } from './client/clip.ts';
export type { CallOptions, ClipOptions, WeightOptions } from './client/clip-options.ts';
export { createClip } from './client/create-clip.ts';
export type { EmbeddedImage } from './client/embed-each.ts';
export type { ImageInput } from './client/inputs.ts';
export { type Backend, filesFor, type Processor } from './engine/dtypes.ts';
export type { EncodedTexts } from './engine/encoded-texts.ts';
export type { EncoderRuntime } from './engine/encoder.ts';
export type { ClipInfo } from './engine/info.ts';
export type { ClipProgress, ProgressListener } from './engine/progress.ts';
export type { CheckReport, EncoderKind } from './engine/self-check.ts';
export type { Stage, StageTiming } from './engine/timings.ts';
export { registry } from './models/registry.ts';
export type {
  Dtype,
  EncoderFiles,
  ImageSpec,
  ModelCard,
  ModelQuality,
  ModelSpec,
  RelevanceSpec,
  SelfCheck,
  SimilaritySpec,
  TextSpec,
} from './models/spec.ts';
export type { Classification, ClassifyOptions } from './scoring/classify.ts';
export { type Embeddings, row } from './scoring/embeddings.ts';
export { probabilities } from './scoring/probabilities.ts';
export { ensemble, prompts } from './scoring/prompts.ts';
export { similarity } from './scoring/similarity.ts';
export { templates } from './scoring/templates.ts';
