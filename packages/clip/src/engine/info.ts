import type { Capabilities } from '../capabilities.ts';
import type { Dtype, ModelSpec } from '../models/spec.ts';
import type { Backend } from './backend.ts';
import type { EncoderRuntime } from './encoder.ts';
import type { CheckReport, TowerKind } from './self-check.ts';
import type { Stage, StageTiming } from './timings.ts';

/** What is running, why, and how long it has taken. */
export interface ClipInfo {
  model: ModelSpec;
  /** Names what embeddings must share to be compared: the model, where it is from, and how it prepares pictures. */
  space: string;
  backend: Backend;
  dtype: Dtype;
  /** Why this backend was taken: a sentence for a person. */
  reason: string;
  /**
   * What runs the encoders that have been loaded: on WASM, kernels of web-clip's own compute most that are quantised.
   */
  runtimes: { [Kind in TowerKind]?: EncoderRuntime };
  /**
   * How the encoders that have been loaded answered the built-in check: on a GPU, and elsewhere if the
   * model has a record to compare with.
   */
  selfCheck: { [Kind in TowerKind]?: CheckReport };
  /** Name of the WebGPU adapter in use. */
  adapter?: string;
  /** Whether a GPU is in use that has half precision. */
  shaderF16: boolean;
  /** WASM threads; 1 where they cannot share memory. */
  threads: number;
  /** What the browser offers. */
  capabilities: Capabilities;
  /** Pictures in one run of the image encoder. */
  batchSize: number;
  /** URLs of onnxruntime's files in use; a page that works offline has to keep them. */
  runtimeFiles: readonly string[];
  /** Time by stage since the engine was made. */
  timings: Partial<Record<Stage, StageTiming>>;
}
