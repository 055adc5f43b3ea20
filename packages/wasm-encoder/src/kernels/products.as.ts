// AssemblyScript: https://www.assemblyscript.org
//
// All addresses point into imported memory, which threads share. Floats are f32 in row-major order.

import { dot } from './relaxed.as.ts';

/** Columns and rows that one step of a product computes. */
const COLUMNS: i32 = 8;
const ROWS: i32 = 5;

/**
 * The product of two bytes as {@link linear} computes it. Processors may interpret the second operand's
 * highest bit differently: as unsigned on x86 with VNNI, as signed on ARM, and uselessly elsewhere.
 *
 * @param weight A signed byte.
 * @param value Another byte.
 * @returns Four times their product.
 */
export function probe(weight: i32, value: i32): i32 {
  const product = dot(i8x16.splat(<i8>weight), i8x16.splat(<i8>value), i32x4.splat(0));
  return i32x4.extract_lane(product, 0);
}

/**
 * Packs weights in the order in which products read them: blocks of 8 columns, a few rows at a time.
 *
 * @param from Bytes of `inner` rows and `columns` columns, with strides in bytes.
 * @param flip 128 turns unsigned weights into signed ones; otherwise 0.
 * @param bits As for `quantise`: 4 rows at a time for 8 bits, 2 for 16.
 * @param to Where to write the packed weights.
 * @param sums Where to write the sum of each column.
 */
export function pack(
  from: usize,
  inner: i32,
  columns: i32,
  rowStep: i32,
  columnStep: i32,
  flip: i32,
  bits: i32,
  to: usize,
  sums: usize,
): void {
  const depth = 32 / bits;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    const first = to + <usize>(column / COLUMNS) * COLUMNS * inner + (column % COLUMNS) * depth;
    for (let i = 0; i < inner; i++) {
      const value = <i8>(load<u8>(from + <usize>i * rowStep + <usize>column * columnStep) ^ flip);
      sum += value;
      store<i8>(first + <usize>(i & -depth) * COLUMNS + (i & (depth - 1)), value);
    }
    store<i32>(sums + (column << 2), sum);
  }
}

/**
 * Cuts a quantised image into patches. Each becomes a row, channel by channel and line by line.
 *
 * @param bytes Bytes per value: 1 or 2.
 */
export function patches(
  from: usize,
  channels: i32,
  height: i32,
  width: i32,
  patchHeight: i32,
  patchWidth: i32,
  bytes: i32,
  to: usize,
): void {
  const line = patchWidth * bytes;
  for (let top = 0; top + patchHeight <= height; top += patchHeight) {
    for (let left = 0; left + patchWidth <= width; left += patchWidth) {
      for (let channel = 0; channel < channels; channel++) {
        for (let y = 0; y < patchHeight; y++, to += line) {
          memory.copy(to, from + <usize>((channel * height + top + y) * width + left) * bytes, line);
        }
      }
    }
  }
}

/**
 * Multiplies quantised rows by packed weights: out = (values - zero)(weights - zeros) * scales + bias.
 *
 * @param rows Number of rows.
 * @param inner Values per row, a multiple of 4.
 * @param columns Columns of the weights, a multiple of 8.
 * @param info Scale and zero point of the values, as `quantise` writes them.
 * @param bits As for `quantise`, like `flip`. Products of 16 bits are exact on every processor and half as
 *   fast.
 * @param weights As {@link pack} writes them.
 * @param facts For each column: sums of the weights (i32), zero points (i32), scales and biases (f32);
 *   `columns` values each.
 * @param sums Scratch space for one i32 per row.
 */
export function linear(
  values: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  info: usize,
  bits: i32,
  flip: i32,
  weights: usize,
  facts: usize,
  sums: usize,
  out: usize,
): void {
  const zero = load<i32>(info, 4);
  const inRow = <usize>inner * (bits >> 3);
  // The sum of each row minus the zero point's share, to be multiplied by the weights' zero points.
  for (let row = 0; row < rows; row++) {
    const at = values + <usize>row * inRow;
    const sum = bits === 8 ? sumOf(at, inner, flip) : sumOfWide(at, inner);
    store<i32>(sums + (row << 2), sum - inner * zero);
  }
  if (bits === 8) multiply<u8>(values, rows, inner, columns, info, weights, facts, sums, out);
  else multiply<i16>(values, rows, inner, columns, info, weights, facts, sums, out);
}

