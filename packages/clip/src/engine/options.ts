import type { Priority } from '@web-clip/calls';
import type { WeightBases } from '@web-clip/weights';
import type { Preparation, ResizedImage } from '../image/image-preparation.ts';
import type { Dtype, ModelSpec } from '../models/spec.ts';
import type { Backend } from './dtypes.ts';
import type { Limits } from './limits.ts';
import type { ProgressListener } from './progress.ts';
import type { EncoderKind } from './self-check.ts';

/** What an engine is created from. All of it can be posted to a worker. */
export interface EngineOptions {
  model: string | ModelSpec;
  device: 'auto' | Backend;
  /** Undefined for the best that the backend supports. */
  dtype: Dtype | undefined;
  /** Whether pixels must equal those of PyTorch. */
  exact: boolean;
  bases: WeightBases;
  limits: Limits;
}

/** Work that an engine delegates to other threads. */
export interface EngineDependencies {
  /** For the self-check of a GPU. */
  crossCheck: CrossCheck;
  /** Decodes an image, and resizes it unless a GPU does. */
  prepareImage: (blob: Blob, preparation: Preparation) => Promise<ResizedImage>;
  /** Ends the worker and frees all of its memory, because of this error. */
  fail: (error: Error) => void;
}

/** Options of every engine call. */
export interface EngineCallOptions {
  /** Aborts the call, which throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called as the call progresses. */
  onProgress?: ProgressListener | undefined;
  /** `interactive` calls, such as queries, go before those in the `background`. Default: `interactive`. */
  priority?: Priority;
}

/**
 * Starts a separate WASM engine and asks it for its output for the self-check.
 *
 * @param options The engine to start.
 * @param kind Which encoder to ask.
 * @returns An embedding.
 */
type CrossCheck = (options: EngineOptions, kind: EncoderKind, signal: AbortSignal) => Promise<Float32Array>;
