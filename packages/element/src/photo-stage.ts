import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import { type End, Gestures, isMeant, type Move, type Point } from './gestures.ts';
import { FITTED, keepInView, type Pose, type Size, zoomAbout } from './zoom.ts';

/** A photo on the stage, or beside it. */
export interface StagedPhoto {
  /** Tells it from others. */
  readonly id: number;
  readonly name: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** URL of what there is of it, which may be a small preview; undefined while there is nothing. */
  readonly src: string | undefined;
}

/** Of the stage; also where nothing has been moved. */
const MIDDLE: Point = { x: 0, y: 0 };

/** How much a double tap and the button enlarge. */
const STEP = 2.5;

/** How much a key enlarges. */
const KEY_STEP = 1.5;

/** How far an arrow key moves an enlarged photo: this part of the stage. */
const KEY_PAN = 0.2;

/** How far a photo without a neighbour follows the finger. */
const RESISTANCE = 0.25;

/** Between neighbours, in pixels. */
const GAP = 24;

/** How long a photo takes to its place, in milliseconds. */
const SETTLE_MS = 180;

/** Wheels tell lines or pixels: https://w3c.github.io/uievents/#dom-wheelevent-deltamode */
const PIXELS_A_LINE = 16;

/**
 * Shows one photo as large as there is room, follows the fingers that swipe, pinch or pan it, and the mouse wheel.
 *
 * @fires turn - With 1 for the next photo, -1 for the previous one.
 * @fires dismiss - When the person is done with it.
 * @fires zoom - When it has been enlarged, or is not any more.
 */
@customElement('photo-search-stage')
export class PhotoStage extends LitElement {
  static override styles = css`
    :host {
      position: relative;
      display: block;
      min-width: 0;
      min-height: 0;
      overflow: hidden;
      touch-action: none;
      user-select: none;
      -webkit-user-select: none;
    }

    .strip,
    .slide {
      position: absolute;
      inset: 0;
    }

    .slide {
      display: grid;
      place-items: center;
      container-type: size;
    }

    .next {
      inset-inline: calc(100% + ${GAP}px) calc(-100% - ${GAP}px);
    }

    .previous {
      inset-inline: calc(-100% - ${GAP}px) calc(100% + ${GAP}px);
    }

    img {
      display: block;
      -webkit-touch-callout: none;
    }

    .zoomed img {
      cursor: grab;
    }
  `;

  /** The photo on the stage. */
  @property({ attribute: false }) photo: StagedPhoto | undefined;
  /** Its neighbours, which come into view while it is swiped. */
  @property({ attribute: false }) previous: StagedPhoto | undefined;
  @property({ attribute: false }) next: StagedPhoto | undefined;
  @state() private pose: Pose = FITTED;
  /** How far the fingers have moved it all. */
  @state() private offset: Point = MIDDLE;
  @query('.strip') private strip!: HTMLElement;
  @query('.here img') private image!: HTMLImageElement | null;

  readonly #gestures = new Gestures(() => this.isZoomed);
  #settling: Animation | undefined;
  /** Whether the click that comes now belongs to a gesture. */
  #wasGesture = false;

