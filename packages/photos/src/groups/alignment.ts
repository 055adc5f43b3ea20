import type { GreyImage } from './grey-image.ts';
import { solve } from './solve.ts';

/** Where the frame of one image lies in another, in fractions of the other's width and height. */
export interface Alignment {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Long sides of the images that are aligned one after the other, and how often each is tried. */
const LEVELS = [
  { side: 40, rounds: 8, least: 0.6 },
  { side: 64, rounds: 5, least: 0.7 },
  { side: 96, rounds: 4, least: 0.75 },
] as const;

/** Crops that the search starts from: the least squares find their way from a start that is near. */
const STARTS: readonly Alignment[] = [1, 0.95, 0.9, 1 / 0.95, 1 / 0.9].flatMap((size) =>
  offsets(1 - size).flatMap((left) =>
    offsets(1 - size).map((top) => ({ left, top, width: size, height: size })),
  ),
);

function offsets(rest: number): number[] {
  return rest === 0 ? [0] : [0, rest / 2, rest];
}

/** Parameters: left, width, top, height, and the gain and offset of the brightness. */
const PARAMETERS = 6;

/** Long sides of the images that {@link align} works with, the smallest first. */
export const LEVEL_SIDES: readonly number[] = LEVELS.map(({ side }) => side);

/**
 * Finds where the frame of `part` lies in `whole`, if both show nearly the same: by least squares of the brightness
 * (Lucas and Kanade, 1981), coarse to fine, for the four edges and the gain and offset of the brightness. It only
 * finds crops of some per cent.
 *
 * @returns Undefined if the images differ too much.
 */
export function align(whole: readonly GreyImage[], part: readonly GreyImage[]): Alignment | undefined {
  const start = bestStart(whole[0] as GreyImage, part[0] as GreyImage);
  const state = new Float64Array([start.left, start.width, start.top, start.height, 1, 0]);
  for (const [i, { rounds, least }] of LEVELS.entries()) {
    const [target, template] = [whole[i] as GreyImage, part[i] as GreyImage];
    let resemblance = 0;
    for (let round = 0; round < rounds; round++) {
      const step = leastSquares(target, template, state);
      if (!step) return undefined;
      resemblance = step.resemblance;
      const [left, width, top, height] = state as unknown as [number, number, number, number];
      if (!(Math.max(Math.abs(left), Math.abs(top)) < 0.2 && Math.min(width, height) > 0.75))
        return undefined;
      if (Math.max(width, height) > 1.33) return undefined;
      if (step.largest < 2e-4) break;
    }
    if (resemblance < least) return undefined;
  }
  const [left, width, top, height] = state as unknown as [number, number, number, number];
  return { left, top, width, height };
}

/** @returns The start at which two images resemble each other most. */
function bestStart(whole: GreyImage, part: GreyImage): Alignment {
  let best = { start: STARTS[0] as Alignment, score: Number.NEGATIVE_INFINITY };
  for (const start of STARTS) {
    const score = correlation(whole, part, start);
    if (score > best.score) best = { start, score };
  }
  return best.start;
}

/** @returns The correlation of the nearest pixels, where both images have some. */
function correlation(whole: GreyImage, part: GreyImage, { left, top, width, height }: Alignment): number {
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let y = 0; y < part.height; y++) {
    const row = Math.floor((top + ((y + 0.5) / part.height) * height) * whole.height);
    if (row < 0 || row >= whole.height) continue;
    for (let x = 0; x < part.width; x++) {
      const column = Math.floor((left + ((x + 0.5) / part.width) * width) * whole.width);
      if (column < 0 || column >= whole.width) continue;
      const a = whole.data[row * whole.width + column] as number;
      const b = part.data[y * part.width + x] as number;
      count++;
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
  }
  const spread = (sumAA - (sumA * sumA) / count) * (sumBB - (sumB * sumB) / count);
  return spread > 0 ? (sumAB - (sumA * sumB) / count) / Math.sqrt(spread) : -1;
}

/**
 * Improves the parameters by one step.
 *
 * @returns The correlation before the step, and the largest change of an edge; undefined for an image without structure.
 */
function leastSquares(
  target: GreyImage,
  template: GreyImage,
  state: Float64Array,
): { resemblance: number; largest: number } | undefined {
  const [left, width, top, height, gain, offset] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const normal = new Float64Array(PARAMETERS * PARAMETERS);
  const right = new Float64Array(PARAMETERS);
  const row = new Float64Array(PARAMETERS);
  const { data, width: columns, height: rows } = target;
  let [count, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let y = 0; y < template.height; y++) {
    const v = (y + 0.5) / template.height;
    const atY = (top + v * height) * rows - 0.5;
    if (atY < 0 || atY >= rows - 1) continue;
    const y0 = Math.floor(atY);
    const fy = atY - y0;
    for (let x = 0; x < template.width; x++) {
      const u = (x + 0.5) / template.width;
      const atX = (left + u * width) * columns - 0.5;
      if (atX < 0 || atX >= columns - 1) continue;
      const x0 = Math.floor(atX);
      const fx = atX - x0;
      const at = y0 * columns + x0;
      const a = data[at] as number;
      const b = data[at + 1] as number;
      const c = data[at + columns] as number;
      const d = data[at + columns + 1] as number;
      const upper = a + fx * (b - a);
      const lower = c + fx * (d - c);
      const value = upper + fy * (lower - upper);
      const slopeX = gain * columns * (b - a + fy * (d - c - b + a));
      const slopeY = gain * rows * (lower - upper);
      const wanted = template.data[y * template.width + x] as number;
      row[0] = slopeX;
      row[1] = slopeX * u;
      row[2] = slopeY;
      row[3] = slopeY * v;
      row[4] = value;
      row[5] = 1;
      const error = wanted - (gain * value + offset);
      for (let i = 0; i < PARAMETERS; i++) {
        const each = row[i] as number;
        right[i] = (right[i] as number) + each * error;
        for (let j = i; j < PARAMETERS; j++)
          normal[i * PARAMETERS + j] = (normal[i * PARAMETERS + j] as number) + each * (row[j] as number);
      }
      count++;
      sumA += value;
      sumB += wanted;
      sumAA += value * value;
      sumBB += wanted * wanted;
      sumAB += value * wanted;
    }
  }
  const [spreadA, spreadB] = [sumAA - (sumA * sumA) / count, sumBB - (sumB * sumB) / count];
  if (!(count > 0 && spreadA > count && spreadB > count)) return undefined;
  // Edges that nothing in the image fixes stay where they are.
  for (let i = 0; i < 4; i++) {
    const at = i * PARAMETERS + i;
    normal[at] = (normal[at] as number) + count * 4;
  }
  const step = solve(normal, right, PARAMETERS);
  if (!step) return undefined;
  for (let i = 0; i < PARAMETERS; i++) state[i] = (state[i] as number) + (step[i] as number);
  return {
    resemblance: (sumAB - (sumA * sumB) / count) / Math.sqrt(spreadA * spreadB),
    largest: Math.max(...step.subarray(0, 4).map(Math.abs)),
  };
}
