import { CLOSEST, WORLD_PIXELS, type WorldArea } from './clusters.ts';
import type { WorldPoint } from './mercator.ts';

/** Share of the view that photos take at first; the rest is around them. */
const FILLED = 0.8;

/** Level that single places are not shown closer than at first. */
const CLOSEST_FIRST = 6;

/** Which part of the map is in view. It never changes; moves return another one. */
export class MapCamera {
  readonly center: WorldPoint;
  /** The map is twice as large at each zoom level as at the one before. It may lie between whole levels. */
  readonly zoom: number;
  /** Size of the view in pixels. */
  readonly width: number;
  readonly height: number;

  constructor(center: WorldPoint, zoom: number, width: number, height: number) {
    // At the farthest, the whole map is as wide as the view.
    const farthest = Math.log2(Math.max(1, width) / WORLD_PIXELS);
    this.zoom = Math.min(CLOSEST, Math.max(farthest, zoom));
    this.width = width;
    this.height = height;
    this.center = {
      x: within(center.x, width / 2 / this.scale),
      y: within(center.y, height / 2 / this.scale),
    };
  }

  /** @returns A view with all of an area in its middle. */
  static around({ from, to }: WorldArea, width: number, height: number): MapCamera {
    const share = Math.max((to.x - from.x) / Math.max(1, width), (to.y - from.y) / Math.max(1, height));
    const zoom = Math.min(CLOSEST_FIRST, Math.log2(FILLED / Math.max(share, 1e-9) / WORLD_PIXELS));
    return new MapCamera({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, zoom, width, height);
  }

  /** Pixels of the whole map's side. */
  get scale(): number {
    return WORLD_PIXELS * 2 ** this.zoom;
  }

  /** The part of the map in view, with a margin in pixels around it. */
  area(margin: number): WorldArea {
    const x = (this.width / 2 + margin) / this.scale;
    const y = (this.height / 2 + margin) / this.scale;
    return {
      from: { x: this.center.x - x, y: this.center.y - y },
      to: { x: this.center.x + x, y: this.center.y + y },
    };
  }

  /** @returns Where a point of the map is in the view, in pixels from the top left. */
  toView({ x, y }: WorldPoint): WorldPoint {
    return {
      x: (x - this.center.x) * this.scale + this.width / 2,
      y: (y - this.center.y) * this.scale + this.height / 2,
    };
  }

  /** @returns The view after the map was moved by this many pixels. */
  movedBy(dx: number, dy: number): MapCamera {
    const { x, y } = this.center;
    return new MapCamera(
      { x: x - dx / this.scale, y: y - dy / this.scale },
      this.zoom,
      this.width,
      this.height,
    );
  }

  /**
   * @param levels Added to the zoom.
   * @param at The point of the view that stays where it is, in pixels from the top left. Default: its middle.
   */
  zoomedBy(levels: number, at: WorldPoint = { x: this.width / 2, y: this.height / 2 }): MapCamera {
    const closer = new MapCamera(this.center, this.zoom + levels, this.width, this.height);
    const [dx, dy] = [at.x - this.width / 2, at.y - this.height / 2];
    const center = {
      x: this.center.x + dx / this.scale - dx / closer.scale,
      y: this.center.y + dy / this.scale - dy / closer.scale,
    };
    return new MapCamera(center, closer.zoom, this.width, this.height);
  }

  /** @returns The same part of the map in a view of another size. */
  resized(width: number, height: number): MapCamera {
    return new MapCamera(this.center, this.zoom, width, height);
  }
}

/** @returns A coordinate of a view's middle, so that the view does not show what is beyond the map. */
const within = (value: number, half: number): number =>
  half >= 0.5 ? 0.5 : Math.min(1 - half, Math.max(half, value));
