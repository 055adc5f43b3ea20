// AssemblyScript: see products.as.ts. Floats are f32 in row-major order. Rows may have any length unless
// stated otherwise.

import { madd, truncated } from './relaxed.as.ts';

/** Multiplies `batch` consecutive pairs of float matrices. The second matrices are `step` floats apart. */
export function matmul(
  a: usize,
  b: usize,
  out: usize,
  batch: i32,
  rows: i32,
  inner: i32,
  columns: i32,
  step: i32,
): void {
  const bRow = (<usize>columns) << 2;
  const aRow = (<usize>inner) << 2;
  for (; batch > 0; batch--, b += (<usize>step) << 2) {
    for (let row = 0; row < rows; row += 2, a += 2 * aRow, out += 2 * bRow) {
      // If the number of rows is odd, the last one is computed twice.
      const a1 = row + 1 < rows ? a + aRow : a;
      const out1 = row + 1 < rows ? out + bRow : out;
      let column: usize = 0;
      for (; column + 64 <= bRow; column += 64) {
        let x0 = f32x4.splat(0),
          x1 = x0,
          x2 = x0,
          x3 = x0,
          y0 = x0,
          y1 = x0,
          y2 = x0,
          y3 = x0;
        let at = b + column;
        for (let i: usize = 0; i < aRow; i += 4, at += bRow) {
          const p = v128.load32_splat(a + i);
          const q = v128.load32_splat(a1 + i);
          const w0 = v128.load(at);
          const w1 = v128.load(at, 16);
          const w2 = v128.load(at, 32);
          const w3 = v128.load(at, 48);
          x0 = madd(p, w0, x0);
          x1 = madd(p, w1, x1);
          x2 = madd(p, w2, x2);
          x3 = madd(p, w3, x3);
          y0 = madd(q, w0, y0);
          y1 = madd(q, w1, y1);
          y2 = madd(q, w2, y2);
          y3 = madd(q, w3, y3);
        }
        v128.store(out1 + column, y0);
        v128.store(out1 + column, y1, 16);
        v128.store(out1 + column, y2, 32);
        v128.store(out1 + column, y3, 48);
        v128.store(out + column, x0);
        v128.store(out + column, x1, 16);
        v128.store(out + column, x2, 32);
        v128.store(out + column, x3, 48);
      }
      for (; column + 16 <= bRow; column += 16) {
        let x = f32x4.splat(0);
        let y = x;
        let at = b + column;
        for (let i: usize = 0; i < aRow; i += 4, at += bRow) {
          const w = v128.load(at);
          x = madd(v128.load32_splat(a + i), w, x);
          y = madd(v128.load32_splat(a1 + i), w, y);
        }
        v128.store(out1 + column, y);
        v128.store(out + column, x);
      }
      for (; column < bRow; column += 4) {
        let x: f32 = 0;
        let y: f32 = 0;
        let at = b + column;
        for (let i: usize = 0; i < aRow; i += 4, at += bRow) {
          x += load<f32>(a + i) * load<f32>(at);
          y += load<f32>(a1 + i) * load<f32>(at);
        }
        store<f32>(out1 + column, y);
        store<f32>(out + column, x);
      }
      if (row + 1 === rows) {
        a -= aRow;
        out -= bRow;
      }
    }
  }
}

/** Softmax of each row: e^row divided by its sum. */
export function softmax(from: usize, rows: i32, columns: i32, out: usize): void {
  const bytes = (<usize>columns) << 2;
  for (; rows > 0; rows--, from += bytes, out += bytes) {
    let most = load<f32>(from);
    for (let i: usize = 4; i < bytes; i += 4) most = max(most, load<f32>(from + i));
    let sum: f32 = 0;
    let i: usize = 0;
    let sums = f32x4.splat(0);
    for (; i + 16 <= bytes; i += 16) {
      const e = exp(f32x4.sub(v128.load(from + i), f32x4.splat(most)));
      v128.store(out + i, e);
      sums = f32x4.add(sums, e);
    }
    for (; i < bytes; i += 4) {
      const e = f32x4.extract_lane(exp(f32x4.splat(load<f32>(from + i) - most)), 0);
      store<f32>(out + i, e);
      sum += e;
    }
    sum += total(sums);
    const share: f32 = 1 / sum;
    for (i = 0; i + 16 <= bytes; i += 16)
      v128.store(out + i, f32x4.mul(v128.load(out + i), f32x4.splat(share)));
    for (; i < bytes; i += 4) store<f32>(out + i, load<f32>(out + i) * share);
  }
}

