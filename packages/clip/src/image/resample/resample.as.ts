// AssemblyScript with WASM SIMD: https://www.assemblyscript.org

/** Pillow's fixed-point precision. Keep in sync with resample-plan.ts. */
const PRECISION_BITS: i32 = 22;

// Taps are a table of 32-bit integers. Each output pixel has an entry with its first input pixel, the number
// of input pixels, and `stride` weights.

/**
 * The horizontal pass.
 *
 * @param rows Number of rows.
 * @param source Pixels of 4 bytes.
 * @param pitch Bytes from one row to the next.
 * @param taps The table of weights.
 * @param stride Weights per entry.
 * @param width Pixels per output row.
 * @param target Where to write pixels of 4 bytes.
 * @param targetPitch Bytes from one row to the next.
 */
export function across(
  rows: i32,
  source: usize,
  pitch: usize,
  taps: usize,
  stride: usize,
  width: i32,
  target: usize,
  targetPitch: usize,
): void {
  for (let y = 0; y < rows; y++, source += pitch, target += targetPitch) {
    let entry = taps;
    for (let x = 0; x < width; x++, entry += 8 + stride * 4) {
      let pixel = source + ((<usize>load<u32>(entry)) << 2);
      let sum = i32x4.splat(1 << (PRECISION_BITS - 1));
      const end = entry + 8 + ((<usize>load<u32>(entry, 4)) << 2);
      for (let weight = entry + 8; weight < end; weight += 4, pixel += 4) {
        const channels = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load_zero<u32>(pixel)));
        sum = i32x4.add(sum, i32x4.mul(channels, v128.load_splat<i32>(weight)));
      }
      const rounded = i32x4.shr_s(sum, PRECISION_BITS);
      const halves = i16x8.narrow_i32x4_s(rounded, rounded);
      store<u32>(target + ((<usize>x) << 2), i32x4.extract_lane(i8x16.narrow_i16x8_u(halves, halves), 0));
    }
  }
}

/**
 * The vertical pass.
 *
 * @param rows Number of output rows.
 * @param source Rows of bytes.
 * @param pitch Bytes per row, a multiple of 16.
 * @param taps The table of weights.
 * @param stride Weights per entry.
 * @param firstRow Row of the image at `source`.
 * @param target Where to write rows with the same number of bytes.
 */
export function down(
  rows: i32,
  source: usize,
  pitch: usize,
  taps: usize,
  stride: usize,
  firstRow: usize,
  target: usize,
): void {
  let entry = taps;
  for (let y = 0; y < rows; y++, entry += 8 + stride * 4, target += pitch) {
    const first = source + (<usize>load<u32>(entry) - firstRow) * pitch;
    const end = entry + 8 + ((<usize>load<u32>(entry, 4)) << 2);
    for (let x: usize = 0; x < pitch; x += 16) {
      let a = i32x4.splat(1 << (PRECISION_BITS - 1));
      let b = a;
      let c = a;
      let d = a;
      let bytes = first + x;
      for (let weight = entry + 8; weight < end; weight += 4, bytes += pitch) {
        const factor = v128.load_splat<i32>(weight);
        const values = v128.load(bytes);
        const low = i16x8.extend_low_i8x16_u(values);
        const high = i16x8.extend_high_i8x16_u(values);
        a = i32x4.add(a, i32x4.mul(i32x4.extend_low_i16x8_u(low), factor));
        b = i32x4.add(b, i32x4.mul(i32x4.extend_high_i16x8_u(low), factor));
        c = i32x4.add(c, i32x4.mul(i32x4.extend_low_i16x8_u(high), factor));
        d = i32x4.add(d, i32x4.mul(i32x4.extend_high_i16x8_u(high), factor));
      }
      const ab = i16x8.narrow_i32x4_s(i32x4.shr_s(a, PRECISION_BITS), i32x4.shr_s(b, PRECISION_BITS));
      const cd = i16x8.narrow_i32x4_s(i32x4.shr_s(c, PRECISION_BITS), i32x4.shr_s(d, PRECISION_BITS));
      v128.store(target + x, i8x16.narrow_i16x8_u(ab, cd));
    }
  }
}
