import type { Alignment } from './alignment.ts';
import { type GreyImage, withLongSide } from './grey-image.ts';

/** Side of the windows that are compared, in pixels. */
const WINDOW = 7;

/** Difference in brightness that compression makes anywhere. */
const NOISE = 6;

/** Number of windows that may differ more; windows overlap, so that a difference of some pixels is in many. */
const IGNORED = 12;

/** Levels of the curve that maps the brightness of one image to that of the other. */
const LEVELS = 32;

/**
 * The largest local difference of two aligned images, apart from their brightness and contrast: 0 if they are the same,
 * 1 and more where one of them has something that the other has not.
 *
 * @param alignment Where the frame of the second image lies in the first.
 */
export function largestDifference(one: GreyImage, other: GreyImage, alignment: Alignment): number {
  const side = Math.min(Math.max(one.width, one.height), Math.max(other.width, other.height));
  const [first, second] = overlap(withLongSide(one, side), withLongSide(other, side), alignment);
  return Math.min(worst(first, second), worst(second, first));
}

/** @returns The part of both images that both show, with the pixels of the second. */
function overlap(one: GreyImage, other: GreyImage, alignment: Alignment): [GreyImage, GreyImage] {
  const { left, top, width, height } = alignment;
  const inside = (start: number, length: number, pixels: number): [number, number] => [
    Math.max(0, Math.ceil((-start / length) * pixels)),
    Math.min(pixels, Math.floor(((1 - start) / length) * pixels)),
  ];
  const [fromX, toX] = inside(left, width, other.width);
  const [fromY, toY] = inside(top, height, other.height);
  const [columns, rows] = [Math.max(1, toX - fromX), Math.max(1, toY - fromY)];
  const first = new Float32Array(columns * rows);
  const second = new Float32Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    const atY = (top + ((fromY + y + 0.5) / other.height) * height) * one.height - 0.5;
    const y0 = Math.min(Math.max(0, Math.floor(atY)), Math.max(0, one.height - 2));
    const fy = Math.min(1, Math.max(0, atY - y0));
    const below = one.height > 1 ? one.width : 0;
    for (let x = 0; x < columns; x++) {
      const atX = (left + ((fromX + x + 0.5) / other.width) * width) * one.width - 0.5;
      const x0 = Math.min(Math.max(0, Math.floor(atX)), Math.max(0, one.width - 2));
      const fx = Math.min(1, Math.max(0, atX - x0));
      const next = one.width > 1 ? 1 : 0;
      const at = y0 * one.width + x0;
      const upper = (one.data[at] as number) * (1 - fx) + (one.data[at + next] as number) * fx;
      const lower =
        (one.data[at + below] as number) * (1 - fx) + (one.data[at + below + next] as number) * fx;
      first[y * columns + x] = upper * (1 - fy) + lower * fy;
      second[y * columns + x] = other.data[(fromY + y) * other.width + fromX + x] as number;
    }
  }
  return [
    { data: first, width: columns, height: rows },
    { data: second, width: columns, height: rows },
  ];
}

/**
 * @returns The largest local difference of an image from what the other one, by its brightness, lets expect, in units of
 *   the local contrast of the one that has less.
 */
function worst(from: GreyImage, to: GreyImage): number {
  const curve = brightnessCurve(from.data, to.data);
  const { width, height } = to;
  const expected = from.data.map((value) => at(curve, value));
  const squares = sums(to.data, width, (value, i) => (value - (expected[i] as number)) ** 2);
  const contrasts = [to.data, expected].map((data) => ({
    values: sums(data, width, (value) => value),
    squares: sums(data, width, (value) => value * value),
  }));
  const side = Math.min(WINDOW, width, height);
  const count = side * side;
  const largest = new Float32Array(IGNORED + 1);
  for (let y = 0; y + side <= height; y++) {
    for (let x = 0; x + side <= width; x++) {
      const [one, other] = contrasts.map(({ values, squares }) => {
        const mean = inWindow(values, width, x, y, side) / count;
        return Math.max(0, inWindow(squares, width, x, y, side) / count - mean * mean);
      }) as [number, number];
      const ratio = inWindow(squares, width, x, y, side) / count / (Math.min(one, other) + NOISE * NOISE);
      if (ratio <= (largest[0] as number)) continue;
      largest[0] = ratio;
      largest.sort();
    }
  }
  return Math.sqrt(largest[0] as number);
}

/** @returns The mean brightness in `to` of pixels that have a level of brightness in `from`. */
function brightnessCurve(from: Float32Array, to: Float32Array): Float32Array {
  const sum = new Float64Array(LEVELS);
  const count = new Float64Array(LEVELS);
  const sumFrom = new Float64Array(LEVELS);
  for (let i = 0; i < from.length; i++) {
    const level = Math.min(LEVELS - 1, Math.floor(((from[i] as number) * LEVELS) / 256));
    sum[level] = (sum[level] as number) + (to[i] as number);
    sumFrom[level] = (sumFrom[level] as number) + (from[i] as number);
    count[level] = (count[level] as number) + 1;
  }
  return Float32Array.from([...points(sum, sumFrom, count)].flat());
}

function* points(sum: Float64Array, sumFrom: Float64Array, count: Float64Array): Generator<[number, number]> {
  for (let level = 0; level < LEVELS; level++) {
    const n = count[level] as number;
    if (n > 0) yield [(sumFrom[level] as number) / n, (sum[level] as number) / n];
  }
}

/** @returns The value of a curve, a list of pairs, which goes on straight beyond its ends. */
function at(curve: Float32Array, value: number): number {
  let i = 2;
  while (i < curve.length - 2 && (curve[i] as number) < value) i += 2;
  if (curve.length < 4) return curve[1] as number;
  const [x0, y0, x1, y1] = [curve[i - 2], curve[i - 1], curve[i], curve[i + 1]] as [
    number,
    number,
    number,
    number,
  ];
  return y0 + ((value - x0) / (x1 - x0)) * (y1 - y0);
}

/** @returns For each corner of a pixel the sum of some value of all pixels above and left of it. */
function sums(data: Float32Array, width: number, of: (value: number, index: number) => number): Float64Array {
  const height = data.length / width;
  const result = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      row += of(data[i] as number, i);
      result[(y + 1) * (width + 1) + x + 1] = (result[y * (width + 1) + x + 1] as number) + row;
    }
  }
  return result;
}

function inWindow(sums: Float64Array, width: number, x: number, y: number, side: number): number {
  const [top, bottom] = [y * (width + 1), (y + side) * (width + 1)];
  return (
    (sums[bottom + x + side] as number) -
    (sums[bottom + x] as number) -
    (sums[top + x + side] as number) +
    (sums[top + x] as number)
  );
}
