import type { Dtype, ModelSpec } from '../models/spec.ts';
import type { WeightBases } from '../weights/locate.ts';
import type { Backend } from './backend.ts';
import type { Lane } from './lane.ts';
import type { Limits } from './limits.ts';
import type { DownloadMeter } from './progress.ts';
import type { TowerKind } from './self-check.ts';
import type { Timings } from './timings.ts';

/** What a runtime takes from its engine; it outlives the runtime. */
export interface RuntimeContext {
  spec: ModelSpec;
  bases: WeightBases;
  limits: Limits;
  /** Of onnxruntime’s two builds, each of which runs one session at a time. */
  lanes: Record<Backend, Lane>;
  timings: Timings;
  downloads: DownloadMeter;
  /** Token ids of a text. */
  tokenize: (text: string, signal?: AbortSignal) => Promise<number[]>;
  /** What WASM answers to the built-in check with files of this dtype. */
  askWasm: (kind: TowerKind, dtype: Dtype, signal: AbortSignal) => Promise<Float32Array>;
}