/** @typeParam T Type of the values. */
function multiply<T>(
  values: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  info: usize,
  weights: usize,
  facts: usize,
  sums: usize,
  out: usize,
): void {
  const inRow = <usize>inner * sizeof<T>();
  const outRow = (<usize>columns) << 2;
  // Bytes of packed weights per vector.
  const vector: usize = sizeof<T>() === 1 ? 16 : 8;
  for (let column = 0; column < columns; column += COLUMNS) {
    const block = weights + <usize>column * inner;
    const end = block + <usize>inner * COLUMNS;
    const fact = facts + ((<usize>column) << 2);
    const first = out + ((<usize>column) << 2);
    let row = 0;
    while (row < rows && rows >= ROWS) {
      // The last rows overlap rows computed before: five rows take as long as one.
      if (row + ROWS > rows) row = rows - ROWS;
      const a = values + <usize>row * inRow;
      const to = first + <usize>row * outRow;
      let x0 = i32x4.splat(0);
      let x1 = x0;
      let x2 = x0;
      let x3 = x0;
      let x4 = x0;
      let y0 = x0;
      let y1 = x0;
      let y2 = x0;
      let y3 = x0;
      let y4 = x0;
      const b = a + inRow;
      const c = b + inRow;
      const d = c + inRow;
      const e = d + inRow;
      for (let at = block, t: usize = 0; at < end; at += 2 * vector, t += 4) {
        const w0 = weightsAt<T>(at);
        const w1 = weightsAt<T>(at + vector);
        let v = v128.load32_splat(a + t);
        x0 = sumUp<T>(w0, v, x0);
        y0 = sumUp<T>(w1, v, y0);
        v = v128.load32_splat(b + t);
        x1 = sumUp<T>(w0, v, x1);
        y1 = sumUp<T>(w1, v, y1);
        v = v128.load32_splat(c + t);
        x2 = sumUp<T>(w0, v, x2);
        y2 = sumUp<T>(w1, v, y2);
        v = v128.load32_splat(d + t);
        x3 = sumUp<T>(w0, v, x3);
        y3 = sumUp<T>(w1, v, y3);
        v = v128.load32_splat(e + t);
        x4 = sumUp<T>(w0, v, x4);
        y4 = sumUp<T>(w1, v, y4);
      }
      const sum = sums + (row << 2);
      finish(to, x0, y0, fact, outRow, info, sum);
      finish(to + outRow, x1, y1, fact, outRow, info, sum + 4);
      finish(to + 2 * outRow, x2, y2, fact, outRow, info, sum + 8);
      finish(to + 3 * outRow, x3, y3, fact, outRow, info, sum + 12);
      finish(to + 4 * outRow, x4, y4, fact, outRow, info, sum + 16);
      row += ROWS;
    }
    for (; row < rows; row++) {
      let x = i32x4.splat(0);
      let y = x;
      for (let at = block, t = values + <usize>row * inRow; at < end; at += 2 * vector, t += 4) {
        const v = v128.load32_splat(t);
        x = sumUp<T>(weightsAt<T>(at), v, x);
        y = sumUp<T>(weightsAt<T>(at + vector), v, y);
      }
      finish(first + <usize>row * outRow, x, y, fact, outRow, info, sums + (row << 2));
    }
  }
}

/** Loads the weights of four columns in the width of the values. */
function weightsAt<T>(at: usize): v128 {
  return sizeof<T>() === 1 ? v128.load(at) : v128.load8x8_s(at);
}

/** Adds the products of four columns to their sums. */
function sumUp<T>(weights: v128, values: v128, sums: v128): v128 {
  return sizeof<T>() === 1 ? dot(weights, values, sums) : i32x4.add(sums, i32x4.dot_i16x8_s(weights, values));
}

/** Turns the sums of eight columns into results. */
function finish(to: usize, x: v128, y: v128, fact: usize, step: usize, info: usize, sum: usize): void {
  v128.store(to, finished(x, fact, step, info, sum));
  v128.store(to + 16, finished(y, fact + 16, step, info, sum));
}

function finished(product: v128, fact: usize, step: usize, info: usize, sum: usize): v128 {
  // The zero points' share of (values - zero)(weights - zeros), multiplied out.
  const byZero = i32x4.mul(v128.load(fact), v128.load32_splat(info + 4));
  const byZeros = i32x4.mul(v128.load(fact + step), v128.load32_splat(sum));
  const exact = f32x4.convert_i32x4_s(i32x4.sub(product, i32x4.add(byZero, byZeros)));
  const scales = f32x4.mul(v128.load32_splat(info), v128.load(fact + 2 * step));
  return f32x4.add(f32x4.mul(exact, scales), v128.load(fact + 3 * step));
}

function sumOf(values: usize, count: i32, flip: i32): i32 {
  let sums = i32x4.splat(0);
  const flips = i8x16.splat(<i8>flip);
  let i = 0;
  for (; i + 16 <= count; i += 16) {
    const pairs = i16x8.extadd_pairwise_i8x16_u(v128.xor(v128.load(values + i), flips));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(pairs));
  }
  let sum = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
  sum += i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  for (; i < count; i++) sum += load<u8>(values + i) ^ flip;
  // Flipping added 128 to each signed value.
  return sum - count * flip;
}

function sumOfWide(values: usize, count: i32): i32 {
  let sums = i32x4.splat(0);
  const end = values + ((<usize>count) << 1);
  for (; values + 16 <= end; values += 16)
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(v128.load(values)));
  let sum = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
  sum += i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
  for (; values < end; values += 2) sum += load<i16>(values);
  return sum;
}
