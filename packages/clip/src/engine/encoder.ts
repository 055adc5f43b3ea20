import { ClipError } from '@web-clip/calls';
import type { Feed as MemoryFeed } from '@web-clip/wasm-encoder';
import { normaliseRows } from '../scoring/embeddings.ts';

/** An input of an encoder: numbers, or floats in a GPU buffer of the device that the encoder runs on. */
export type Feed = MemoryFeed | { type: 'gpu-buffer'; data: GPUBuffer; dims: readonly number[] };

/** What can run an encoder. */
export type EncoderRuntime = 'onnxruntime' | 'web-clip';

/** One of the two encoders of a model. It outputs one embedding per row. */
export interface Encoder {
  /** What runs it: onnxruntime, or our own kernels. */
  readonly runtime: EncoderRuntime;
  /** Names of its inputs. */
  readonly inputs: readonly string[];

  /**
   * Runs the encoder. On a GPU, the promise resolves once the work has been submitted.
   *
   * @param feeds Inputs by name, each with `count` rows.
   * @param count Number of rows.
   * @returns A function that waits for the result: `count * dimension` values, every row of length 1. It
   *   throws ClipError `engine-failed`, `invalid-model` if the embedding's length differs from the spec's, or
   *   `wrong-results` if any value is NaN or infinite.
   * @throws ClipError `engine-failed`.
   */
  run(
    feeds: Readonly<Record<string, Feed>>,
    count: number,
  ): Promise<() => Promise<Float32Array<ArrayBuffer>>>;

  /** Frees its memory after all results have been read. Must not be called while an encoder runs. */
  release(): Promise<void>;
}

/**
 * Checks that an encoder's output is embeddings, and scales every row to length 1, in place.
 *
 * @param data The output.
 * @param count Number of rows.
 * @param dimension Expected length of a row.
 * @throws ClipError `invalid-model` if a row has another length, `wrong-results` if any value is NaN or
 *   infinite.
 */
export function asEmbeddings(
  data: Float32Array<ArrayBuffer>,
  count: number,
  dimension: number,
): Float32Array<ArrayBuffer> {
  if (data.length !== count * dimension) {
    throw new ClipError(
      'invalid-model',
      `The model’s embeddings have ${data.length / count} values, but its spec says ${dimension}. Correct the spec, or choose another model.`,
    );
  }
  normaliseRows(data, dimension);
  if (data.some(Number.isNaN)) {
    throw new ClipError(
      'wrong-results',
      'The model returned invalid numbers (NaN), because its values are too large for half precision. Use another dtype or device “wasm”.',
    );
  }
  return data;
}
