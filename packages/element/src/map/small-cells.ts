import type { WorldPoint } from './mercator.ts';

/** Points in cells of the smallest size. Cells that are in the same larger cell follow each other. */
export interface SmallCells {
  /** Number of cells that have points. */
  readonly length: number;
  readonly columns: Uint16Array;
  readonly rows: Uint16Array;
  /** Number of points in each. */
  readonly counts: Uint32Array;
  /** The mean of the points in each. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** The largest distance of a point from the mean. */
  readonly reaches: Float64Array;
}

/**
 * Puts points into cells. The cells are sorted along a Z-order curve (https://en.wikipedia.org/wiki/Z-order_curve), so that
 * those of any larger size, a power of two, are found by going through them once.
 *
 * @param points At most two million.
 * @param side Side of a cell; at least 2^-16.
 */
export function smallCells(points: readonly WorldPoint[], side: number): SmallCells {
  const { length: all } = points;
  // Place and index in one number, which typed arrays sort many times faster than objects.
  const sorted = new Float64Array(all);
  for (let i = 0; i < all; i++) {
    const { x, y } = points[i] as WorldPoint;
    sorted[i] = zOrder(Math.floor(x / side), Math.floor(y / side)) * all + i;
  }
  sorted.sort();
  const cells = {
    columns: new Uint16Array(all),
    rows: new Uint16Array(all),
    counts: new Uint32Array(all),
    xs: new Float64Array(all),
    ys: new Float64Array(all),
    reaches: new Float64Array(all),
  };
  let length = 0;
  for (let from = 0; from < all; length++) {
    const place = Math.floor((sorted[from] as number) / all);
    const first = points[(sorted[from] as number) - place * all] as WorldPoint;
    let to = from;
    let [x, y] = [0, 0];
    for (; to < all && (sorted[to] as number) < (place + 1) * all; to++) {
      const point = points[(sorted[to] as number) - place * all] as WorldPoint;
      x += point.x;
      y += point.y;
    }
    const count = to - from;
    [x, y] = [x / count, y / count];
    let reach = 0;
    for (; from < to; from++) {
      const point = points[(sorted[from] as number) - place * all] as WorldPoint;
      reach = Math.max(reach, Math.hypot(point.x - x, point.y - y));
    }
    cells.columns[length] = Math.floor(first.x / side);
    cells.rows[length] = Math.floor(first.y / side);
    cells.counts[length] = count;
    cells.xs[length] = x;
    cells.ys[length] = y;
    cells.reaches[length] = reach;
  }
  return { length, ...cells };
}

/** @returns The bits of two numbers of 16 bits in turn. */
const zOrder = (column: number, row: number): number => (spread(column) | (spread(row) << 1)) >>> 0;

/** @returns The number with a zero bit after each of its 16 bits. */
function spread(bits: number): number {
  const bytes = (bits | (bits << 8)) & 0x00ff00ff;
  const halves = (bytes | (bytes << 4)) & 0x0f0f0f0f;
  const pairs = (halves | (halves << 2)) & 0x33333333;
  return (pairs | (pairs << 1)) & 0x55555555;
}