  constructor() {
    super();
    this.addEventListener('pointerdown', this.#down);
    this.addEventListener('pointermove', this.#moved);
    this.addEventListener('pointerup', this.#up);
    this.addEventListener('pointercancel', this.#cancelled);
    this.addEventListener('wheel', this.#wheeled);
    this.addEventListener('click', this.#clicked);
  }

  /** Whether the photo is enlarged. */
  get isZoomed(): boolean {
    return this.pose.scale > 1;
  }

  /** Enlarges the photo, or shows all of it again. */
  toggleZoom(about: Point = MIDDLE): void {
    this.#place(this.isZoomed ? FITTED : zoomAbout(FITTED, about, STEP));
  }

  /**
   * Does what a key stands for: `+`, `-` and `0` enlarge, arrows move what is enlarged.
   *
   * @returns Whether it stands for anything.
   */
  press(key: string): boolean {
    const { width, height } = this.getBoundingClientRect();
    const by = (x: number, y: number): void =>
      this.#place({ ...this.pose, x: this.pose.x + x * width, y: this.pose.y + y * height });
    if (key === '+' || key === '=') this.#place(zoomAbout(this.pose, MIDDLE, KEY_STEP));
    else if (key === '-') this.#place(zoomAbout(this.pose, MIDDLE, 1 / KEY_STEP));
    else if (key === '0') this.#place(FITTED);
    else if (!this.isZoomed) return false;
    else if (key === 'ArrowLeft') by(KEY_PAN, 0);
    else if (key === 'ArrowRight') by(-KEY_PAN, 0);
    else if (key === 'ArrowUp') by(0, KEY_PAN);
    else if (key === 'ArrowDown') by(0, -KEY_PAN);
    else return false;
    return true;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('photo');
    if (before && before.id !== this.photo?.id) this.#place(FITTED);
  }

  protected override render(): TemplateResult {
    const { x, y } = this.offset;
    return html`
      <div class="strip ${this.isZoomed ? 'zoomed' : ''}" .style=${`transform:translate(${x}px,${y}px)`}>
        ${repeat(
          [this.previous, this.photo, this.next].filter((photo) => photo !== undefined),
          // A neighbour that takes the stage brings along what has been decoded.
          ({ id }) => id,
          (photo) => this.#slide(photo),
        )}
      </div>
    `;
  }

  #slide(photo: StagedPhoto): TemplateResult {
    const { x, y, scale } = this.pose;
    const side = photo === this.photo ? 'here' : photo === this.next ? 'next' : 'previous';
    const transform = side === 'here' ? `translate(${x}px,${y}px) scale(${scale})` : 'none';
    return html`
      <div class="slide ${side}">
        ${photo.src ? picture(photo, side === 'here' ? photo.name : '', transform) : nothing}
      </div>
    `;
  }

  /** 1 where the next photo lies to the right, -1 where it lies to the left. */
  get #forward(): 1 | -1 {
    return getComputedStyle(this).direction === 'rtl' ? -1 : 1;
  }

  /** Places are told from the middle of the stage. */
  #at({ clientX, clientY }: MouseEvent): Point {
    const { left, top, width, height } = this.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  }

  readonly #down = (event: PointerEvent): void => {
    // With Ctrl, macOS opens a menu, and keeps the rest to itself.
    if (event.button !== 0 || (event.pointerType === 'mouse' && event.ctrlKey)) return;
    this.#settling?.finish();
    this.#wasGesture = false;
    this.#gestures.down(event.pointerId, this.#at(event), event.timeStamp);
  };

  readonly #moved = (event: PointerEvent): void => {
    // The button was let go where nobody told us.
    if (event.pointerType === 'mouse' && event.buttons === 0) {
      if (this.#gestures.isDown) this.#cancelled();
      return;
    }
    const move = this.#gestures.move(event.pointerId, this.#at(event), event.timeStamp);
    if (!move) return;
    // From now on it is ours, wherever the mouse goes. Before, it would have taken the click from what is under it.
    if (!this.hasPointerCapture(event.pointerId)) this.setPointerCapture(event.pointerId);
    this.#follow(move);
  };

  readonly #up = (event: PointerEvent): void => {
    const { isDown, isMoving } = this.#gestures;
    this.#wasGesture ||= isMoving;
    const end = this.#gestures.up(event.pointerId, event.timeStamp);
    if (end) this.#finish(end);
    // A swipe that became a pinch may end before the pinch has moved anything.
    else if (isDown && !this.#gestures.isDown) void this.#settle(MIDDLE);
  };

  readonly #cancelled = (): void => {
    this.#gestures.cancel();
    void this.#settle(MIDDLE);
  };

  readonly #wheeled = (event: WheelEvent): void => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? PIXELS_A_LINE : 1);
    // Two fingers that pinch on a touchpad come as a wheel with Ctrl, in much smaller steps.
    const factor = Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0025));
    this.#place(zoomAbout(this.pose, this.#at(event), factor));
  };

  /** Beside the photo; the browser makes a click of a drag as well. */
  readonly #clicked = (event: MouseEvent): void => {
    const isBeside = event.composedPath()[0] !== this.image;
    if (isBeside && !this.#wasGesture) this.dispatchEvent(new Event('dismiss'));
  };

  #follow(move: Move): void {
    if (move.kind === 'swipe') {
      const side = move.by * this.#forward < 0 ? this.next : this.previous;
      this.offset = { x: side ? move.by : move.by * RESISTANCE, y: 0 };
    } else if (move.kind === 'dismiss') {
      this.offset = { x: 0, y: move.by };
    } else if (move.kind === 'pan') {
      this.#place(movedBy(this.pose, move.by));
    } else {
      // A pinch that began as a swipe goes on where the photo belongs.
      this.offset = MIDDLE;
      this.#place(zoomAbout(movedBy(this.pose, move.by), move.about, move.factor));
    }
  }

  #finish(end: End): void {
    const { width, height } = this.getBoundingClientRect();
    if (end.kind === 'double-tap') {
      // The taps on a button beside the photo are none on it.
      if (this.image) this.toggleZoom(end.at);
    } else if (end.kind === 'swipe') {
      const step = end.by * this.#forward < 0 ? 1 : -1;
      const isTurned = (step > 0 ? this.next : this.previous) && isMeant(end, width);
      if (isTurned) void this.#turn(step, Math.sign(end.by) * (width + GAP));
      else void this.#settle(MIDDLE);
    } else if (end.kind === 'dismiss') {
      if (end.by > 0 && isMeant(end, height)) {
        this.offset = MIDDLE;
        this.dispatchEvent(new Event('dismiss'));
      } else void this.#settle(MIDDLE);
    }
  }

  async #turn(step: 1 | -1, x: number): Promise<void> {
    await this.#settle({ x, y: 0 });
    this.dispatchEvent(new CustomEvent<number>('turn', { detail: step }));
    this.offset = MIDDLE;
  }

  /** Moves all to a place, at once for those who want no motion. */
  async #settle(to: Point): Promise<void> {
    const { x, y } = this.offset;
    if (x === to.x && y === to.y) return;
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const animation = this.strip.animate(
      [{ transform: `translate(${x}px,${y}px)` }, { transform: `translate(${to.x}px,${to.y}px)` }],
      { duration: isStill ? 0 : SETTLE_MS, easing: 'ease-out' },
    );
    this.#settling = animation;
    await animation.finished.catch(() => undefined);
    this.offset = to;
  }

  #place(pose: Pose): void {
    const wasZoomed = this.isZoomed;
    const stage = this.getBoundingClientRect();
    this.pose = this.photo ? keepInView(pose, fitted(this.photo, stage), stage) : FITTED;
    if (wasZoomed !== this.isZoomed) this.dispatchEvent(new Event('zoom'));
  }
}

const movedBy = ({ scale, x, y }: Pose, by: Point): Pose => ({ scale, x: x + by.x, y: y + by.y });

/** As large as there is room, but no larger than it is; its box ends where the picture does. */
function picture({ src, width, height }: StagedPhoto, alt: string, transform: string): TemplateResult {
  const ratio = width / height;
  return html`<img
    alt=${alt}
    draggable="false"
    src=${ifDefined(src)}
    .style=${`width:min(100cqw,${width}px,calc(100cqh * ${ratio}));aspect-ratio:${ratio};transform:${transform}`}
  />`;
}

/** The size of that box. */
function fitted({ width, height }: StagedPhoto, stage: Size): Size {
  const scale = Math.min(1, stage.width / width, stage.height / height);
  return { width: width * scale, height: height * scale };
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-stage': PhotoStage;
  }
}