/**
 * Normalises each row to mean 0 and variance 1, then applies weights and biases
 * (https://arxiv.org/abs/1607.06450).
 */
export function layerNorm(
  from: usize,
  rows: i32,
  columns: i32,
  weights: usize,
  biases: usize,
  epsilon: f32,
  out: usize,
): void {
  const bytes = (<usize>columns) << 2;
  for (; rows > 0; rows--, from += bytes, out += bytes) {
    const mean = f32x4.splat(meanOf(from, columns));
    let squares = f32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += 16) {
      const difference = f32x4.sub(v128.load(from + i), mean);
      squares = madd(difference, difference, squares);
    }
    const factor = f32x4.splat(1 / sqrt<f32>(total(squares) / <f32>columns + epsilon));
    for (let i: usize = 0; i < bytes; i += 16) {
      const value = f32x4.mul(f32x4.sub(v128.load(from + i), mean), factor);
      v128.store(out + i, madd(value, v128.load(weights + i), v128.load(biases + i)));
    }
  }
}

/** The mean of each row. The row length must be a multiple of 4. */
export function mean(from: usize, rows: i32, columns: i32, out: usize): void {
  for (; rows > 0; rows--, from += (<usize>columns) << 2, out += 4) store<f32>(out, meanOf(from, columns));
}

function meanOf(from: usize, count: i32): f32 {
  let sums = f32x4.splat(0);
  for (let i: usize = 0; i < (<usize>count) << 2; i += 16) sums = f32x4.add(sums, v128.load(from + i));
  return total(sums) / <f32>count;
}

function total(values: v128): f32 {
  return (
    f32x4.extract_lane(values, 0) +
    f32x4.extract_lane(values, 1) +
    (f32x4.extract_lane(values, 2) + f32x4.extract_lane(values, 3))
  );
}

/**
 * SiLU with a factor: x / (1 + e^(-factor * x)). A factor of 1.702 gives the GELU of CLIP
 * (https://arxiv.org/abs/1606.08415).
 */
export function swish(from: usize, count: i32, factor: f32, out: usize): void {
  const end = from + ((<usize>count) << 2);
  const less = f32x4.splat(-factor);
  const one = f32x4.splat(1);
  for (; from < end; from += 16, out += 16) {
    const x = v128.load(from);
    v128.store(out, f32x4.div(x, f32x4.add(one, exp(f32x4.mul(x, less)))));
  }
}

/** Unary functions, by the codes in arithmetic.ts. `count` is rounded up to a multiple of 4. */
export function unary(operator: i32, from: usize, count: i32, out: usize): void {
  const end = from + ((<usize>count) << 2);
  const one = f32x4.splat(1);
  switch (operator) {
    case 0:
      for (; from < end; from += 16, out += 16) {
        v128.store(out, f32x4.div(one, f32x4.add(one, exp(f32x4.neg(v128.load(from))))));
      }
      break;
    case 1:
      for (; from < end; from += 16, out += 16) {
        const power = exp(f32x4.mul(f32x4.splat(2), v128.load(from)));
        v128.store(out, f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(one, power))));
      }
      break;
    case 2:
      for (; from < end; from += 16, out += 16) v128.store(out, erf(v128.load(from)));
      break;
    case 3:
      for (; from < end; from += 16, out += 16) v128.store(out, f32x4.sqrt(v128.load(from)));
      break;
  }
}

/**
 * Binary functions by code: add, subtract, multiply, divide, then subtract and divide with swapped operands.
 * Each value of the second operand is used `repeat` times in a row. After `period` values the second operand
 * starts over.
 */
