// AssemblyScript: see products.as.ts. Images have their channels last: one row of channels for each pixel.

import { madd } from './relaxed.as.ts';

/** Columns and rows that one step of a product computes. */
const COLUMNS: i32 = 8;
const ROWS: i32 = 4;

/**
 * Cuts an image into the patches that a convolution multiplies. Each becomes a row, line by line and pixel by
 * pixel, with `count` channels per pixel. What lies outside the image is 0.
 *
 * @param from The first of these channels in the first pixel.
 * @param channelStep Floats from one channel to the next.
 * @param pixelStep Floats from one pixel to the next.
 * @param top Rows of padding above the image, like `left`. The rest of the padding follows from the result's
 *   size.
 * @param downStep Rows from one patch to the next, like `acrossStep`.
 * @param downGap Rows from one pixel of a patch to the next, like `acrossGap`.
 * @param down Number of patches in a column, and `across` in a row.
 */
export function unfold(
  from: usize,
  channelStep: i32,
  pixelStep: i32,
  count: i32,
  height: i32,
  width: i32,
  patchHeight: i32,
  patchWidth: i32,
  top: i32,
  left: i32,
  downStep: i32,
  acrossStep: i32,
  downGap: i32,
  acrossGap: i32,
  down: i32,
  across: i32,
  to: usize,
): void {
  const bytes = (<usize>count) << 2;
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      for (let i = 0, y = row * downStep - top; i < patchHeight; i++, y += downGap) {
        for (let j = 0, x = column * acrossStep - left; j < patchWidth; j++, x += acrossGap, to += bytes) {
          if (<u32>y >= <u32>height || <u32>x >= <u32>width) {
            memory.fill(to, 0, bytes);
            continue;
          }
          const pixel = from + ((<usize>((y * width + x) * pixelStep)) << 2);
          if (channelStep === 1) copyRow(pixel, to, bytes);
          else
            for (let k: usize = 0; k < bytes; k += 4) store<f32>(to + k, load<f32>(pixel + k * channelStep));
        }
      }
    }
  }
}

/** Faster than `memory.copy`, which is a call out of WASM, for the few hundred bytes of a pixel. */
function copyRow(from: usize, to: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, v128.load(from + i));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(from + i));
}

/**
 * Multiplies float rows by packed weights, adds biases and, if given, another matrix, and clamps the result.
 *
 * @param inner Values per row.
 * @param weights Blocks of 8 columns, the last filled up with zeros: 8 biases, then 8 weights for each value
 *   of a row.
 * @param added A matrix of the result's size, or 0.
 * @param lowest The least value of the result, like `highest`.
 * @param stride Floats from one row of the result to the next, as in `added`.
 */
