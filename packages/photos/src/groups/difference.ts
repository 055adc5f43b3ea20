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

/** The steepest that the curve goes on beyond the brightness that an image has. */
const STEEPEST = 2;

/**
 * The largest local difference of two aligned images, apart from their brightness and contrast: 0 if they are the same,
 * 1 and more where one of them has something that the other has not.
 *
 * @param alignment Where the frame of the second image lies in the first.
 * @param most The difference that matters. What is beyond it is not measured further, and what is within it is not looked for
 *   from the other side.
 */
export function largestDifference(
  one: GreyImage,
  other: GreyImage,
  alignment: Alignment,
  most: number,
): number {
  const side = Math.min(Math.max(one.width, one.height), Math.max(other.width, other.height));
  const [first, second] = overlap(withLongSide(one, side), withLongSide(other, side), alignment);
  const difference = worst(first, second, most);
  return difference <= most ? difference : Math.min(difference, worst(second, first, most));
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
function worst(from: GreyImage, to: GreyImage, most: number): number {
  const curve = brightnessCurve(from.data, to.data);
  const { width, height } = to;
  const expected = new Float32Array(from.data.length);
  for (let i = 0; i < expected.length; i++) expected[i] = at(curve, from.data[i] as number);
  const squares = squaredDifferences(to.data, expected, width);
  const side = Math.min(WINDOW, width, height);
  const count = side * side;
  const largest = new Float32Array(IGNORED + 1);
  for (let y = 0; y + side <= height; y++) {
    for (let x = 0; x + side <= width; x++) {
      const difference = inWindow(squares, width, x, y, side) / count;
      const least = largest[0] as number;
      // Most windows differ so little that their contrast does not matter.
      if (difference <= least * NOISE * NOISE) continue;
      const start = y * width + x;
      const contrast = Math.min(
        variance(to.data, start, width, side),
        variance(expected, start, width, side),
      );
      const ratio = difference / (contrast + NOISE * NOISE);
      if (ratio <= least) continue;
      largest[0] = ratio;
      largest.sort();
      if ((largest[0] as number) > most * most) return Math.sqrt(largest[0] as number);
    }
  }
  return Math.sqrt(largest[0] as number);
}

/** @returns The mean brightness in `to` of pixels that have a brightness in `from`, for each of 0 to 256. */
function brightnessCurve(from: Float32Array, to: Float32Array): Float32Array {
  const levels = Array.from({ length: LEVELS }, () => ({ count: 0, from: 0, to: 0 }));
  for (let i = 0; i < from.length; i++) {
    const value = from[i] as number;
    const level = levels[Math.min(LEVELS - 1, Math.floor((value * LEVELS) / 256))];
    if (!level) continue;
    level.count++;
    level.from += value;
    level.to += to[i] as number;
  }
  const points = levels
    .filter(({ count }) => count > 0)
    .map(({ count, from, to }): [number, number] => [from / count, to / count]);
  let next = 1;
  return Float32Array.from({ length: 257 }, (_, value) => {
    while (next < points.length - 1 && (points[next]?.[0] ?? 0) < value) next++;
    const [x0, y0] = points[next - 1] as [number, number];
    const [x1, y1] = points[next] ?? [x0 + 1, y0];
    const slope = (y1 - y0) / (x1 - x0);
    if (value >= x0 && value <= x1) return y0 + slope * (value - x0);
    // Beyond its ends the curve goes on straight, but two points that are near each other say little of its slope.
    const [x, y] = value < x0 ? [x0, y0] : [x1, y1];
    return y + Math.min(STEEPEST, Math.max(0, slope)) * (value - x);
  });
}

/** @returns The value of a curve between its points. */
function at(curve: Float32Array, value: number): number {
  const below = Math.min(255, Math.floor(value));
  const start = curve[below] as number;
  return start + (value - below) * ((curve[below + 1] as number) - start);
}

/** @returns The variance of a window. Few windows differ, so it is computed for each of them. */
function variance(data: Float32Array, start: number, width: number, side: number): number {
  let [sum, squares] = [0, 0];
  for (let y = 0; y < side; y++) {
    for (let at = start + y * width; at < start + y * width + side; at++) {
      const value = data[at] as number;
      sum += value;
      squares += value * value;
    }
  }
  const count = side * side;
  return Math.max(0, squares / count - (sum / count) ** 2);
}

/** @returns For each corner of a pixel the sum of all squared differences above and left of it. */
function squaredDifferences(one: Float32Array, other: Float32Array, width: number): Float64Array {
  const height = one.length / width;
  const result = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      const difference = (one[y * width + x] as number) - (other[y * width + x] as number);
      row += difference * difference;
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
