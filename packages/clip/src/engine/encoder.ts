import { ClipError } from '@web-clip/calls';
import type { Feed as MemoryFeed } from '@web-clip/wasm-encoder';
import { normaliseRows } from '../scoring/embeddings.ts';

/** An input of an encoder: numbers, or floats in a GPU buffer of the device that the encoder runs on. */
export type Feed = MemoryFeed | { type: 'gpu-buffer'; data: GPUBuffer; dims: readonly number[] };

/** What can run an encoder. */
export type EncoderRuntime = 'onnxruntime' | 'web-clip';

/** What a text encoder outputs for models that are conditioned on texts. */
export interface TextStates {
  /** `count * dimension` values, which are the embeddings before they are scaled to length 1. */
  pooled: Float32Array<ArrayBuffer>;
  /** The last hidden layer: as many values for each token. */
  hidden: Float32Array<ArrayBuffer>;
}

/** One of the two encoders of a model. It outputs one embedding per row. */
export interface Encoder {
  /** What runs it: onnxruntime, or our own kernels. */
  readonly runtime: EncoderRuntime;
  /** Names of its inputs. */
  readonly inputs: readonly string[];
  /** Names of its outputs: the embedding and, if the file has it and it was wanted, the last hidden layer. */
  readonly outputs: readonly string[];

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

  /**
   * Runs a text encoder with two {@link outputs}.
   *
   * @returns As {@link run}, but both outputs as they are.
   * @throws As {@link run}.
   */
  runForStates(feeds: Readonly<Record<string, Feed>>, count: number): Promise<() => Promise<TextStates>>;

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
  checkLength(data, count, dimension);
  normaliseRows(data, dimension);
  checkNumbers(data);
  return data;
}

/**
 * Checks the outputs of a text encoder.
 *
 * @param outputs The embeddings as the model outputs them, and the last hidden layer.
 * @param count Number of rows.
 * @param dimension Expected length of an embedding.
 * @throws ClipError as {@link asEmbeddings}.
 */
export function asStates(
  [pooled, hidden]: readonly Float32Array<ArrayBuffer>[],
  count: number,
  dimension: number,
): TextStates {
  if (!pooled || !hidden) throw new ClipError('engine-failed', 'The text encoder has no hidden layer.');
  checkLength(pooled, count, dimension);
  for (const data of [pooled, hidden]) checkNumbers(data);
  return { pooled, hidden };
}

function checkLength(data: Float32Array, count: number, dimension: number): void {
  if (data.length === count * dimension) return;
  throw new ClipError(
    'invalid-model',
    `The model’s embeddings have ${data.length / count} values, but its spec says ${dimension}. Correct the spec, or choose another model.`,
  );
}

function checkNumbers(data: Float32Array): void {
  if (data.every(Number.isFinite)) return;
  throw new ClipError(
    'wrong-results',
    'The model returned invalid numbers (NaN or infinity), because its values are too large for half precision. Use another dtype or device “wasm”.',
  );
}
