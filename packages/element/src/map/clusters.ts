import type { Match } from '../search/match.ts';
import { kilometresOf, toDegrees, toWorld, type WorldPoint } from './mercator.ts';
import { type SmallCells, smallCells } from './small-cells.ts';

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

/** The closest zoom level. There a pixel is about ten metres. */
export const CLOSEST = 14;

/** Side of a cluster in pixels. */
const CELL_PIXELS = 72;

/** Clusters that are closer to each other become one. */
const OVERLAP_PIXELS = 56;

/** Cells along the side of a tile, as a power of two. The clusters of a tile are found when it comes into view. */
const TILE_BITS = 5;

/** By how many kilometres the point of a cluster may be rounded. */
const ROUNDED_KM = 0.1;

/** A part of the map, which may extend beyond it. */
export interface WorldArea {
  readonly from: WorldPoint;
  readonly to: WorldPoint;
}

/** Cells that are clustered together: the small cells in it from one index to before another. */
interface Tile {
  readonly column: number;
  readonly row: number;
  readonly from: number;
  readonly to: number;
  /** Undefined until it comes into view. */
  clusters?: readonly Cluster[];
}

/** The photos that have a place, and their clusters at each zoom level. */
export class LocatedPhotos {
  readonly matches: readonly Match[];
  readonly #cells: SmallCells;
  readonly #levels = new Map<number, readonly Tile[]>();

  /** @param all Photos with or without a place. */
  constructor(all: readonly Match[]) {
    this.matches = all.filter(({ photo }) => photo.location);
    const points = this.matches.map(({ photo }) =>
      toWorld(photo.location as NonNullable<typeof photo.location>),
    );
    this.#cells = smallCells(points, sideOf(CLOSEST));
  }

  /** A part of the map with all photos. */
  get area(): WorldArea {
    const { length, xs, ys, reaches } = this.#cells;
    let [left, top, right, bottom] = [1, 1, 0, 0];
    for (let i = 0; i < length; i++) {
      const [x, y, reach] = [xs[i] as number, ys[i] as number, reaches[i] as number];
      left = Math.min(left, x - reach);
      right = Math.max(right, x + reach);
      top = Math.min(top, y - reach);
      bottom = Math.max(bottom, y + reach);
    }
    return { from: { x: left, y: top }, to: { x: right, y: bottom } };
  }

  /**
   * @param level A whole zoom level: the map is twice as large at each as at the one before.
   * @returns The clusters at this level that are in an area.
   */
  clusters(level: number, { from, to }: WorldArea): Cluster[] {
    const within = Math.min(CLOSEST, Math.max(0, level));
    const tiles = this.#levels.get(within) ?? this.#tiles(within);
    this.#levels.set(within, tiles);
    const side = sideOf(within - TILE_BITS);
    return tiles
      .filter(
        ({ column, row }) =>
          (column + 1) * side >= from.x &&
          column * side <= to.x &&
          (row + 1) * side >= from.y &&
          row * side <= to.y,
      )
      .flatMap((tile) => {
        tile.clusters ??= this.#cluster(within, tile);
        return tile.clusters;
      })
      .filter(({ x, y }) => x >= from.x && x <= to.x && y >= from.y && y <= to.y);
  }

  #tiles(level: number): readonly Tile[] {
    const { length, columns, rows } = this.#cells;
    const shift = CLOSEST - level + TILE_BITS;
    const tiles: Tile[] = [];
    for (let from = 0, to = 0; from < length; from = to) {
      const [column, row] = [(columns[from] as number) >> shift, (rows[from] as number) >> shift];
      while (
        to < length &&
        (columns[to] as number) >> shift === column &&
        (rows[to] as number) >> shift === row
      )
        to++;
      tiles.push({ column, row, from, to });
    }
    return tiles;
  }

  /** @returns The cell of a level that a small cell is in. */
  #cellOf(i: number, level: number): number {
    const { columns, rows } = this.#cells;
    const shift = CLOSEST - level;
    return cellAt((columns[i] as number) >> shift, (rows[i] as number) >> shift);
  }

  #cluster(level: number, { from, to }: Tile): readonly Cluster[] {
    const { counts, xs, ys, reaches } = this.#cells;
    const found = new Map<number, { count: number; x: number; y: number; reach: number }>();
    for (let i = from; i < to; ) {
      const key = this.#cellOf(i, level);
      const cell = { count: 0, x: 0, y: 0, reach: 0 };
      for (; i < to && this.#cellOf(i, level) === key; i++) {
        const count = counts[i] as number;
        cell.count += count;
        cell.x += count * (xs[i] as number);
        cell.y += count * (ys[i] as number);
      }
      cell.x /= cell.count;
      cell.y /= cell.count;
      found.set(key, cell);
    }
    const cells = this.#merged(found, sideOf(level));
    for (let i = from; i < to; i++) {
      const cell = found.get(cells.get(this.#cellOf(i, level)) as number);
      if (!cell) continue;
      const away = Math.hypot((xs[i] as number) - cell.x, (ys[i] as number) - cell.y);
      cell.reach = Math.max(cell.reach, away + (reaches[i] as number));
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
