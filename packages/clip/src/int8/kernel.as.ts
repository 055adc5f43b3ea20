// AssemblyScript, with WASM's relaxed vector instructions: https://www.assemblyscript.org
// All addresses are of imported memory, which threads share. Floats are f32, row by row.

/** Columns that one step of a product computes, and rows. */
const COLUMNS: i32 = 8;
const ROWS: i32 = 5;

/**
 * The product of bytes that everything rests on. What it makes of the second operand's highest bit is the processor's
 * choice (https://github.com/WebAssembly/relaxed-simd): unsigned on x86 with VNNI, signed on ARM, something of no use
 * elsewhere.
 *
 * @param weight A signed byte.
 * @param value Another byte.
 * @returns Four times their product.
 */
export function probe(weight: i32, value: i32): i32 {
  const product = i32x4.relaxed_dot_i8x16_i7x16_add_s(
    i8x16.splat(<i8>weight),
    i8x16.splat(<i8>value),
    i32x4.splat(0),
  );
  return i32x4.extract_lane(product, 0);
}

/**
 * Brings weights into the order in which {@link linear} reads them: of 8 columns 4 rows at a time.
 *
 * @param from Bytes: `inner` rows of `columns`, at these distances in bytes.
 * @param flip 128 for unsigned ones, which become signed; else 0.
 * @param to Where to write them.
 * @param sums Where to write each column's sum.
 */
export function pack(
  from: usize,
  inner: i32,
  columns: i32,
  rowStep: i32,
  columnStep: i32,
  flip: i32,
  to: usize,
  sums: usize,
): void {
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    const first = to + <usize>(column / COLUMNS) * COLUMNS * inner + ((column % COLUMNS) << 2);
    for (let i = 0; i < inner; i++) {
      const value = <i8>(load<u8>(from + <usize>i * rowStep + <usize>column * columnStep) ^ flip);
      sum += value;
      store<i8>(first + ((<usize>i >> 2) << 5) + (i & 3), value);
    }
    store<i32>(sums + (column << 2), sum);
  }
}

/**
 * Quantises floats to bytes, by their own range (https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html).
 *
 * @param from The floats.
 * @param flip 128 for signed bytes, of which zero is that much lower; 0 for unsigned ones.
 * @param to Where to write the bytes.
 * @param info Where to write scale (f32) and zero (i32).
 */
export function quantise(from: usize, count: i32, flip: i32, to: usize, info: usize): void {
  let lows = f32x4.splat(0);
  let highs = f32x4.splat(0);
  const whole = from + ((<usize>(count & ~3)) << 2);
  const end = from + ((<usize>count) << 2);
  let at = from;
  for (; at < whole; at += 16) {
    const values = v128.load(at);
    lows = f32x4.relaxed_min(lows, values);
    highs = f32x4.relaxed_max(highs, values);
  }
  let low = min(
    min(f32x4.extract_lane(lows, 0), f32x4.extract_lane(lows, 1)),
    min(f32x4.extract_lane(lows, 2), f32x4.extract_lane(lows, 3)),
  );
  let high = max(
    max(f32x4.extract_lane(highs, 0), f32x4.extract_lane(highs, 1)),
    max(f32x4.extract_lane(highs, 2), f32x4.extract_lane(highs, 3)),
  );
  for (; at < end; at += 4) {
    low = min(low, load<f32>(at));
    high = max(high, load<f32>(at));
  }
  const scale: f32 = high > low ? (high - low) / 255 : 1;
  const zero = <i32>nearest(min<f32>(255, max<f32>(0, -low / scale)));
  store<f32>(info, scale);
  store<i32>(info, zero - flip, 4);
  const scales = f32x4.splat(scale);
  const zeros = i32x4.splat(zero);
  const flips = i8x16.splat(<i8>flip);
  at = from;
  for (; at + 64 <= end; at += 64, to += 16) {
    const a = i16x8.narrow_i32x4_s(code(at, scales, zeros), code(at + 16, scales, zeros));
    const b = i16x8.narrow_i32x4_s(code(at + 32, scales, zeros), code(at + 48, scales, zeros));
    v128.store(to, v128.xor(i8x16.narrow_i16x8_u(a, b), flips));
  }
  for (; at < end; at += 4, to++) {
    const value = <i32>nearest(load<f32>(at) / scale) + zero;
    store<u8>(to, min(255, max(0, value)) ^ flip);
  }
}

function code(at: usize, scales: v128, zeros: v128): v128 {
  return i32x4.add(i32x4.relaxed_trunc_f32x4_s(f32x4.nearest(f32x4.div(v128.load(at), scales))), zeros);
}

/**
 * Cuts a picture of bytes into patches, each a row: channel by channel, line by line.
 *
 * @param bytes Of one value: 1, or 4 for floats.
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
 * Multiplies quantised rows with packed weights; out = (values - zero)(weights - zeros) * scales + bias.
 *
 * @param rows How many.
 * @param inner Values of a row, a multiple of 4.
 * @param columns Of the weights, a multiple of 8.
 * @param info Scale and zero of the values, as {@link quantise} writes them.
 * @param flip As for {@link quantise}.
 * @param weights As {@link pack} writes them.
 * @param facts Of the columns, `columns` of each: sums of the weights (i32), zeros (i32), scales and biases (f32).
 * @param sums For a number (i32) a row.
 */
