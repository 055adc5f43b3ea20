import { described, invalid } from '@web-clip/calls';

/** L2-normalised embeddings, one per row. */
export interface Embeddings {
  /** `count * dimension` values, row by row; every row has length 1. */
  data: Float32Array<ArrayBuffer>;
  /** Number of rows. */
  count: number;
  /** Length of a row. */
  dimension: number;
}

/**
 * @param embeddings Embeddings.
 * @param index Index of a row, from 0.
 * @returns A view of that row, which shares the memory.
 * @throws ClipError `invalid-argument` if there is no such row.
 */
export function row(embeddings: Embeddings, index: number): Float32Array<ArrayBuffer> {
  checkEmbeddings('row()', embeddings);
  const { data, count, dimension } = embeddings;
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw invalid(`There is no row ${described(index)}. The embeddings have ${count}, counted from 0.`);
  }
  return data.subarray(index * dimension, (index + 1) * dimension);
}

/**
 * Checks that an argument is embeddings.
 *
 * @param call The call as its caller knows it, such as `similarity()`.
 * @param embeddings Anything that was given.
 * @throws ClipError `invalid-argument`.
 */
export function checkEmbeddings(call: string, embeddings: unknown): asserts embeddings is Embeddings {
  const { data, count, dimension } = (embeddings ?? {}) as Partial<Embeddings>;
  if (ArrayBuffer.isView(data) && data.length === Number(count) * Number(dimension)) return;
  throw invalid(
    `${call} needs embeddings, which are { data, count, dimension }, but got ${described(embeddings)}. Await embedImages() or embedTexts(), and pass the result as it is.`,
  );
}

/**
 * Scales every row to length 1, in place. A row of zeros stays as it is.
 *
 * @param data Rows, one after the other.
 * @param dimension Length of a row.
 */
export function normaliseRows(data: Float32Array, dimension: number): void {
  for (let start = 0; start < data.length; start += dimension) {
    const vector = data.subarray(start, start + dimension);
    let squares = 0;
    for (const value of vector) squares += value * value;
    const length = Math.sqrt(squares) || 1;
    for (let i = 0; i < dimension; i++) vector[i] = (vector[i] as number) / length;
  }
}

/** Options of the encoders' calls. */
export interface EmbedOptions {
  signal?: AbortSignal;
}
