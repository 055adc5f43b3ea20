import { ClipError } from '../errors.ts';
import { normaliseRows } from '../scoring/embeddings.ts';

/** An input of an encoder: numbers, or floats in a buffer of the device that it runs on. */
export type Feed = { dims: readonly number[] } & (
  | { type: 'float32'; data: Float32Array }
  | {
      type: 'int64';
      data: BigInt64Array;
      /** How many numbers of each row count, where those after them may be left out. */
      lengths?: readonly number[];
    }
  | { type: 'gpu-buffer'; data: GPUBuffer }
);

/** What can run an encoder. */
export type EncoderRuntime = 'onnxruntime' | 'web-clip';

/** One of the two encoders of a model: its output is an embedding a row. */
export interface Encoder {
  /** What runs it: onnxruntime, or kernels of our own. */
  readonly runtime: EncoderRuntime;
  /** Names of the inputs that it takes. */
  readonly inputs: readonly string[];

  /**
   * Runs the encoder. On a GPU that is done once the work has been handed over.
   *
   * @param feeds Inputs by name, `count` rows each.
   * @param count Number of rows.
   * @returns What waits for the result: `count * dimension` values, every row of length 1. It throws
   *   ClipError `engine-failed`, `invalid-model` if the embedding has another length than the spec says, or
   *   `wrong-results` if any value is NaN or infinite.
   * @throws ClipError `engine-failed`.
   */
  run(
    feeds: Readonly<Record<string, Feed>>,
    count: number,
  ): Promise<() => Promise<Float32Array<ArrayBuffer>>>;

  /** Gives its memory back, once no result is in it; to be called while no encoder runs. */
  release(): Promise<void>;
}

/**
 * Makes sure that an encoder’s output is embeddings, and gives every row length 1, in place.
 *
 * @param data What it gave.
 * @param count Number of rows.
 * @param dimension Length that a row should have.
 * @throws ClipError `invalid-model` if it has another one, `wrong-results` if any value is NaN or infinite.
 */
export function asEmbeddings(
  data: Float32Array<ArrayBuffer>,
  count: number,
  dimension: number,
): Float32Array<ArrayBuffer> {
  if (data.length !== count * dimension) {
    throw new ClipError(
      'invalid-model',
      `The model gives embeddings of ${data.length / count} values where its spec says ${dimension}.`,
    );
  }
  normaliseRows(data, dimension);
  if (data.some(Number.isNaN)) {
    throw new ClipError(
      'wrong-results',
      'The model produced invalid numbers (NaN): values were too large for half precision. Use another dtype or device “wasm”.',
    );
  }
  return data;
}
