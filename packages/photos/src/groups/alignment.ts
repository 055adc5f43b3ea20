import type { GreyImage } from './grey-image.ts';
import { solve } from './solve.ts';

/** Where the frame of one image lies in another, in fractions of the other's width and height. */
export interface Alignment {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How much of a side two frames may lack of lying inside each other, as a fraction. */
export const FRAME_TOLERANCE = 0.0035;

/**
 * Long sides of the images that are aligned one after the other, how often each is tried, which step is small enough, and
 * what the images must have in common then: how much they resemble each other, and by how much one frame may lack of lying
 * inside the other, as a fraction of a side. Most images that are not the same fail early.
 */
const LEVELS = [
  { side: 40, rounds: 8, least: 0.6, enough: 0.002, tolerance: 0.02 },
  { side: 64, rounds: 5, least: 0.7, enough: 0.001, tolerance: 0.01 },
  { side: 96, rounds: 4, least: 0.75, enough: 0.0003, tolerance: FRAME_TOLERANCE },
] as const;

/** An image at each of {@link LEVEL_SIDES}. */
export interface Levels {
  level(index: number): GreyImage;
}

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
 * @returns Undefined if the images differ too much, or if neither frame lies inside the other.
 */
export function align(whole: Levels, part: Levels): Alignment | undefined {
  const start = bestStart(whole.level(0), part.level(0));
  const state = new Float64Array([start.left, start.width, start.top, start.height, 1, 0]);
  for (const [i, { rounds, least, enough, tolerance }] of LEVELS.entries()) {
    const [target, template] = [whole.level(i), part.level(i)];
    let resemblance = 0;
    for (let round = 0; round < rounds; round++) {
      const step = leastSquares(target, template, state);
      if (!step) return undefined;
      resemblance = step.resemblance;
      const [left, width, top, height] = state as unknown as [number, number, number, number];
      if (!(Math.max(Math.abs(left), Math.abs(top)) < 0.2 && Math.min(width, height) > 0.75))
        return undefined;
      if (Math.max(width, height) > 1.33) return undefined;
      if (step.largest < enough) break;
    }
    if (resemblance < least || !isNested(alignmentOf(state), tolerance)) return undefined;
  }
  return alignmentOf(state);
}

function alignmentOf(state: Float64Array): Alignment {
  const [left, width, top, height] = state as unknown as [number, number, number, number];
  return { left, top, width, height };
}

/** @returns Whether one frame lies inside the other. */
function isNested({ left, top, width, height }: Alignment, tolerance: number): boolean {
  const [right, bottom] = [left + width, top + height];
  const [least, most] = [-tolerance, 1 + tolerance];
  const isInside = left >= least && right <= most && top >= least && bottom <= most;
  const isAround = left <= tolerance && right >= 1 - tolerance && top <= tolerance && bottom >= 1 - tolerance;
  return isInside || isAround;
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
  // Every other pixel suffices to choose among starts.
  for (let y = 0; y < part.height; y += 2) {
    const row = Math.floor((top + ((y + 0.5) / part.height) * height) * whole.height);
    if (row < 0 || row >= whole.height) continue;
    for (let x = 0; x < part.width; x += 2) {
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
  const sums = sumsOf(target, template, state);
  const { count, a, b, aa, bb, ab } = sums;
  const [spreadA, spreadB] = [aa - (a * a) / count, bb - (b * b) / count];
  if (!(count > 0 && spreadA > count && spreadB > count)) return undefined;
  const { normal, right } = sums;
  // Edges that nothing in the image fixes stay where they are.
  for (let i = 0; i < 4; i++) {
    const at = i * PARAMETERS + i;
    normal[at] = (normal[at] as number) + count * 4;
  }
  const step = solve(normal, right, PARAMETERS);
  if (!step) return undefined;
  for (let i = 0; i < PARAMETERS; i++) state[i] = (state[i] as number) + (step[i] as number);
  return {
    resemblance: (ab - (a * b) / count) / Math.sqrt(spreadA * spreadB),
    largest: Math.max(...step.subarray(0, 4).map(Math.abs)),
  };
}

/** The normal equations of a step, and the sums that a correlation needs, over the pixels that both images have. */
interface Sums {
  normal: Float64Array;
  right: Float64Array;
  count: number;
  a: number;
  b: number;
  aa: number;
  bb: number;
  ab: number;
}

function sumsOf(target: GreyImage, template: GreyImage, state: Float64Array): Sums {
  const [left, width, top, height, gain, offset] = state as unknown as [
    ...[number, number, number],
    ...[number, number, number],
  ];
  const { data, width: columns, height: rows } = target;
  const sums = { normal: new Float64Array(PARAMETERS * PARAMETERS), right: new Float64Array(PARAMETERS) };
  let [count, allA, allB, allAA, allBB, allAB] = [0, 0, 0, 0, 0, 0];
  const add = (row: number, column: number, value: number): void => {
    const at = row * PARAMETERS + column;
    sums.normal[at] = (sums.normal[at] as number) + value;
  };
  const addRight = (row: number, value: number): void => {
    sums.right[row] = (sums.right[row] as number) + value;
  };
  for (let y = 0; y < template.height; y++) {
    const v = (y + 0.5) / template.height;
    const atY = (top + v * height) * rows - 0.5;
    if (atY < 0 || atY >= rows - 1) continue;
    const y0 = Math.floor(atY);
    const fy = atY - y0;
    // The slopes along x and y are p and q, the values of the images a and b, and the error is e.
    let [n, a, b, aa, bb, ab, e, ea, ep, epu, eq] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let [p, pu, pa, pua, pp, ppu, ppuu, pq, pqu, q, qa, qq] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (let x = 0; x < template.width; x++) {
      const u = (x + 0.5) / template.width;
      const atX = (left + u * width) * columns - 0.5;
      if (atX < 0 || atX >= columns - 1) continue;
      const x0 = Math.floor(atX);
      const fx = atX - x0;
      const at = y0 * columns + x0;
      const upperLeft = data[at] as number;
      const lowerLeft = data[at + columns] as number;
      const above = (data[at + 1] as number) - upperLeft;
      const below = (data[at + columns + 1] as number) - lowerLeft;
      const upper = upperLeft + fx * above;
      const down = lowerLeft + fx * below - upper;
      const value = upper + fy * down;
      const slopeX = gain * columns * (above + fy * (below - above));
      const slopeY = gain * rows * down;
      const wanted = template.data[y * template.width + x] as number;
      const error = wanted - (gain * value + offset);
      const slopeXu = slopeX * u;
      n++;
      a += value;
      b += wanted;
      aa += value * value;
      bb += wanted * wanted;
      ab += value * wanted;
      e += error;
      ea += error * value;
      ep += error * slopeX;
      epu += error * slopeXu;
      eq += error * slopeY;
      p += slopeX;
      pu += slopeXu;
      pa += slopeX * value;
      pua += slopeXu * value;
      pp += slopeX * slopeX;
      ppu += slopeX * slopeXu;
      ppuu += slopeXu * slopeXu;
      pq += slopeX * slopeY;
      pqu += slopeXu * slopeY;
      q += slopeY;
      qa += slopeY * value;
      qq += slopeY * slopeY;
    }
    add(0, 0, pp);
    add(0, 1, ppu);
    add(0, 2, pq);
    add(0, 3, pq * v);
    add(0, 4, pa);
    add(0, 5, p);
    add(1, 1, ppuu);
    add(1, 2, pqu);
    add(1, 3, pqu * v);
    add(1, 4, pua);
    add(1, 5, pu);
    add(2, 2, qq);
    add(2, 3, qq * v);
    add(2, 4, qa);
    add(2, 5, q);
    add(3, 3, qq * v * v);
    add(3, 4, qa * v);
    add(3, 5, q * v);
    add(4, 4, aa);
    add(4, 5, a);
    add(5, 5, n);
    addRight(0, ep);
    addRight(1, epu);
    addRight(2, eq);
    addRight(3, eq * v);
    addRight(4, ea);
    addRight(5, e);
    count += n;
    allA += a;
    allB += b;
    allAA += aa;
    allBB += bb;
    allAB += ab;
  }
  return { ...sums, count, a: allA, b: allB, aa: allAA, bb: allBB, ab: allAB };
}
