import type { MapCamera } from './map-camera.ts';
import type { WorldPoint } from './mercator.ts';

/** Pixels that a pointer moves before a click is a drag. */
const SLACK = 5;

/** Zoom levels per pixel of a wheel. A notch of most wheels is 100. */
const WHEEL_LEVELS = 1 / 300;

/** Moves and zooms a map by mouse, wheel and fingers. */
export class MapGestures {
  readonly #apply: (change: (camera: MapCamera) => MapCamera) => void;
  /** Where the pointers that are down were last, by their ids. */
  readonly #pointers = new Map<number, WorldPoint>();
  #moved = 0;

  /** @param apply Called with each change of the view. */
  constructor(apply: (change: (camera: MapCamera) => MapCamera) => void) {
    this.#apply = apply;
  }

  /** Whether the click that follows belongs to a drag. */
  get wasDrag(): boolean {
    return this.#moved > SLACK;
  }

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (this.#pointers.size === 0) this.#moved = 0;
    this.#pointers.set(event.pointerId, pointOf(event));
  };

  readonly move = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = pointOf(event);
    const view = event.currentTarget as HTMLElement;
    this.#moved += Math.hypot(now.x - before.x, now.y - before.y);
    // Not at once, because a captured pointer does not click what is under it.
    if (this.wasDrag && !view.hasPointerCapture(event.pointerId)) view.setPointerCapture(event.pointerId);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    if (!other) {
      this.#apply((camera) => camera.movedBy(now.x - before.x, now.y - before.y));
      return;
    }
    const [was, is] = [before, now].map((point) =>
      Math.max(1, Math.hypot(point.x - other.x, point.y - other.y)),
    );
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    this.#apply((camera) =>
      camera
        .movedBy((now.x - before.x) / 2, (now.y - before.y) / 2)
        .zoomedBy(Math.log2((is as number) / (was as number)), middle),
    );
  };

  readonly up = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
  };

  readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    // A line or a page of a wheel instead of pixels.
    const pixels = event.deltaY * (event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? 33 : 400);
    this.#apply((camera) => camera.zoomedBy(-pixels * WHEEL_LEVELS, pointOf(event)));
  };

  readonly doubleClick = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button')) return;
    this.#apply((camera) => camera.zoomedBy(1, pointOf(event)));
  };
}

/** @returns Where in the view an event happened, in pixels from its top left. */
function pointOf({ clientX, clientY, currentTarget }: MouseEvent): WorldPoint {
  const { left, top } = (currentTarget as HTMLElement).getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
