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
 */
export function row(embeddings: Embeddings, index: number): Float32Array<ArrayBuffer> {
  const { data, dimension } = embeddings;
  return data.subarray(index * dimension, (index + 1) * dimension);
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