export function linear(
  values: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  info: usize,
  flip: i32,
  weights: usize,
  facts: usize,
  sums: usize,
  out: usize,
): void {
  const scale = f32x4.splat(load<f32>(info));
  const zero = load<i32>(info, 4);
  const inRow = <usize>inner;
  const outRow = (<usize>columns) << 2;
  // The weights' zeros take this many times from each sum of a row.
  for (let row = 0; row < rows; row++) {
    store<i32>(sums + (row << 2), sumOf(values + <usize>row * inner, inner, flip) - inner * zero);
  }
  for (let column = 0; column < columns; column += COLUMNS) {
    const block = weights + <usize>column * inner;
    const end = block + inRow * COLUMNS;
    const fact = facts + ((<usize>column) << 2);
    // What the values' zero takes from each sum of a column.
    const low0 = i32x4.mul(v128.load(fact), i32x4.splat(zero));
    const low1 = i32x4.mul(v128.load(fact + 16), i32x4.splat(zero));
    const zeros0 = v128.load(fact + outRow);
    const zeros1 = v128.load(fact + outRow + 16);
    const scale0 = f32x4.mul(scale, v128.load(fact + 2 * outRow));
    const scale1 = f32x4.mul(scale, v128.load(fact + 2 * outRow + 16));
    const bias0 = v128.load(fact + 3 * outRow);
    const bias1 = v128.load(fact + 3 * outRow + 16);
    let to = out + ((<usize>column) << 2);
    let row = 0;
    let a = values;
    for (; row + ROWS <= rows; row += ROWS) {
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
      for (let at = block, t: usize = 0; at < end; at += 32, t += 4) {
        const w0 = v128.load(at);
        const w1 = v128.load(at, 16);
        let v = v128.load32_splat(a + t);
        x0 = i32x4.relaxed_dot_i8x16_i7x16_add_s(w0, v, x0);
        y0 = i32x4.relaxed_dot_i8x16_i7x16_add_s(w1, v, y0);
        v = v128.load32_splat(b + t);
        x1 = i32x4.relaxed_dot_i8x16_i7x16_add_s(w0, v, x1);
        y1 = i32x4.relaxed_dot_i8x16_i7x16_add_s(w1, v, y1);
        v = v128.load32_splat(c + t);
        x2 = i32x4.relaxed_dot_i8x16_i7x16_add_s(w0, v, x2);
        y2 = i32x4.relaxed_dot_i8x16_i7x16_add_s(w1, v, y2);
        v = v128.load32_splat(d + t);
        x3 = i32x4.relaxed_dot_i8x16_i7x16_add_s(w0, v, x3);
        y3 = i32x4.relaxed_dot_i8x16_i7x16_add_s(w1, v, y3);
        v = v128.load32_splat(e + t);
        x4 = i32x4.relaxed_dot_i8x16_i7x16_add_s(w0, v, x4);
        y4 = i32x4.relaxed_dot_i8x16_i7x16_add_s(w1, v, y4);
      }
      let sum = v128.load32_splat(sums + (row << 2));
      finish(to, x0, y0, less(low0, zeros0, sum), less(low1, zeros1, sum), scale0, scale1, bias0, bias1);
      sum = v128.load32_splat(sums + (row << 2), 4);
      finish(
        to + outRow,
        x1,
        y1,
        less(low0, zeros0, sum),
        less(low1, zeros1, sum),
        scale0,
        scale1,
        bias0,
        bias1,
      );
      sum = v128.load32_splat(sums + (row << 2), 8);
      finish(
        to + 2 * outRow,
        x2,
        y2,
        less(low0, zeros0, sum),
        less(low1, zeros1, sum),
        scale0,
        scale1,
        bias0,
        bias1,
      );
      sum = v128.load32_splat(sums + (row << 2), 12);
      finish(
        to + 3 * outRow,
        x3,
        y3,
        less(low0, zeros0, sum),
        less(low1, zeros1, sum),
        scale0,
        scale1,
        bias0,
        bias1,
      );
      sum = v128.load32_splat(sums + (row << 2), 16);
      finish(
        to + 4 * outRow,
        x4,
        y4,
        less(low0, zeros0, sum),
        less(low1, zeros1, sum),
        scale0,
        scale1,
        bias0,
        bias1,
      );
      a = e + inRow;
      to += 5 * outRow;
    }
    for (; row < rows; row++) {
      let x = i32x4.splat(0);
      let y = x;
      for (let at = block, t = a; at < end; at += 32, t += 4) {
        const v = v128.load32_splat(t);
        x = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(at), v, x);
        y = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(at, 16), v, y);
      }
      const sum = v128.load32_splat(sums + (row << 2));
      finish(to, x, y, less(low0, zeros0, sum), less(low1, zeros1, sum), scale0, scale1, bias0, bias1);
      a += inRow;
      to += outRow;
    }
  }
}