export function gemm(
  values: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  weights: usize,
  added: usize,
  lowest: f32,
  highest: f32,
  stride: i32,
  out: usize,
): void {
  const inRow = (<usize>inner) << 2;
  const outRow = (<usize>stride) << 2;
  // Four values at a time, then the others.
  const fours = inRow & ~15;
  for (let column = 0; column < columns; column += COLUMNS, weights += (inRow + 4) << 3) {
    const left = min(COLUMNS, columns - column);
    const first = (<usize>column) << 2;
    let row = 0;
    while (row < rows && rows >= ROWS) {
      // The last rows overlap rows computed before: four rows take as long as one.
      if (row + ROWS > rows) row = rows - ROWS;
      let a = values + <usize>row * inRow;
      let b = a + inRow;
      let c = b + inRow;
      let d = c + inRow;
      let x0 = v128.load(weights);
      let y0 = v128.load(weights, 16);
      let x1 = x0;
      let y1 = y0;
      let x2 = x0;
      let y2 = y0;
      let x3 = x0;
      let y3 = y0;
      let at = weights + 32;
      for (const end = a + fours; a < end; a += 16, b += 16, c += 16, d += 16, at += 128) {
        let w0 = v128.load(at);
        let w1 = v128.load(at, 16);
        let v = v128.load32_splat(a);
        x0 = madd(v, w0, x0);
        y0 = madd(v, w1, y0);
        v = v128.load32_splat(b);
        x1 = madd(v, w0, x1);
        y1 = madd(v, w1, y1);
        v = v128.load32_splat(c);
        x2 = madd(v, w0, x2);
        y2 = madd(v, w1, y2);
        v = v128.load32_splat(d);
        x3 = madd(v, w0, x3);
        y3 = madd(v, w1, y3);
        w0 = v128.load(at, 32);
        w1 = v128.load(at, 48);
        v = v128.load32_splat(a, 4);
        x0 = madd(v, w0, x0);
        y0 = madd(v, w1, y0);
        v = v128.load32_splat(b, 4);
        x1 = madd(v, w0, x1);
        y1 = madd(v, w1, y1);
        v = v128.load32_splat(c, 4);
        x2 = madd(v, w0, x2);
        y2 = madd(v, w1, y2);
        v = v128.load32_splat(d, 4);
        x3 = madd(v, w0, x3);
        y3 = madd(v, w1, y3);
        w0 = v128.load(at, 64);
        w1 = v128.load(at, 80);
        v = v128.load32_splat(a, 8);
        x0 = madd(v, w0, x0);
        y0 = madd(v, w1, y0);
        v = v128.load32_splat(b, 8);
        x1 = madd(v, w0, x1);
        y1 = madd(v, w1, y1);
        v = v128.load32_splat(c, 8);
        x2 = madd(v, w0, x2);
        y2 = madd(v, w1, y2);
        v = v128.load32_splat(d, 8);
        x3 = madd(v, w0, x3);
        y3 = madd(v, w1, y3);
        w0 = v128.load(at, 96);
        w1 = v128.load(at, 112);
        v = v128.load32_splat(a, 12);
        x0 = madd(v, w0, x0);
        y0 = madd(v, w1, y0);
        v = v128.load32_splat(b, 12);
        x1 = madd(v, w0, x1);
        y1 = madd(v, w1, y1);
        v = v128.load32_splat(c, 12);
        x2 = madd(v, w0, x2);
        y2 = madd(v, w1, y2);
        v = v128.load32_splat(d, 12);
        x3 = madd(v, w0, x3);
        y3 = madd(v, w1, y3);
      }
      for (const end = a + inRow - fours; a < end; a += 4, b += 4, c += 4, d += 4, at += 32) {
        const w0 = v128.load(at);
        const w1 = v128.load(at, 16);
        let v = v128.load32_splat(a);
        x0 = madd(v, w0, x0);
        y0 = madd(v, w1, y0);
        v = v128.load32_splat(b);
        x1 = madd(v, w0, x1);
        y1 = madd(v, w1, y1);
        v = v128.load32_splat(c);
        x2 = madd(v, w0, x2);
        y2 = madd(v, w1, y2);
        v = v128.load32_splat(d);
        x3 = madd(v, w0, x3);
        y3 = madd(v, w1, y3);
      }
      let place = first + <usize>row * outRow;
      finish(x0, y0, left, added, place, lowest, highest, out);
      place += outRow;
      finish(x1, y1, left, added, place, lowest, highest, out);
      place += outRow;
      finish(x2, y2, left, added, place, lowest, highest, out);
      place += outRow;
      finish(x3, y3, left, added, place, lowest, highest, out);
      row += ROWS;
    }
    for (; row < rows; row++) {
      let a = values + <usize>row * inRow;
      let x = v128.load(weights);
      let y = v128.load(weights, 16);
      let at = weights + 32;
      for (const end = a + inRow; a < end; a += 4, at += 32) {
        const v = v128.load32_splat(a);
        x = madd(v, v128.load(at), x);
        y = madd(v, v128.load(at, 16), y);
      }
      finish(x, y, left, added, first + <usize>row * outRow, lowest, highest, out);
    }
  }
}

/** Writes the sums of up to eight columns, of which only `left` are wanted. */
function finish(
  x: v128,
  y: v128,
  left: i32,
  added: usize,
  place: usize,
  lowest: f32,
  highest: f32,
  out: usize,
): void {
  out += place;
  if (left === COLUMNS) {
    if (added !== 0) {
      x = f32x4.add(x, v128.load(added + place));
      y = f32x4.add(y, v128.load(added + place, 16));
    }
    v128.store(out, clamped(x, lowest, highest));
    v128.store(out, clamped(y, lowest, highest), 16);
    return;
  }
  for (let i = 0; i < left; i++, out += 4, place += 4) {
    let sum = f32x4.extract_lane(x, 0);
    if (added !== 0) sum += load<f32>(added + place);
    store<f32>(out, f32x4.extract_lane(clamped(f32x4.splat(sum), lowest, highest), 0));
    // Moves the next column to the front.
    x = i8x16.shuffle(x, y, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    y = i8x16.shuffle(y, y, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3);
  }
}

/** NaN stays NaN. */
function clamped(x: v128, lowest: f32, highest: f32): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(lowest)), f32x4.splat(highest));
}

