import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What {@link GridPicker} needs of the grid. */
export interface PickableGrid {
  /** Whether photos can be chosen at all. */
  canPick(): boolean;
  /** Whether a click chooses a photo instead of opening it. */
  isPicking(): boolean;
  /** @returns Index of the photo that an element belongs to. */
  indexOf(element: Element | null): number | undefined;
  /** Chooses a photo or stops choosing it, or, to extend the choice, chooses all photos up to it. */
  pick(index: number, extend: boolean): void;
}

/** How long a finger rests on a photo to choose it, in milliseconds: as on Android and iOS. */
const LONG_PRESS_MS = 500;

/** How far a finger may move meanwhile, in pixels. */
const LONG_PRESS_MOVE = 10;

/** Chooses photos of the grid by a long press of a finger, and by dragging the mouse from one to another. */
export class GridPicker implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #grid: PickableGrid;
  /** Where the pointer went down, and the photo there. */
  #down: { x: number; y: number; index: number; isTouch: boolean } | undefined;
  /** The photo up to which the mouse was dragged. */
  #dragged: number | undefined;
  #pressing: ReturnType<typeof setTimeout> | undefined;
  /** Whether the click that follows is the end of a press or of a drag. */
  #isDone = false;

  constructor(host: ReactiveControllerHost & HTMLElement, grid: PickableGrid) {
    this.#host = host;
    this.#grid = grid;
    host.addController(this);
  }

  hostConnected(): void {
    const { style } = this.#host;
    // A long press on iOS would show the picture instead.
    style.setProperty('-webkit-touch-callout', 'none');
    this.#host.addEventListener('pointerdown', this.#pressed);
    this.#host.addEventListener('pointermove', this.#moved);
    this.#host.addEventListener('pointercancel', this.#left);
    this.#host.addEventListener('contextmenu', this.#menu);
    // The mouse may be released elsewhere.
    addEventListener('pointerup', this.#left);
  }

  hostDisconnected(): void {
    this.#end();
    this.#host.removeEventListener('pointerdown', this.#pressed);
    this.#host.removeEventListener('pointermove', this.#moved);
    this.#host.removeEventListener('pointercancel', this.#left);
    this.#host.removeEventListener('contextmenu', this.#menu);
    removeEventListener('pointerup', this.#left);
  }

  /** @returns Whether a click only ends what this has done. */
  takesClick(): boolean {
    const isDone = this.#isDone;
    this.#isDone = false;
    return isDone;
  }

  readonly #pressed = (event: PointerEvent): void => {
    this.#end();
    this.#isDone = false;
    if (!this.#grid.canPick() || !event.isPrimary || event.button !== 0 || event.shiftKey) return;
    const target = event.composedPath()[0] as Element;
    const index = this.#grid.indexOf(target);
    if (index === undefined) return;
    const isTouch = event.pointerType !== 'mouse';
    // A mouse drags from a check, or from anywhere once photos are being chosen.
    if (!isTouch && !this.#grid.isPicking() && !target.closest('.check')) return;
    this.#down = { x: event.clientX, y: event.clientY, index, isTouch };
    if (!isTouch || this.#grid.isPicking()) return;
    this.#pressing = setTimeout(() => {
      this.#grid.pick(index, false);
      this.#end();
      this.#isDone = true;
    }, LONG_PRESS_MS);
  };

  readonly #moved = (event: PointerEvent): void => {
    const down = this.#down;
    if (!down) return;
    if (down.isTouch) {
      if (Math.hypot(event.clientX - down.x, event.clientY - down.y) > LONG_PRESS_MOVE) this.#end();
      return;
    }
    const index = this.#grid.indexOf(event.composedPath()[0] as Element);
    if (index === undefined || index === (this.#dragged ?? down.index)) return;
    if (this.#dragged === undefined) this.#grid.pick(down.index, false);
    this.#dragged = index;
    this.#isDone = true;
    this.#grid.pick(index, true);
  };

  readonly #menu = (event: Event): void => {
    if (this.#down?.isTouch || this.#isDone) event.preventDefault();
  };

  readonly #left = (): void => {
    // A drag that ends on another photo is followed by no click.
    if (this.#dragged !== undefined) setTimeout(() => this.takesClick());
    this.#end();
  };

  #end(): void {
    clearTimeout(this.#pressing);
    this.#down = undefined;
    this.#dragged = undefined;
  }
}
