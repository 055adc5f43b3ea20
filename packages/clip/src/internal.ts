/**
 * What web-clip's own packages need besides the public entries. It is no entry of the npm package.
 *
 * @packageDocumentation
 */
import type { Engine } from './engine/engine.ts';

export {
  ASYNC_DISPOSE,
  asClipError,
  assetUrl,
  CALL_RULES,
  CallControls,
  ClipError,
  checkOptions,
  described,
  FLAG,
  FUNCTION,
  invalid,
  isClipError,
  nearestName,
  newWorker,
  type OptionRules,
  orAborted,
  orClipError,
  registerTransferHandlers,
  requireBrowser,
  TEXT,
  throwIfAborted,
  withControls,
} from '@web-clip/calls';
export type { DecodedImage } from '@web-clip/images';
export {
  type FileFormat,
  FORMAT_BYTES,
  fileFormat,
  type ImageFormat,
  isHeldUp,
  isImage,
  isOpaque,
  MemoryGate,
  type OtherFormat,
} from '@web-clip/images';
export { checksumOf, hexOf, inStorage } from '@web-clip/weights';
export type { EngineCallOptions } from './engine/options.ts';
export { forgetAnswers } from './engine/self-check.ts';
export { allOrNone, type EncoderInput } from './image/encoder-input.ts';
export {
  leastSide,
  type Preparation,
  prepareDecoded,
  prepareImage,
  type ResizedImage,
  transferables,
} from './image/image-preparation.ts';
export { normaliseRows, row } from './scoring/embeddings.ts';
export { registerPlugin } from './worker/plugins.ts';
export type { Pingable } from './worker/worker-connection.ts';
export { WorkerPool } from './worker/worker-pool.ts';
export type { Engine };
