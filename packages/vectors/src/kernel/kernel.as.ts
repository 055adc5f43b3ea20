// AssemblyScript with WASM SIMD: https://www.assemblyscript.org

/**
 * Rows per block. Its four quarters are read in parallel: memory then streams four pages at once, which takes half
 * the time of reading one row after the other.
 */
const ROWS: usize = 1024;
const QUARTER: usize = ROWS / 4;

/**
 * The largest absolute value of a row must lie between these limits. Other rows are not quantised, because their
 * bounds would not hold in single precision.
 */
const SMALLEST: f32 = 1e-30;
const LARGEST: f32 = 1e30;

/**
 * Transforms a vector in place (a Hadamard transform), which spreads an outlier value, as CLIP embeddings have, over
 * 16 values. Dot products of two transformed vectors are 16 times as large.
 *
 * @param vector Address of the floats; their number is a multiple of 64.
 * @param bytes Length of the vector in bytes.
 */
export function hadamard(vector: usize, bytes: usize): void {
  for (let span = bytes; span > bytes >> 4; span >>= 2) {
    const step = span >> 2;
    for (let part = vector; part < vector + bytes; part += span) {
      for (let at = part; at < part + step; at += 16) {
        const a = v128.load(at);
        const b = v128.load(at + step);
        const c = v128.load(at + 2 * step);
        const d = v128.load(at + 3 * step);
        const ab = f32x4.add(a, b);
        const cd = f32x4.add(c, d);
        const a_b = f32x4.sub(a, b);
        const c_d = f32x4.sub(c, d);
        v128.store(at, f32x4.add(ab, cd));
        v128.store(at + step, f32x4.add(a_b, c_d));
        v128.store(at + 2 * step, f32x4.sub(ab, cd));
        v128.store(at + 3 * step, f32x4.sub(a_b, c_d));
      }
    }
  }
}

/**
 * Transforms a row and quantises it: value ≈ code * scale.
 *
 * @param row Address of the floats; their number is a multiple of 64. Overwritten.
 * @param dimension Number of floats.
 * @param codes Where to write the codes, one byte per value.
 * @param scale Where to write the scale.
 * @param error Where to write the length of the difference; infinite if the row cannot be quantised.
 */
export function quantise(row: usize, dimension: usize, codes: usize, scale: usize, error: usize): void {
  hadamard(row, dimension << 2);
  let most = f32x4.splat(0);
  for (let i: usize = 0; i < dimension << 2; i += 16) most = f32x4.max(most, f32x4.abs(v128.load(row + i)));
  const largest = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  if (!(largest > SMALLEST && largest < LARGEST)) {
    memory.fill(codes, 0, dimension);
    store<f32>(scale, 0);
    store<f32>(error, largest === 0 ? 0 : Infinity);
    return;
  }
  const step = largest / 127;
  const steps = f32x4.splat(127 / largest);
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < dimension; i += 16) {
    const at = row + (i << 2);
    const a = f32x4.mul(v128.load(at), steps);
    const b = f32x4.mul(v128.load(at, 16), steps);
    const c = f32x4.mul(v128.load(at, 32), steps);
    const d = f32x4.mul(v128.load(at, 48), steps);
    const wholeA = f32x4.nearest(a);
    const wholeB = f32x4.nearest(b);
    const wholeC = f32x4.nearest(c);
    const wholeD = f32x4.nearest(d);
    squares = f32x4.add(squares, square(f32x4.sub(a, wholeA)));
    squares = f32x4.add(squares, square(f32x4.sub(b, wholeB)));
    squares = f32x4.add(squares, square(f32x4.sub(c, wholeC)));
    squares = f32x4.add(squares, square(f32x4.sub(d, wholeD)));
    const ab = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(wholeA), i32x4.trunc_sat_f32x4_s(wholeB));
    const cd = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(wholeC), i32x4.trunc_sat_f32x4_s(wholeD));
    v128.store(codes + i, i8x16.narrow_i16x8_s(ab, cd));
  }
  store<f32>(scale, step);
  const sum =
    f32x4.extract_lane(squares, 0) +
    f32x4.extract_lane(squares, 1) +
    f32x4.extract_lane(squares, 2) +
    f32x4.extract_lane(squares, 3);
  store<f32>(error, step * sqrt(sum));
}

/**
 * Computes bounds on the scores of a block's rows: scale * (code · query) * unit ± (scale * reach + error * length).
 *
 * @param block Codes of the rows, with row 4i + j at index j * 256 + i. Then one float per row for each of: scale,
 *   error, and, written here, the lower and the upper bound of the score.
 * @param query 16-bit integers, one per value of a row, small enough that the sum of products does not overflow.
 * @param dimension Values per row.
 * @param from First four rows to score: those from row 4 * from on.
 * @param to The four rows before which to stop; at most 256.
 */
export function scan(
  block: usize,
  query: usize,
  dimension: usize,
  unit: f32,
  reach: f32,
  length: f32,
  from: usize,
  to: usize,
): void {
  const quarter = QUARTER * dimension;
  let out = block + ROWS * dimension + (from << 4);
  for (let row = block + from * dimension; row < block + to * dimension; row += dimension, out += 16) {
    let a = i32x4.splat(0);
    let b = i32x4.splat(0);
    let c = i32x4.splat(0);
    let d = i32x4.splat(0);
    const end = row + dimension;
    for (let at = row, values = query; at < end; at += 16, values += 32) {
      const low = v128.load(values);
      a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load_ext<i8>(at), low));
      b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load_ext<i8>(at + quarter), low));
      c = i32x4.add(c, i32x4.dot_i16x8_s(v128.load_ext<i8>(at + 2 * quarter), low));
      d = i32x4.add(d, i32x4.dot_i16x8_s(v128.load_ext<i8>(at + 3 * quarter), low));
      const high = v128.load(values, 16);
      a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load_ext<i8>(at, 8), high));
      b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load_ext<i8>(at + quarter, 8), high));
      c = i32x4.add(c, i32x4.dot_i16x8_s(v128.load_ext<i8>(at + 2 * quarter, 8), high));
      d = i32x4.add(d, i32x4.dot_i16x8_s(v128.load_ext<i8>(at + 3 * quarter, 8), high));
    }
    const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
    const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
    const sums = i32x4.add(v128.shuffle<i32>(ab, cd, 0, 1, 4, 5), v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
    const scale = v128.load(out);
    const error = v128.load(out, 4 * ROWS);
    const score = f32x4.mul(scale, f32x4.mul(f32x4.convert_i32x4_s(sums), f32x4.splat(unit)));
    const margin = f32x4.add(f32x4.mul(scale, f32x4.splat(reach)), f32x4.mul(error, f32x4.splat(length)));
    v128.store(out, f32x4.sub(score, margin), 8 * ROWS);
    v128.store(out, f32x4.add(score, margin), 12 * ROWS);
  }
}

function square(values: v128): v128 {
  return f32x4.mul(values, values);
}
