/**
 * For code that runs inside web-clip's worker, next to the encoders, so that embeddings need not cross
 * threads. The worker imports such a guest script by its URL; see {@link offerGuest}.
 */
import type { Engine } from './engine/engine.ts';

export type { EngineCallOptions } from './engine/options.ts';
export { forgetAnswers } from './engine/self-check.ts';
export { asClipError, ClipError, isClipError, orAborted, orClipError, throwIfAborted } from './errors.ts';
export { hexOf } from './hex.ts';
export type { DecodedImage } from './image/decode.ts';
export {
  type FileFormat,
  FORMAT_BYTES,
  fileFormat,
  type ImageFormat,
  isImage,
  type OtherFormat,
} from './image/format.ts';
export { isHeldUp, MemoryGate } from './image/memory.ts';
export { isOpaque } from './image/pixels.ts';
export { type Preparation, preparePicture, type ReadyPicture, transferables } from './image/preparation.ts';
export { allOrNone, type PreparedImage } from './image/prepared.ts';
export { row } from './scoring/embeddings.ts';
export { inStorage } from './storage.ts';
export { checksumOf } from './weights/checksum.ts';
export { offerGuest } from './worker/guests.ts';
export type { Pingable } from './worker/link.ts';
export { WorkerPool } from './worker/pool.ts';
export { type CallControls, registerTransferHandlers, withControls } from './worker/rpc.ts';
export type { Engine };
