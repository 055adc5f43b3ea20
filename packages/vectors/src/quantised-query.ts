/** A query as the kernels take it: of length 1, turned as rows are, and in integers. */
export interface QuantisedQuery {
  /** One integer a value; their products with 127 add up to less than 2^31. */
  codes: Int16Array<ArrayBuffer>;
  /** What an integer of 1 stands for. */
  unit: number;
  /** How far a score may be off because of the integers and of single precision, for a row whose scale is 1. */
  reach: number;
  /** How far it may be off for a row whose error is 1. */
  length: number;
}

/** The largest integer: 128 * 127, so that a GPU can take it in two halves of 8 bits. */
const LARGEST = 128 * 127;

/** What single precision may add to an error, of the length of row and query: some 16 roundings of 2^-24. */
const ROUNDING = 2 ** -18;

/**
 * @param turned The query after the kernel's turn, of finite values.
 * @returns It in integers, with what the bounds on its scores need.
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
  // A query of zeros scores 0 with all rows, whatever it is divided by.
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
    // A row's codes have a length of 127 √dimension at most.
    reach: 127 * Math.sqrt(dimension) * (Math.sqrt(residual) / norm + ROUNDING),
    // The kernel's sum of squares loses some of its last bits with every addition.
    length: 1 + dimension * 2 ** -23,
  };
}
