import type { ImageSpec } from '../models/spec.ts';
import type { Geometry } from './geometry.ts';

/** A filter's shape and how far it reaches, in output pixels. */
interface Filter {
  support: number;
  weight(x: number): number;
}

/** Pillow's filters: the triangle, and the cubic with a = -0.5. */
const FILTERS: Record<ImageSpec['interpolation'], Filter> = {
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: {
    support: 2,
    weight(x) {
      const a = -0.5;
      const t = Math.abs(x);
      if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
      if (t < 2) return (((t - 5) * t + 8) * t - 4) * a;
      return 0;
    },
  },
};

/** Pillow's fixed point for 8-bit pictures: 32 bits less 8 for the value and 2 for the sum's overflow. */
const PRECISION_BITS = 32 - 8 - 2;

/** The integer weights of every output pixel along one axis. */
interface Taps {
  /** First input pixel of each output pixel. */
  first: Int32Array;
  /** Number of input pixels of each output pixel. */
  count: Int32Array;
  /** Weights, `stride` a row. */
  weights: Int32Array;
  stride: number;
}

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
): Uint8Array {
  const { crop } = target;
  const filter = FILTERS[interpolation];
  const across = taps(width, target.width, crop.left, crop.width, filter);
  const down = taps(height, target.height, crop.top, crop.height, filter);

  // The rows that the vertical pass reads.
  const firstRow = down.first[0] ?? 0;
  const last = crop.height - 1;
  const rows = (down.first[last] ?? 0) + (down.count[last] ?? 0) - firstRow;

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

function taps(input: number, output: number, start: number, length: number, filter: Filter): Taps {
  const first = new Int32Array(length);
  const count = new Int32Array(length);
  if (input === output) {
    // Pillow skips a pass that changes nothing: one whole tap does the same.
    const weights = new Int32Array(length).fill(1 << PRECISION_BITS);
    return { first: first.map((_, i) => start + i), count: count.fill(1), weights, stride: 1 };
  }
  const scale = input / output;
  const stretch = Math.max(scale, 1);
  const support = filter.support * stretch;
  const stride = Math.ceil(support) * 2 + 1;
  const weights = new Int32Array(length * stride);
  const row = new Float64Array(stride);
  for (let i = 0; i < length; i++) {
    const center = (start + i + 0.5) * scale;
    const low = Math.max(0, Math.trunc(center - support + 0.5));
    const high = Math.min(input, Math.trunc(center + support + 0.5));
    let total = 0;
    for (let tap = 0; tap < high - low; tap++) {
      const weight = filter.weight((tap + low - center + 0.5) / stretch);
      row[tap] = weight;
      total += weight;
    }
    for (let tap = 0; tap < high - low; tap++) {
      const weight = ((row[tap] as number) / total) * 2 ** PRECISION_BITS;
      weights[i * stride + tap] = Math.trunc(weight < 0 ? weight - 0.5 : weight + 0.5);
    }
    first[i] = low;
    count[i] = high - low;
  }
  return { first, count, weights, stride };
}
