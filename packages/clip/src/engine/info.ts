import type { Dtype, ModelSpec } from '../models/spec.ts';
import type { Backend } from './backend.ts';
import type { Stage, StageTiming } from './timings.ts';

/** What is running, why, and how long it has taken. */
export interface ClipInfo {
  model: ModelSpec;
  /** Names what embeddings must share to be compared: model, revision, preprocessing version. */
  space: string;
  backend: Backend;
  dtype: Dtype;
  /** Why this backend was taken: a sentence for a person. */
  reason: string;
  /** Name of the WebGPU adapter in use. */
  adapter?: string;
  /** WASM threads; 1 without cross-origin isolation. */
  threads: number;
  /** Pictures in one run of the image encoder. */
  batchSize: number;
  /** Time by stage since the engine was made. */
  timings: Partial<Record<Stage, StageTiming>>;
}
