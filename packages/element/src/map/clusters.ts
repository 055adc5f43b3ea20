import type { Match } from '../search/match.ts';
import { kilometresOf, toDegrees, toWorld, type WorldPoint } from './mercator.ts';

/** Photos that are close to each other on the map. */
export interface Cluster extends WorldPoint {
  /** Tells it from all others of the same level. */
  readonly key: number;
  readonly count: number;
  /** How far its photos reach from its point, in kilometres, rounded up; at least 1. */
  readonly km: number;
}

/** Pixels of the map's square at zoom level 0. */
export const WORLD_PIXELS = 256;

/** Side of a cluster in pixels. */
const CELL_PIXELS = 72;

/** Clusters that are closer to each other become one. */
const OVERLAP_PIXELS = 56;

/** By how many kilometres the point of a cluster may be rounded. */
const ROUNDED_KM = 0.1;

/** A part of the map, which may extend beyond it. */
export interface WorldArea {
  readonly from: WorldPoint;
  readonly to: WorldPoint;
}

/** The photos that have a place, and their clusters at each zoom level. */
export class LocatedPhotos {
  readonly matches: readonly Match[];
  readonly #xs: Float64Array;
  readonly #ys: Float64Array;
  readonly #levels = new Map<number, readonly Cluster[]>();

  /** @param all Photos with or without a place. */
  constructor(all: readonly Match[]) {
    this.matches = all.filter(({ photo }) => photo.location);
    const points = this.matches.map(({ photo }) =>
      toWorld(photo.location as NonNullable<typeof photo.location>),
    );
    this.#xs = Float64Array.from(points, ({ x }) => x);
    this.#ys = Float64Array.from(points, ({ y }) => y);
  }

  /** The smallest part of the map with all photos. */
  get area(): WorldArea {
    let [left, top, right, bottom] = [1, 1, 0, 0];
    for (const [i, x] of this.#xs.entries()) {
      const y = this.#ys[i] as number;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    return { from: { x: left, y: top }, to: { x: right, y: bottom } };
  }

  /**
   * @param level A whole zoom level: the map is twice as large at each as at the one before.
   * @returns The clusters at this level that are in an area.
   */
  clusters(level: number, { from, to }: WorldArea): Cluster[] {
    const all = this.#levels.get(level) ?? this.#cluster(level);
    this.#levels.set(level, all);
    return all.filter(({ x, y }) => x >= from.x && x <= to.x && y >= from.y && y <= to.y);
  }

  #cellOf(i: number, side: number): number {
    return cellAt(Math.floor((this.#xs[i] as number) / side), Math.floor((this.#ys[i] as number) / side));
  }

  #cluster(level: number): readonly Cluster[] {
    const side = sideOf(level);
    const found = new Map<number, { count: number; x: number; y: number; reach: number }>();
    for (const [i, x] of this.#xs.entries()) {
      const key = this.#cellOf(i, side);
      const cell = found.get(key) ?? { count: 0, x: 0, y: 0, reach: 0 };
      found.set(key, cell);
      cell.count++;
      cell.x += x;
      cell.y += this.#ys[i] as number;
    }
    for (const cell of found.values()) {
      cell.x /= cell.count;
      cell.y /= cell.count;
    }
    const cells = this.#merged(found, side);
    for (const [i, x] of this.#xs.entries()) {
      const cell = found.get(cells.get(this.#cellOf(i, side)) as number);
      if (cell) cell.reach = Math.max(cell.reach, Math.hypot(x - cell.x, (this.#ys[i] as number) - cell.y));
    }
    return Array.from(found, ([key, { count, x, y, reach }]) => {
      const { latitude } = toDegrees({ x, y });
      // The map is larger in the north of the cluster than in its middle.
      const km = Math.max(
        1,
        Math.ceil(kilometresOf(reach, Math.max(0, Math.abs(latitude) - 1)) * 1.02 + ROUNDED_KM),
      );
      return { key, count, x, y, km };
    });
  }

  /**
   * Merges cells into a larger neighbour that they would overlap.
   *
   * @returns The cell that each became a part of, which may be itself.
   */
  #merged(
    found: Map<number, WorldPoint & { count: number; x: number; y: number }>,
    side: number,
  ): Map<number, number> {
    const cells = new Map<number, number>();
    const closest = (side * OVERLAP_PIXELS) / CELL_PIXELS;
    for (const [key, cell] of [...found].sort(([, a], [, b]) => b.count - a.count)) {
      if (cells.has(key)) continue;
      cells.set(key, key);
      for (const other of neighboursOf(key)) {
        const near = found.get(other);
        if (!near || cells.has(other)) continue;
        if (Math.hypot(near.x - cell.x, near.y - cell.y) >= closest) continue;
        const count = cell.count + near.count;
        cell.x = (cell.x * cell.count + near.x * near.count) / count;
        cell.y = (cell.y * cell.count + near.y * near.count) / count;
        cell.count = count;
        cells.set(other, key);
        found.delete(other);
      }
    }
    return cells;
  }
}

/** More columns than any level has. */
const COLUMNS = 2 ** 20;

const cellAt = (column: number, row: number): number => row * COLUMNS + column;

const neighboursOf = (cell: number): number[] =>
  [-1, 0, 1].flatMap((down) =>
    [-1, 0, 1].flatMap((right) => (down === 0 && right === 0 ? [] : cell + down * COLUMNS + right)),
  );

const sideOf = (level: number): number => CELL_PIXELS / (WORLD_PIXELS * 2 ** level);