export function binary(
  operator: i32,
  a: usize,
  b: usize,
  count: i32,
  repeat: i32,
  period: i32,
  out: usize,
): void {
  const end = (<usize>count) << 2;
  if (repeat === 1 && (period & 3) === 0) {
    const wrap = (<usize>period) << 2;
    for (let at: usize = 0, other: usize = 0; at < end; at += 16) {
      v128.store(out + at, apply(operator, v128.load(a + at), v128.load(b + other)));
      other += 16;
      if (other === wrap) other = 0;
    }
    return;
  }
  // A run of elements that share one value of the second operand.
  const run = period === 1 ? count : repeat;
  for (let at: usize = 0, index = 0; at < end; index++) {
    const other = f32x4.splat(load<f32>(b + ((<usize>(index % period)) << 2)));
    for (const stop = at + ((<usize>run) << 2); at < stop; ) {
      const left = stop - at;
      if (left >= 16) {
        v128.store(out + at, apply(operator, v128.load(a + at), other));
        at += 16;
      } else {
        store<f32>(out + at, f32x4.extract_lane(apply(operator, f32x4.splat(load<f32>(a + at)), other), 0));
        at += 4;
      }
    }
  }
}

function apply(operator: i32, a: v128, b: v128): v128 {
  if (operator === 0) return f32x4.add(a, b);
  if (operator === 1) return f32x4.sub(a, b);
  if (operator === 2) return f32x4.mul(a, b);
  if (operator === 3) return f32x4.div(a, b);
  if (operator === 4) return f32x4.sub(b, a);
  return f32x4.div(b, a);
}

/** Copies floats between arrays of up to four dimensions. Strides are in floats. */
export function copy(
  from: usize,
  to: usize,
  d0: i32,
  d1: i32,
  d2: i32,
  d3: i32,
  from0: i32,
  from1: i32,
  from2: i32,
  from3: i32,
  to0: i32,
  to1: i32,
  to2: i32,
  to3: i32,
): void {
  const whole = from3 === 1 && to3 === 1;
  for (let i = 0; i < d0; i++) {
    for (let j = 0; j < d1; j++) {
      for (let k = 0; k < d2; k++) {
        let source = from + ((<usize>(i * from0 + j * from1 + k * from2)) << 2);
        let target = to + ((<usize>(i * to0 + j * to1 + k * to2)) << 2);
        if (whole) {
          memory.copy(target, source, (<usize>d3) << 2);
          continue;
        }
        for (let l = 0; l < d3; l++, source += (<usize>from3) << 2, target += (<usize>to3) << 2) {
          store<f32>(target, load<f32>(source));
        }
      }
    }
  }
}

/**
 * Cephes' expf (https://www.netlib.org/cephes/), accurate to 2 ulp. Below -87 the result is 0: masked values
 * would otherwise become denormals, which take a processor a hundred times as long.
 */
function exp(x: v128): v128 {
  const limited = f32x4.pmin(f32x4.splat(88), f32x4.pmax(f32x4.splat(-87), x));
  const n = f32x4.nearest(f32x4.mul(limited, f32x4.splat(<f32>Math.LOG2E)));
  let r = f32x4.sub(limited, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = madd(p, r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  const y = f32x4.add(madd(f32x4.mul(r, r), p, r), f32x4.splat(1));
  const exponent = i32x4.shl(i32x4.add(truncated(n), i32x4.splat(127)), 23);
  return v128.and(f32x4.mul(y, exponent), f32x4.ge(x, f32x4.splat(-87)));
}

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26. Accurate to 1.5e-7. */
function erf(x: v128): v128 {
  const size = f32x4.abs(x);
  const t = f32x4.div(f32x4.splat(1), madd(size, f32x4.splat(0.3275911), f32x4.splat(1)));
  let p = f32x4.splat(1.061405429);
  p = madd(p, t, f32x4.splat(-1.453152027));
  p = madd(p, t, f32x4.splat(1.421413741));
  p = madd(p, t, f32x4.splat(-0.284496736));
  p = madd(p, t, f32x4.splat(0.254829592));
  const y = f32x4.sub(f32x4.splat(1), f32x4.mul(f32x4.mul(p, t), exp(f32x4.neg(f32x4.mul(size, size)))));
  return v128.or(y, v128.and(x, i32x4.splat(<i32>0x80000000)));
}
