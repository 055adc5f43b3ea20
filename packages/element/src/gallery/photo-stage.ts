import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import { type End, Gestures, isMeant, type Move, type Point } from '../ui/gestures.ts';
import { FITTED, keepInView, type Pose, type Size, zoomAbout } from './zoom.ts';

/** A photo on the stage, or a neighbour. */
export interface StagedPhoto {
  readonly id: number;
  readonly name: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** URL of the best available image, which may be a small preview; undefined if there is none yet. */
  readonly src: string | undefined;
}

/** The centre of the stage; also the offset of an unmoved photo. */
const MIDDLE: Point = { x: 0, y: 0 };

/** Zoom factor of a double tap and of the button. */
const STEP = 2.5;

/** Zoom factor of a key. */
const KEY_STEP = 1.5;

/** How far an arrow key moves an enlarged photo, as a fraction of the stage. */
const KEY_PAN = 0.2;

/** How far a photo without a neighbour follows the finger, as a fraction of the finger's movement. */
const RESISTANCE = 0.25;

/** Gap between neighbours, in pixels. */
const GAP = 24;

/** Duration of the animation that moves a photo to its place, in milliseconds. */
const SETTLE_MS = 180;

/** Wheels report lines or pixels: https://w3c.github.io/uievents/#dom-wheelevent-deltamode */
const PIXELS_A_LINE = 16;

/**
 * Shows one photo as large as fits, and follows swipes, pinches, pans and the mouse wheel.
 *
 * @fires turn - With 1 for the next photo, -1 for the previous one.
 * @fires dismiss - When the user is done with it.
 * @fires zoom - When it was enlarged, or is no longer.
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
  /** Its neighbours, which come into view during a swipe. */
  @property({ attribute: false }) previous: StagedPhoto | undefined;
  @property({ attribute: false }) next: StagedPhoto | undefined;
  @state() private pose: Pose = FITTED;
  /** How far the fingers have moved the strip. */
  @state() private offset: Point = MIDDLE;
  @query('.strip') private strip!: HTMLElement;
  @query('.here img') private image!: HTMLImageElement | null;

  readonly #gestures = new Gestures(() => this.isZoomed);
  #settling: Animation | undefined;
  /** Whether the next click belongs to a gesture. */
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

  /** Enlarges the photo, or fits it to the stage again. */
  toggleZoom(about: Point = MIDDLE): void {
    this.#place(this.isZoomed ? FITTED : zoomAbout(FITTED, about, STEP));
  }

  /**
   * Handles a key: `+`, `-` and `0` zoom, arrows move an enlarged photo.
   *
   * @returns Whether the key has a meaning.
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
          // Keyed by id, so that a neighbour keeps its decoded image when it becomes current.
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

  /** 1 if the next photo lies to the right, -1 if it lies to the left. */
  get #forward(): 1 | -1 {
    return getComputedStyle(this).direction === 'rtl' ? -1 : 1;
  }

  /** Converts to coordinates relative to the centre of the stage. */
  #at({ clientX, clientY }: MouseEvent): Point {
    const { left, top, width, height } = this.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  }

  readonly #down = (event: PointerEvent): void => {
    // With Ctrl, macOS opens a context menu and dispatches no further events.
    if (event.button !== 0 || (event.pointerType === 'mouse' && event.ctrlKey)) return;
    this.#settling?.finish();
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
    if (!this.hasPointerCapture(event.pointerId)) this.setPointerCapture(event.pointerId);
    this.#follow(move);
  };

  readonly #up = (event: PointerEvent): void => {
    const { isDown, isMoving } = this.#gestures;
    this.#wasGesture ||= isMoving;
    const end = this.#gestures.up(event.pointerId, event.timeStamp);
    if (end) this.#finish(end);
    // A swipe that became a pinch may end before the pinch moved anything.
    else if (isDown && !this.#gestures.isDown) void this.#settle(MIDDLE);
  };

  readonly #cancelled = (): void => {
    this.#gestures.cancel();
    void this.#settle(MIDDLE);
  };

  readonly #wheeled = (event: WheelEvent): void => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? PIXELS_A_LINE : 1);
    // A pinch on a touchpad arrives as wheel events with Ctrl, in much smaller steps.
    const factor = Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.0025));
    this.#place(zoomAbout(this.pose, this.#at(event), factor));
  };

  /** Dismisses on a click beside the photo, but not on the click that the browser dispatches after a drag. */
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
      // A pinch that began as a swipe continues with the photo at its place.
      this.offset = MIDDLE;
      this.#place(zoomAbout(movedBy(this.pose, move.by), move.about, move.factor));
    }
  }

  #finish(end: End): void {
    const { width, height } = this.getBoundingClientRect();
    if (end.kind === 'double-tap') {
      // Taps on a button beside the photo do not count.
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

  /** Animates the strip to an offset, or jumps there if the user prefers reduced motion. */
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

/** As large as fits, but no larger than its own size. The element's box ends where the image does. */
function picture({ src, width, height }: StagedPhoto, alt: string, transform: string): TemplateResult {
  const ratio = width / height;
  return html`<img
    alt=${alt}
    draggable="false"
    src=${ifDefined(src)}
    .style=${`width:min(100cqw,${width}px,calc(100cqh * ${ratio}));aspect-ratio:${ratio};transform:${transform}`}
  />`;
}

/** The size of the image's box. */
function fitted({ width, height }: StagedPhoto, stage: Size): Size {
  const scale = Math.min(1, stage.width / width, stage.height / height);
  return { width: width * scale, height: height * scale };
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-stage': PhotoStage;
  }
}
