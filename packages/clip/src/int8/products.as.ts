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
    const first = out + ((<usize>column) << 2);
    let row = 0;
    while (row < rows && rows >= ROWS) {
      // The last ones along with some that are there already: one row takes as long as five.
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
      for (let at = block, t = values + <usize>row * inRow; at < end; at += 32, t += 4) {
        const v = v128.load32_splat(t);
        x = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(at), v, x);
        y = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(at, 16), v, y);
      }
      finish(first + <usize>row * outRow, x, y, fact, outRow, info, sums + (row << 2));
    }
  }
}

/** Turns sums of eight columns into results. */
function finish(to: usize, x: v128, y: v128, fact: usize, step: usize, info: usize, sum: usize): void {
  v128.store(to, finished(x, fact, step, info, sum));
  v128.store(to + 16, finished(y, fact + 16, step, info, sum));
}

function finished(product: v128, fact: usize, step: usize, info: usize, sum: usize): v128 {
  // What the zeros take from (values - zero)(weights - zeros), multiplied out.
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
  // Signed ones are that much lower.
  return sum - count * flip;
}