/** Clamps floats. `count` is rounded up to a multiple of 4. */
export function clamp(from: usize, count: i32, lowest: f32, highest: f32, out: usize): void {
  const end = from + ((<usize>count) << 2);
  for (; from < end; from += 16, out += 16) v128.store(out, clamped(v128.load(from), lowest, highest));
}

/**
 * Convolves each channel with weights of its own, adds biases and, if given, another image, and clamps the
 * result.
 *
 * @param top See {@link unfold}, also for all that follows up to `across`.
 * @param weights A row of biases, then one of weights for each pixel of a patch, with a value per channel.
 * @param added An image of the result's size, or 0.
 * @param lowest The least value of the result, like `highest`.
 */
export function depthwise(
  from: usize,
  channels: i32,
  height: i32,
  width: i32,
  patchHeight: i32,
  patchWidth: i32,
  top: i32,
  left: i32,
  downStep: i32,
  acrossStep: i32,
  downGap: i32,
  acrossGap: i32,
  down: i32,
  across: i32,
  weights: usize,
  added: usize,
  lowest: f32,
  highest: f32,
  out: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>width * pixel;
  for (let row = 0; row < down; row++) {
    const y = row * downStep - top;
    const firstRow = inside(y, downGap);
    const lastRow = min(patchHeight, inside(y - height, downGap));
    for (let column = 0; column < across; column++, out += pixel) {
      const x = column * acrossStep - left;
      const firstColumn = inside(x, acrossGap);
      const lastColumn = min(patchWidth, inside(x - width, acrossGap));
      const corner =
        from + <usize>(y + firstRow * downGap) * line + <usize>(x + firstColumn * acrossGap) * pixel;
      const weight = weights + <usize>(firstRow * patchWidth + firstColumn + 1) * pixel;
      let channel: usize = 0;
      for (; channel + 32 <= pixel; channel += 32) {
        let p = v128.load(weights + channel);
        let q = v128.load(weights + channel, 16);
        let start = corner + channel;
        let own = weight + channel;
        for (let i = firstRow; i < lastRow; i++) {
          let at = start;
          let w = own;
          for (let j = firstColumn; j < lastColumn; j++) {
            p = madd(v128.load(at), v128.load(w), p);
            q = madd(v128.load(at, 16), v128.load(w, 16), q);
            at += <usize>acrossGap * pixel;
            w += pixel;
          }
          start += <usize>downGap * line;
          own += <usize>patchWidth * pixel;
        }
        if (added !== 0) {
          p = f32x4.add(p, v128.load(added + channel));
          q = f32x4.add(q, v128.load(added + channel, 16));
        }
        v128.store(out + channel, clamped(p, lowest, highest));
        v128.store(out + channel, clamped(q, lowest, highest), 16);
      }
      for (; channel < pixel; channel += 4) {
        let sum = load<f32>(weights + channel);
        for (let i = firstRow; i < lastRow; i++) {
          for (let j = firstColumn; j < lastColumn; j++) {
            const at = corner + channel + <usize>(i - firstRow) * downGap * line;
            const w = weight + channel + <usize>((i - firstRow) * patchWidth + j - firstColumn) * pixel;
            sum += load<f32>(at + <usize>(j - firstColumn) * acrossGap * pixel) * load<f32>(w);
          }
        }
        if (added !== 0) sum += load<f32>(added + channel);
        store<f32>(out + channel, f32x4.extract_lane(clamped(f32x4.splat(sum), lowest, highest), 0));
      }
      if (added !== 0) added += pixel;
    }
  }
}

/** How many steps of `gap` it takes from a negative position to reach 0 or more. */
function inside(position: i32, gap: i32): i32 {
  return position < 0 ? (gap - 1 - position) / gap : 0;
}
