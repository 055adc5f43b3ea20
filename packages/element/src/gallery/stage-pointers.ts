import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type End, Gestures, type Move, type Point } from '../ui/gestures.ts';

/** Wheels report lines or pixels: https://w3c.github.io/uievents/#dom-wheelevent-deltamode */
const PIXELS_A_LINE = 16;

/** What the stage does with its pointers. Points are relative to its centre. */
export interface PointerActions {
  /** Whether one finger moves the photo itself. */
  isZoomed(): boolean;
  /** A pointer was put down. */
  touched(): void;
  /** Pointers are moving. */
  follow(move: Move): void;
  /** The last pointer was lifted. */
  finish(end: End): void;
  /** A gesture ended without a result. */
  springBack(): void;
  /** The wheel was turned, or two fingers were spread on a touchpad. */
  zoom(about: Point, factor: number): void;
  /** A click which no gesture explains. */
  clicked(event: MouseEvent): void;
}

/** Turns the pointers and the wheel over an element into gestures. */
export class StagePointers implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #actions: PointerActions;
  readonly #gestures: Gestures;
  /** Whether the next click belongs to a gesture. */
  #wasGesture = false;

  constructor(host: ReactiveControllerHost & HTMLElement, actions: PointerActions) {
    this.#host = host;
    this.#actions = actions;
    this.#gestures = new Gestures(() => actions.isZoomed());
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('pointerdown', this.#down);
    this.#host.addEventListener('pointermove', this.#moved);
    this.#host.addEventListener('pointerup', this.#up);
    this.#host.addEventListener('pointercancel', this.#cancelled);
    this.#host.addEventListener('wheel', this.#wheeled);
    this.#host.addEventListener('click', this.#clicked);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('pointerdown', this.#down);
    this.#host.removeEventListener('pointermove', this.#moved);
    this.#host.removeEventListener('pointerup', this.#up);
    this.#host.removeEventListener('pointercancel', this.#cancelled);
    this.#host.removeEventListener('wheel', this.#wheeled);
    this.#host.removeEventListener('click', this.#clicked);
  }

  /** Converts to coordinates relative to the centre of the stage. */
  #at({ clientX, clientY }: MouseEvent): Point {
    const { left, top, width, height } = this.#host.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  }

  readonly #down = (event: PointerEvent): void => {
    // With Ctrl, macOS opens a context menu and dispatches no further events.
    if (event.button !== 0 || (event.pointerType === 'mouse' && event.ctrlKey)) return;
    this.#actions.touched();
    this.#wasGesture = false;
    this.#gestures.down(event.pointerId, this.#at(event), event.timeStamp);
  };

  readonly #moved = (event: PointerEvent): void => {
    // The button was released outside, without an event.
    if (event.pointerType === 'mouse' && event.buttons === 0) {
      if (this.#gestures.isDown) this.#cancelled();
      return;
    }
    const move = this.#gestures.move(event.pointerId, this.#at(event), event.timeStamp);
    if (!move) return;
    // Capture the pointer now, wherever it goes. Earlier, that would have kept the click from the element below it.
    if (!this.#host.hasPointerCapture(event.pointerId)) this.#host.setPointerCapture(event.pointerId);
    this.#actions.follow(move);
  };

  readonly #up = (event: PointerEvent): void => {
    const { isDown, isMoving } = this.#gestures;
    this.#wasGesture ||= isMoving;
    const end = this.#gestures.up(event.pointerId, event.timeStamp);
    if (end) this.#actions.finish(end);
    // A swipe that became a pinch may end before the pinch moved anything.
    else if (isDown && !this.#gestures.isDown) this.#actions.springBack();
  };

  readonly #cancelled = (): void => {
    this.#gestures.cancel();
    this.#actions.springBack();
  };

  readonly #wheeled = (event: WheelEvent): void => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? PIXELS_A_LINE : 1);
    // A pinch on a touchpad arrives as wheel events with Ctrl, in much smaller steps.
    this.#actions.zoom(this.#at(event), Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0025)));
  };

  /** The browser also dispatches a click after a drag. */
  readonly #clicked = (event: MouseEvent): void => {
    if (!this.#wasGesture) this.#actions.clicked(event);
  };
}
