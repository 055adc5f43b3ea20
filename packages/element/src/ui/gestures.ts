/** A point, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A movement of the fingers. `swipe` and `dismiss` give the distance one finger has moved since it was put down,
 * sideways or downwards. `pan` and `pinch` give the change since the last move; for a pinch, also the midpoint of the
 * fingers and the factor by which their distance has grown.
 */
export type Move =
  | { readonly kind: 'swipe'; readonly by: number }
  | { readonly kind: 'dismiss'; readonly by: number }
  | { readonly kind: 'pan'; readonly by: Point }
  | { readonly kind: 'pinch'; readonly by: Point; readonly about: Point; readonly factor: number };

/** A gesture that ended when the last finger was lifted. `speed` in pixels per millisecond, signed by direction. */
export type End =
  | { readonly kind: 'swipe' | 'dismiss'; readonly by: number; readonly speed: number }
  | { readonly kind: 'tap' | 'double-tap'; readonly at: Point };

/** Distance below which a finger's movement may still be a tap, in pixels. */
const SLOP = 8;

/** Maximum distance and pause between the two taps of a double tap, in pixels and milliseconds. */
const DOUBLE_TAP = { distance: 32, pause: 300 };

/** Time over which a finger's speed is measured, in milliseconds. */
const SPEED_SPAN = 80;

/** Speed above which a swipe counts however short it is, in pixels per millisecond. */
const FLICK = 0.4;

/** The fraction of the stage that a slow finger has to cross. */
const FAR = 0.3;

type Phase = 'idle' | 'pressed' | 'swipe' | 'dismiss' | 'pan' | 'pinch' | 'ignored';

/**
 * Recognises taps, swipes, pans and pinches from pointers. It is independent of the browser: pass it the pointer
 * events.
 */
export class Gestures {
  readonly #isZoomed: () => boolean;
  readonly #down = new Map<number, Point>();
  #phase: Phase = 'idle';
  #start: Point = { x: 0, y: 0 };
  /** Recent positions of the finger, for its speed. */
  #trail: { readonly at: Point; readonly time: number }[] = [];
  #lastTap: { readonly at: Point; readonly time: number } | undefined;

  /** @param isZoomed Whether one finger moves the photo itself. */
  constructor(isZoomed: () => boolean) {
    this.#isZoomed = isZoomed;
  }

  /** Whether any pointer is down. */
  get isDown(): boolean {
    return this.#down.size > 0;
  }

  /** Whether fingers have moved. A click that the browser then dispatches is not a real one. */
  get isMoving(): boolean {
    return this.#phase !== 'idle' && this.#phase !== 'pressed';
  }

  /** Handles a pointer that was put down; `time` in milliseconds. */
  down(id: number, at: Point, time: number): void {
    this.#down.set(id, at);
    if (this.#down.size === 1) {
      this.#phase = 'pressed';
      this.#start = at;
      this.#trail = [{ at, time }];
    } else {
      this.#lastTap = undefined;
      // A third finger only changes the midpoint.
      this.#phase = 'pinch';
    }
  }

  /** Handles a pointer that has moved. */
  move(id: number, at: Point, time: number): Move | undefined {
    const before = this.#down.get(id);
    if (!before) return undefined;
    if (this.#phase === 'pinch') return this.#pinch(id, at);
    this.#down.set(id, at);
    this.#trail.push({ at, time });
    const x = at.x - this.#start.x;
    const y = at.y - this.#start.y;
    if (this.#phase === 'pressed') {
      if (Math.hypot(x, y) < SLOP) return undefined;
      this.#phase = this.#isZoomed() ? 'pan' : direction(x, y);
    }
    switch (this.#phase) {
      case 'swipe':
        return { kind: 'swipe', by: x };
      case 'dismiss':
        return { kind: 'dismiss', by: Math.max(0, y) };
      case 'pan':
        return { kind: 'pan', by: { x: at.x - before.x, y: at.y - before.y } };
      default:
        return undefined;
    }
  }

  /** Handles a pointer that was lifted. */
  up(id: number, time: number): End | undefined {
    const at = this.#down.get(id);
    if (!at) return undefined;
    this.#down.delete(id);
    if (this.#down.size > 0) {
      this.#goOnWithOne();
      return undefined;
    }
    const phase = this.#phase;
    this.#phase = 'idle';
    if (phase === 'pressed') return this.#tap(at, time);
    if (phase === 'swipe') return { kind: phase, by: at.x - this.#start.x, speed: this.#speed(time).x };
    if (phase === 'dismiss') return { kind: phase, by: at.y - this.#start.y, speed: this.#speed(time).y };
    return undefined;
  }

  /** Handles pointers that the browser took over for a system gesture. */
  cancel(): void {
    this.#down.clear();
    this.#phase = 'idle';
  }

  #pinch(id: number, at: Point): Move {
    const before = spread([...this.#down.values()]);
    this.#down.set(id, at);
    const after = spread([...this.#down.values()]);
    return {
      kind: 'pinch',
      by: { x: after.middle.x - before.middle.x, y: after.middle.y - before.middle.y },
      about: after.middle,
      factor: before.size > 0 && after.size > 0 ? after.size / before.size : 1,
    };
  }

  /** After a pinch, the remaining finger pans but does not start a swipe. */
  #goOnWithOne(): void {
    if (this.#down.size > 1) return;
    this.#phase = this.#isZoomed() ? 'pan' : 'ignored';
  }

  #tap(at: Point, time: number): End {
    const last = this.#lastTap;
    const isSecond =
      last !== undefined &&
      time - last.time <= DOUBLE_TAP.pause &&
      Math.hypot(at.x - last.at.x, at.y - last.at.y) <= DOUBLE_TAP.distance;
    // A third tap starts a new sequence.
    this.#lastTap = isSecond ? undefined : { at, time };
    return { kind: isSecond ? 'double-tap' : 'tap', at };
  }

  #speed(time: number): Point {
    const recent = this.#trail.filter((each) => time - each.time <= SPEED_SPAN);
    const [first] = recent;
    const last = recent.at(-1);
    // A finger that rests before it is lifted has no speed.
    if (!first || !last || last.time === first.time) return { x: 0, y: 0 };
    const span = last.time - first.time;
    return { x: (last.at.x - first.at.x) / span, y: (last.at.y - first.at.y) / span };
  }
}

/**
 * @param end The end of a swipe or drag.
 * @param size Size of the stage in its direction, in pixels.
 * @returns Whether the finger moved far enough, or fast enough in the same direction.
 */
export function isMeant(
  { by, speed }: { readonly by: number; readonly speed: number },
  size: number,
): boolean {
  if (speed * by < 0 && Math.abs(speed) > FLICK) return false;
  return Math.abs(by) > size * FAR || (Math.abs(speed) > FLICK && speed * by > 0);
}

/** Sideways, downwards, or upwards. Upwards has no meaning. */
function direction(x: number, y: number): Phase {
  if (Math.abs(x) > Math.abs(y)) return 'swipe';
  return y > 0 ? 'dismiss' : 'ignored';
}

/** The midpoint of the fingers, and the sum of their distances from it. */
function spread(points: readonly Point[]): { middle: Point; size: number } {
  const count = points.length;
  const middle = {
    x: points.reduce((sum, { x }) => sum + x, 0) / count,
    y: points.reduce((sum, { y }) => sum + y, 0) / count,
  };
  return { middle, size: points.reduce((sum, { x, y }) => sum + Math.hypot(x - middle.x, y - middle.y), 0) };
}
