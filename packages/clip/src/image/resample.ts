import type { ImageSpec } from '../models/spec.ts';
import type { Geometry } from './geometry.ts';
import { PRECISION_BITS, resamplePlan, type Taps } from './resample-plan.ts';

/**
 * Resizes and crops a picture to the byte as Pillow's `Image.resize` with antialiasing does:
 * horizontally and then vertically, each only if that side changes, with 22-bit weights and rounding
 * to 8 bits between the passes (https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c).
 * Only pixels that reach the crop are computed.
 *
 * @param rgba The picture, 4 bytes a pixel, row by row; alpha is ignored, as by `convert('RGB')`.
 * @param width Its width in pixels.
 * @param height Its height in pixels.
 * @param target Sizes and crop, from {@link geometry}.
 * @param interpolation The filter.
 * @returns 3 bytes a pixel, crop height x crop width.
 */
export function resample(
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  target: Geometry,
  interpolation: ImageSpec['interpolation'],
): Uint8Array<ArrayBuffer> {
  const { crop } = target;
  const { across, down, firstRow, rows } = resamplePlan(width, height, target, interpolation);
  const narrow = new Uint8Array(rows * crop.width * 3);
  for (let y = 0; y < rows; y++) {
    const source = (y + firstRow) * width * 4;
    for (let x = 0; x < crop.width; x++) {
      accumulate(rgba, source + at(across.first, x) * 4, 4, across, x, narrow, (y * crop.width + x) * 3);
    }
  }
  const rowBytes = crop.width * 3;
  const result = new Uint8Array(crop.height * rowBytes);
  for (let y = 0; y < crop.height; y++) {
    const source = (at(down.first, y) - firstRow) * rowBytes;
    for (let x = 0; x < crop.width; x++) {
      accumulate(narrow, source + x * 3, rowBytes, down, y, result, y * rowBytes + x * 3);
    }
  }
  return result;
}

/** The weighted sum of one output pixel's three channels, from input pixels `step` bytes apart. */
function accumulate(
  source: Uint8Array | Uint8ClampedArray,
  from: number,
  step: number,
  { count, weights, stride }: Taps,
  index: number,
  target: Uint8Array,
  to: number,
): void {
  const half = 1 << (PRECISION_BITS - 1);
  let red = half;
  let green = half;
  let blue = half;
  const end = index * stride + at(count, index);
  for (let tap = index * stride, position = from; tap < end; tap++, position += step) {
    const weight = at(weights, tap);
    red += at(source, position) * weight;
    green += at(source, position + 1) * weight;
    blue += at(source, position + 2) * weight;
  }
  target[to] = clip8(red);
  target[to + 1] = clip8(green);
  target[to + 2] = clip8(blue);
}

const clip8 = (sum: number): number => Math.min(255, Math.max(0, sum >> PRECISION_BITS));

/** Indexing that the bounds above guarantee. */
const at = (array: Uint8Array | Uint8ClampedArray | Int32Array, index: number): number =>
  array[index] as number;
