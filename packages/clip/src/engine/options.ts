import type { Preparation, ReadyPicture } from '../image/preparation.ts';
import type { Dtype, ModelSpec } from '../models/spec.ts';
import type { WeightBases } from '../weights/locate.ts';
import type { Backend } from './backend.ts';
import type { Priority } from './lane.ts';
import type { Limits } from './limits.ts';
import type { ProgressListener } from './progress.ts';
import type { TowerKind } from './self-check.ts';

/** What an engine is made from; all of it can be posted to a worker. */
export interface EngineOptions {
  model: string | ModelSpec;
  device: 'auto' | Backend;
  /** Undefined takes the best that the backend computes. */
  dtype: Dtype | undefined;
  /** Whether pixels are those that PyTorch gets. */
  exact: boolean;
  bases: WeightBases;
  limits: Limits;
}

/** What an engine has others do, in threads of their own. */
export interface EngineHands {
  /** For the self-check of a GPU. */
  askWasm: AskWasm;
  /** Decodes a picture, and resizes it unless a GPU does. */
  preparePicture: (blob: Blob, preparation: Preparation) => Promise<ReadyPicture>;
  /** Ends the worker, with all of its memory, because of this error. */
  fail: (error: Error) => void;
}

/** What every call of an engine may be given. */
export interface EngineCallOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ProgressListener | undefined;
  /** `interactive` unless said otherwise. */
  priority?: Priority;
}

/**
 * Asks a WASM engine of its own what it makes of the built-in check.
 *
 * @param options The engine to make.
 * @param kind Which encoder to ask.
 * @returns An embedding.
 */
export type AskWasm = (options: EngineOptions, kind: TowerKind, signal: AbortSignal) => Promise<Float32Array>;
