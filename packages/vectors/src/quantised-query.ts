/** A query in the form that the kernels need: normalised, transformed like the rows, and quantised. */
export interface QuantisedQuery {
  /** One integer per value. The sum of their products with 127 is below 2^31. */
  codes: Int16Array<ArrayBuffer>;
  /** The value of an integer of 1. */
  unit: number;
  /** Maximum error of a score due to quantising the query and to single precision, for a row with scale 1. */
  reach: number;
  /** Maximum error of a score due to quantising the row, for a row with error 1. */
  length: number;
  /** What to multiply a score by to get the dot product of row and query. */
  size: number;
}

/** The largest integer: 128 * 127, so that a GPU can take it in two halves of 8 bits. */
const LARGEST = 128 * 127;

/** Maximum error of single precision, relative to the lengths of row and query: some 16 roundings of 2^-24. */
const ROUNDING = 2 ** -18;

/**
 * @param turned The query after the kernel's `hadamard`; all values are finite.
 * @returns The quantised query, with the terms that bound its scores.
 */
export function quantiseQuery(turned: Float32Array): QuantisedQuery {
  const dimension = turned.length;
  const most = Math.min(LARGEST, Math.floor((2 ** 31 - 1) / (127 * dimension)));
  let largest = 0;
  let squares = 0;
  for (const value of turned) {
    largest = Math.max(largest, Math.abs(value));
    squares += value * value;
  }
  // A zero query scores 0 with all rows, whatever the divisor.
  const step = largest / most || 1;
  const codes = new Int16Array(dimension);
  let residual = 0;
  for (const [i, value] of turned.entries()) {
    const code = Math.round(value / step);
    codes[i] = code;
    residual += (value - code * step) ** 2;
  }
  const norm = Math.sqrt(squares) || 1;
  return {
    codes,
    unit: step / norm,
    // The vector of a row's codes has a length of at most 127 √dimension.
    reach: 127 * Math.sqrt(dimension) * (Math.sqrt(residual) / norm + ROUNDING),
    // Every addition in the kernel's sum of squares loses some of the last bits.
    length: 1 + dimension * 2 ** -23,
    // The transformed vectors have 16 times the dot product.
    size: norm / 16,
  };
}
