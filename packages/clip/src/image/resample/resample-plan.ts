import type { ImageSpec } from '../../models/spec.ts';
import type { Geometry } from './geometry.ts';

/** A filter's kernel and its support in output pixels. */
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

/**
 * Pillow's fixed-point precision for 8-bit images: 32 bits minus 8 for the value and 2 for overflow of the
 * sum.
 */
const PRECISION_BITS = 32 - 8 - 2;

/** The integer weights of every output pixel along one axis. */
export interface Taps {
  /** First input pixel of each output pixel. */
  first: Int32Array;
  /** Number of input pixels of each output pixel. */
  count: Int32Array;
  /** Weights, `stride` per output pixel. */
  weights: Int32Array;
  stride: number;
}

/** The computation that the CPU and GPU resamplers share. */
export interface ResamplePlan {
  /** The horizontal pass. */
  across: Taps;
  /** The vertical pass. */
  down: Taps;
  /** Whether the vertical pass comes first. */
  downFirst: boolean;
  /** First row of the source that the vertical pass reads. */
  firstRow: number;
  /** Number of rows that it reads. */
  rows: number;
}

/**
 * @param width Width of the image in pixels.
 * @param height Height in pixels.
 * @param targetHeight Height after resizing.
 * @returns Whether the vertical pass comes first. Since Pillow 12.2 it does for images that are more than 100
 *   times as high as wide, if their height shrinks (https://github.com/python-pillow/Pillow/pull/9524).
 */
export const isDownFirst = (width: number, height: number, targetHeight: number): boolean =>
  height > 100 * width && targetHeight < height;

/**
 * Computes the weights of every pixel within reach of the crop, as Pillow's `Image.resize` with antialiasing
 * does: first horizontally, then vertically, each only if that side changes, with 22-bit weights
 * (https://github.com/python-pillow/Pillow/blob/main/src/libImaging/Resample.c). For very tall images the
 * passes swap their order.
 *
 * @param width Width of the image in pixels.
 * @param height Height in pixels.
 * @param target Sizes and crop, from {@link geometry}.
 * @param interpolation The filter.
 */
export function resamplePlan(
  width: number,
  height: number,
  target: Geometry,
  interpolation: ImageSpec['interpolation'],
): ResamplePlan {
  const { crop } = target;
  const filter = FILTERS[interpolation];
  const across = taps(width, target.width, crop.left, crop.width, filter);
  const down = taps(height, target.height, crop.top, crop.height, filter);
  const firstRow = down.first[0] ?? 0;
  const last = crop.height - 1;
  const rows = (down.first[last] ?? 0) + (down.count[last] ?? 0) - firstRow;
  const downFirst = isDownFirst(width, height, target.height);
  return { across, down, downFirst, firstRow, rows };
}

function taps(input: number, output: number, start: number, length: number, filter: Filter): Taps {
  const first = new Int32Array(length);
  const count = new Int32Array(length);
  if (input === output) {
    // Pillow skips a pass that changes nothing. A single tap of weight 1 is equivalent.
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

/**
 * Packs weights in the layout that the kernels read.
 *
 * @returns An entry for each output pixel: its first input pixel, the number of input pixels, and its
 *   weights.
 */
export function packTaps({ first, count, weights, stride }: Taps): Int32Array<ArrayBuffer> {
  const entry = stride + 2;
  const packed = new Int32Array(first.length * entry);
  for (let i = 0; i < first.length; i++) {
    packed[i * entry] = first[i] as number;
    packed[i * entry + 1] = count[i] as number;
    packed.set(weights.subarray(i * stride, (i + 1) * stride), i * entry + 2);
  }
  return packed;
}
