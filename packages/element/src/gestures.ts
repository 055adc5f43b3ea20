/** A place, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * What the fingers do while they move. `swipe` and `dismiss` tell how far one finger has come since it was put down,
 * sideways and downwards; `pan` and `pinch` tell what has changed since the last move, a pinch with the place between
 * the fingers and the factor by which they have moved apart.
 */
export type Move =
  | { readonly kind: 'swipe'; readonly by: number }
  | { readonly kind: 'dismiss'; readonly by: number }
  | { readonly kind: 'pan'; readonly by: Point }
  | { readonly kind: 'pinch'; readonly by: Point; readonly about: Point; readonly factor: number };

/** What the fingers have done when the last one leaves; `speed` in pixels per millisecond, with the sign of its direction. */
export type End =
  | { readonly kind: 'swipe' | 'dismiss'; readonly by: number; readonly speed: number }
  | { readonly kind: 'tap' | 'double-tap'; readonly at: Point };

/** A finger that has moved less than this may still mean a tap; in pixels. */
const SLOP = 8;

/** Two taps this near to each other, in pixels and milliseconds, are one double tap. */
const DOUBLE_TAP = { distance: 32, pause: 300 };

/** Time that the speed of a finger is taken over, in milliseconds. */
const SPEED_SPAN = 80;

/** A finger that leaves at this speed means it, however short its way; in pixels per millisecond. */
const FLICK = 0.4;

/** The part of the stage that a slow finger has to cross. */
const FAR = 0.3;

type Phase = 'idle' | 'pressed' | 'swipe' | 'dismiss' | 'pan' | 'pinch' | 'ignored';

/** Tells taps, swipes, pans and pinches apart by the pointers that are down. It knows no browser: feed it their events. */
export class Gestures {
  readonly #isZoomed: () => boolean;
  readonly #down = new Map<number, Point>();
  #phase: Phase = 'idle';
  #start: Point = { x: 0, y: 0 };
  /** Where the finger was of late, for its speed. */
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

  /** Whether fingers have moved: what the browser then makes a click of was none. */
  get isMoving(): boolean {
    return this.#phase !== 'idle' && this.#phase !== 'pressed';
  }

  /** A pointer was put down; `time` in milliseconds. */
  down(id: number, at: Point, time: number): void {
    this.#down.set(id, at);
    if (this.#down.size === 1) {
      this.#phase = 'pressed';
      this.#start = at;
      this.#trail = [{ at, time }];
    } else {
      this.#lastTap = undefined;
      // A third finger changes nothing but the place between them.
      this.#phase = 'pinch';
    }
  }

  /** A pointer has moved. */
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

  /** A pointer has left. */
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

  /** The browser has taken the pointers for something of its own: a gesture of the system. */
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

  /** Of two fingers that pinched one has left: the other pans, but does not begin to swipe. */
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
    // A third tap begins anew.
    this.#lastTap = isSecond ? undefined : { at, time };
    return { kind: isSecond ? 'double-tap' : 'tap', at };
  }

  #speed(time: number): Point {
    const recent = this.#trail.filter((each) => time - each.time <= SPEED_SPAN);
    const [first] = recent;
    const last = recent.at(-1);
    // A finger that rests before it leaves has no speed.
    if (!first || !last || last.time === first.time) return { x: 0, y: 0 };
    const span = last.time - first.time;
    return { x: (last.at.x - first.at.x) / span, y: (last.at.y - first.at.y) / span };
  }
}

/**
 * @param end How a swipe or a drag ended.
 * @param size Of the stage in its direction, in pixels.
 * @returns Whether the finger has gone far enough, or fast enough in the same direction.
 */
export function isMeant(
  { by, speed }: { readonly by: number; readonly speed: number },
  size: number,
): boolean {
  if (speed * by < 0 && Math.abs(speed) > FLICK) return false;
  return Math.abs(by) > size * FAR || (Math.abs(speed) > FLICK && speed * by > 0);
}

/** Sideways, downwards, or upwards, which means nothing. */
function direction(x: number, y: number): Phase {
  if (Math.abs(x) > Math.abs(y)) return 'swipe';
  return y > 0 ? 'dismiss' : 'ignored';
}

/** The place between fingers, and how far they are from it together. */
function spread(points: readonly Point[]): { middle: Point; size: number } {
  const count = points.length;
  const middle = {
    x: points.reduce((sum, { x }) => sum + x, 0) / count,
    y: points.reduce((sum, { y }) => sum + y, 0) / count,
  };
  return { middle, size: points.reduce((sum, { x, y }) => sum + Math.hypot(x - middle.x, y - middle.y), 0) };
}
