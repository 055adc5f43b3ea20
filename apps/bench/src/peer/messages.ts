import type { ClipInfo } from '@web-clip/clip';

/** Where transformers.js finds the model files that web-clip runs, and how to run them. */
export interface PeerModel {
  /** Its `env.remoteHost`, `env.remotePathTemplate`, id and revision. */
  host: string;
  template: string;
  id: string;
  revision: string;
  dtype: 'fp32' | 'fp16' | 'q8' | 'int8' | 'uint8' | 'q4' | 'q4f16';
  device: ClipInfo['backend'];
  /** Whether to pad texts to the full length, for models that attend to the padding. */
  fullLength: boolean;
  /** Whether weights are in separate files. */
  external: boolean;
  /** The same onnxruntime files that web-clip loads. */
  runtime: { mjs: string; wasm: string };
  /** Number of WASM threads; absent for onnxruntime's default. */
  threads?: number;
}

/** How to batch images. */
export interface PeerBatching {
  /** Images per run of the model. */
  batch: number;
  /** Whether to read the next batches while the model runs. */
  ahead: boolean;
}

/** Result of one run. */
export interface PeerRun {
  milliseconds: number;
  /** Embeddings, not normalised. */
  rows: number[][];
  /** Total milliseconds of each stage. */
  stages?: Record<'read' | 'preprocess' | 'run', number>;
}