function finish(
  to: usize,
  x: v128,
  y: v128,
  low0: v128,
  low1: v128,
  scale0: v128,
  scale1: v128,
  bias0: v128,
  bias1: v128,
): void {
  v128.store(to, f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(x, low0)), scale0), bias0));
  v128.store(to + 16, f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(y, low1)), scale1), bias1));
}

function less(low: v128, zeros: v128, sum: v128): v128 {
  return i32x4.add(low, i32x4.mul(zeros, sum));
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
  // Signed ones are that much lower.
  return sum - count * flip;
}

/** Multiplies matrices of floats, `batch` pairs one after the other; the second ones `step` floats apart. */
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
      // The last of an odd number is computed twice.
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
          x0 = f32x4.relaxed_madd(p, w0, x0);
          x1 = f32x4.relaxed_madd(p, w1, x1);
          x2 = f32x4.relaxed_madd(p, w2, x2);
          x3 = f32x4.relaxed_madd(p, w3, x3);
          y0 = f32x4.relaxed_madd(q, w0, y0);
          y1 = f32x4.relaxed_madd(q, w1, y1);
          y2 = f32x4.relaxed_madd(q, w2, y2);
          y3 = f32x4.relaxed_madd(q, w3, y3);
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
          x = f32x4.relaxed_madd(v128.load32_splat(a + i), w, x);
          y = f32x4.relaxed_madd(v128.load32_splat(a1 + i), w, y);
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

/** Each row becomes e^row, divided by the sum of that. */
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

/** Each row gets mean 0 and variance 1, then weights and biases (https://arxiv.org/abs/1607.06450). */
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
      squares = f32x4.relaxed_madd(difference, difference, squares);
    }
    const factor = f32x4.splat(1 / sqrt<f32>(total(squares) / <f32>columns + epsilon));
    for (let i: usize = 0; i < bytes; i += 16) {
      const value = f32x4.mul(f32x4.sub(v128.load(from + i), mean), factor);
      v128.store(out + i, f32x4.relaxed_madd(value, v128.load(weights + i), v128.load(biases + i)));
    }
  }
}

/** The mean of each row, whose length is a multiple of 4. */
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

/** SiLU with a factor; 1.702 makes it the GELU of CLIP (https://arxiv.org/abs/1606.08415): x / (1 + e^(-factor * x)). */
export function swish(from: usize, count: i32, factor: f32, out: usize): void {
  const end = from + ((<usize>count) << 2);
  const less = f32x4.splat(-factor);
  const one = f32x4.splat(1);
  for (; from < end; from += 16, out += 16) {
    const x = v128.load(from);
    v128.store(out, f32x4.div(x, f32x4.add(one, exp(f32x4.mul(x, less)))));
  }
}

/** Functions of one value, by number: see plan.ts. `count` is rounded up to a multiple of 4. */
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
 * Functions of two values, by number: add, subtract, multiply, divide, and the second and fourth the other way
 * round. The second is used `repeat` times in a row, of
 * which `period` follow one another, again and again.
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
  // A row, or all, with one value.
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

/** Copies floats between places of up to four dimensions, whose steps are in floats. */
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

/** Cephes' expf (https://www.netlib.org/cephes/), to 2 units in the last place. */
function exp(x: v128): v128 {
  const limited = f32x4.relaxed_min(f32x4.splat(88), f32x4.relaxed_max(f32x4.splat(-87), x));
  const n = f32x4.nearest(f32x4.mul(limited, f32x4.splat(<f32>Math.LOG2E)));
  let r = f32x4.sub(limited, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = f32x4.relaxed_madd(p, r, f32x4.splat(1.3981999507e-3));
  p = f32x4.relaxed_madd(p, r, f32x4.splat(8.3334519073e-3));
  p = f32x4.relaxed_madd(p, r, f32x4.splat(4.1665795894e-2));
  p = f32x4.relaxed_madd(p, r, f32x4.splat(1.6666665459e-1));
  p = f32x4.relaxed_madd(p, r, f32x4.splat(5.0000001201e-1));
  const y = f32x4.add(f32x4.relaxed_madd(f32x4.mul(r, r), p, r), f32x4.splat(1));
  const exponent = i32x4.shl(i32x4.add(i32x4.relaxed_trunc_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(y, exponent);
}

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: to 1.5e-7. */
function erf(x: v128): v128 {
  const size = f32x4.abs(x);
  const t = f32x4.div(f32x4.splat(1), f32x4.relaxed_madd(size, f32x4.splat(0.3275911), f32x4.splat(1)));
  let p = f32x4.splat(1.061405429);
  p = f32x4.relaxed_madd(p, t, f32x4.splat(-1.453152027));
  p = f32x4.relaxed_madd(p, t, f32x4.splat(1.421413741));
  p = f32x4.relaxed_madd(p, t, f32x4.splat(-0.284496736));
  p = f32x4.relaxed_madd(p, t, f32x4.splat(0.254829592));
  const y = f32x4.sub(f32x4.splat(1), f32x4.mul(f32x4.mul(p, t), exp(f32x4.neg(f32x4.mul(size, size)))));
  return v128.or(y, v128.and(x, i32x4.splat(<i32>0x80000000)));
}
