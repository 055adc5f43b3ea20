import type { Assets } from '@web-clip/calls';
import type { Capabilities } from '../capabilities.ts';
import type { Dtype, ModelSpec } from '../models/spec.ts';
import type { Backend } from './dtypes.ts';
import type { EncoderRuntime } from './encoder.ts';
import type { CheckReport, EncoderKind } from './self-check.ts';
import type { Stage, StageTiming } from './timings.ts';

/** What is running, why, and how long it has taken. */
export interface ClipInfo {
  /** The model, as the registry or its repository describes it. */
  model: ModelSpec;
  /**
   * Identifies the embedding space. Embeddings are comparable only if their model, its source, and the image
   * preprocessing are the same.
   */
  space: string;
  /** Where the encoders run. */
  backend: Backend;
  /** The number format of the files in use. */
  dtype: Dtype;
  /** Why this backend was chosen: a sentence for the user. */
  reason: string;
  /** What runs each loaded encoder. On WASM, web-clip's own kernels run most quantised encoders. */
  runtimes: { [Kind in EncoderKind]?: EncoderRuntime };
  /**
   * Self-check results of the loaded encoders. On a GPU there always is one; on WASM only if the model has a
   * record to compare with.
   */
  selfCheck: { [Kind in EncoderKind]?: CheckReport };
  /** Name of the WebGPU adapter in use. */
  adapter?: string;
  /** Whether the GPU in use supports half precision. */
  shaderF16: boolean;
  /** WASM threads; 1 if threads cannot share memory. */
  threads: number;
  /** What the browser supports. */
  capabilities: Capabilities;
  /** Images per run of the image encoder. */
  batchSize: number;
  /** Where web-clip's own files are. */
  assets: Assets;
  /**
   * URLs of the files of onnxruntime that have been needed so far; empty while web-clip's own kernels run all
   * encoders. After `prefetch()`, they are all that the model needs on this device, also if WASM has to
   * replace the GPU. A page that works offline must cache them.
   */
  runtimeFiles: readonly string[];
  /** Time per stage since the engine was created. */
  timings: Partial<Record<Stage, StageTiming>>;
}
