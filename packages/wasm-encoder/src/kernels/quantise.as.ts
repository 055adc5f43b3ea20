// AssemblyScript: see products.as.ts.

import { truncated } from './relaxed.as.ts';

/**
 * Quantises floats by their own range (https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html).
 *
 * @param from The floats.
 * @param bits 8 for bytes; 16 for i16 values, whose zero point is 0.
 * @param flip 128 for signed bytes, whose zero point is 128 lower; 0 for unsigned bytes and for 16 bits.
 * @param to Where to write the values.
 * @param info Where to write the scale (f32) and zero point (i32).
 */
export function quantise(from: usize, count: i32, bits: i32, flip: i32, to: usize, info: usize): void {
  const scale = scaleOf(from, count, info);
  const zero = load<i32>(info, 4);
  store<i32>(info, bits === 8 ? zero - flip : 0, 4);
  if (bits === 8) toBytes(from, count, scale, zero, flip, to);
  else toWide(from, count, scale, zero, to);
}

function toBytes(from: usize, count: i32, scale: f32, zero: i32, flip: i32, to: usize): void {
  const end = from + ((<usize>count) << 2);
  const scales = f32x4.splat(scale);
  const zeros = i32x4.splat(zero);
  const flips = i8x16.splat(<i8>flip);
  let at = from;
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
  return i32x4.add(inScale(at, scales), zeros);
}

function toWide(from: usize, count: i32, scale: f32, zero: i32, to: usize): void {
  const end = from + ((<usize>count) << 2);
  const scales = f32x4.splat(scale);
  const lowest = i16x8.splat(<i16>-zero);
  const highest = i16x8.splat(<i16>(255 - zero));
  let at = from;
  for (; at + 32 <= end; at += 32, to += 16) {
    const values = i16x8.narrow_i32x4_s(inScale(at, scales), inScale(at + 16, scales));
    v128.store(to, i16x8.min_s(highest, i16x8.max_s(lowest, values)));
  }
  for (; at < end; at += 4, to += 2) {
    const value = <i32>nearest(load<f32>(at) / scale);
    store<i16>(to, <i16>min(255 - zero, max(-zero, value)));
  }
}

/**
 * Finds the scale and zero point of floats.
 *
 * @param info Where to write the scale (f32) and zero point (i32) for unsigned bytes.
 * @returns The scale.
 */
function scaleOf(from: usize, count: i32, info: usize): f32 {
  let lows = f32x4.splat(0);
  let highs = f32x4.splat(0);
  const whole = from + ((<usize>(count & ~3)) << 2);
  const end = from + ((<usize>count) << 2);
  let at = from;
  for (; at < whole; at += 16) {
    const values = v128.load(at);
    lows = f32x4.pmin(lows, values);
    highs = f32x4.pmax(highs, values);
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
  store<f32>(info, scale);
  store<i32>(info, <i32>nearest(min<f32>(255, max<f32>(0, -low / scale))), 4);
  return scale;
}

/** Divides four floats by their scale. */
function inScale(at: usize, scales: v128): v128 {
  return truncated(f32x4.nearest(f32x4.div(v128.load(at), scales)));
}
