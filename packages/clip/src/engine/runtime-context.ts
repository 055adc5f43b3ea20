import type { PriorityQueue } from '@web-clip/calls';
import type { WeightBases } from '@web-clip/weights';
import type { Dtype, ModelSpec } from '../models/spec.ts';
import type { Backend } from './dtypes.ts';
import type { Limits } from './limits.ts';
import type { OrtBuilds } from './ort.ts';
import type { DownloadMeter } from './progress.ts';
import type { EncoderKind } from './self-check.ts';
import type { Timings } from './timings.ts';

/** What a runtime gets from its engine. It outlives the runtime. */
export interface RuntimeContext {
  spec: ModelSpec;
  bases: WeightBases;
  limits: Limits;
  ort: OrtBuilds;
  /** One for each build of onnxruntime, because each runs one session at a time. */
  queues: Record<Backend, PriorityQueue>;
  timings: Timings;
  downloads: DownloadMeter;
  /** Returns the token ids of a text. */
  tokenize: (text: string, signal?: AbortSignal) => Promise<number[]>;
  /** WASM's output for the self-check, from files of this dtype. */
  crossCheck: (kind: EncoderKind, dtype: Dtype, signal: AbortSignal) => Promise<Float32Array>;
}
