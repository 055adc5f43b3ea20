/**
 * For code that runs inside web-clip's worker, next to the encoders, so that embeddings need not cross threads. The
 * worker imports such a plugin by its URL; see {@link registerPlugin}.
 *
 * @packageDocumentation
 */
export { type CallControls, ClipError, type ClipErrorCode, isClipError } from '@web-clip/calls';
export type { ImageSource } from '@web-clip/images';
export type { WeightBases } from '@web-clip/weights';
export type { Engine } from './engine/engine.ts';
export type { EngineCallOptions } from './engine/options.ts';
export { type CreatePlugin, registerPlugin } from './worker/plugins.ts';
