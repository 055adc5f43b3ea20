import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type End, isMeant, type Move, type Point } from '../ui/gestures.ts';
import { StagePointers } from './stage-pointers.ts';
import { type StagedPhoto, slide, turnedSize } from './stage-slide.ts';
import { GAP, stageStyles } from './stage-styles.ts';
import {
  actualScale,
  closeUpScale,
  FITTED,
  fittedSize,
  keepInView,
  maximumScale,
  type Pose,
  SQUARE_PIXELS,
  zoomAbout,
} from './zoom.ts';

/** The centre of the stage; also the offset of an unmoved photo. */
const MIDDLE: Point = { x: 0, y: 0 };

/** Zoom factor of a key. */
const KEY_STEP = 1.5;

/** How far an arrow key moves an enlarged photo, as a fraction of the stage. */
const KEY_PAN = 0.2;

/** How far a photo without a neighbour follows the finger, as a fraction of the finger's movement. */
const RESISTANCE = 0.25;

/** Duration of the animation that moves a photo to its place, in milliseconds. */
const SETTLE_MS = 180;

/** Duration of the animation that fades a photo in, in milliseconds. */
const FADE_MS = 500;

/**
 * Shows one photo as large as fits, and follows swipes, pinches, pans and the mouse wheel.
 *
 * @fires turn - With 1 for the next photo, -1 for the previous one.
 * @fires dismiss - When the user is done with it.
 * @fires zoom - When it takes more or less room on the screen.
 */
@customElement('photo-search-stage')
export class PhotoStage extends LitElement {
  static override styles = stageStyles;

  /** The photo on the stage. */
  @property({ attribute: false }) photo: StagedPhoto | undefined;
  /** Its neighbours, which come into view during a swipe. */
  @property({ attribute: false }) previous: StagedPhoto | undefined;
  @property({ attribute: false }) next: StagedPhoto | undefined;
  @state() private pose: Pose = FITTED;
  /** How far the fingers have moved the strip. */
  @state() private offset: Point = MIDDLE;
  @query('.strip') private strip!: HTMLElement;
  @query('.here .picture') private picture!: HTMLElement | null;

  readonly #resizes = new ResizeObserver(() => this.#place(this.pose));
  #settling: Animation | undefined;

  constructor() {
    super();
    new StagePointers(this, {
      isZoomed: () => this.isZoomed,
      touched: () => this.#settling?.finish(),
      follow: (move) => this.#follow(move),
      finish: (end) => this.#finish(end),
      springBack: () => void this.#settle(MIDDLE),
      zoom: (about, factor) => this.#zoom(about, factor),
      clicked: (event) => {
        const isBeside = !this.picture || !event.composedPath().includes(this.picture);
        if (isBeside) this.dispatchEvent(new Event('dismiss'));
      },
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  /** Whether the photo is enlarged. */
  get isZoomed(): boolean {
    return this.pose.scale > 1;
  }

  /** Size of the photo on the screen, in percent: at 100, a pixel of the photo is a pixel of the screen. */
  get percent(): number {
    return (this.pose.scale / this.#actual) * 100;
  }

  /** Pixels of the screen that the long side of the photo takes. */
  get pixels(): number {
    const { width, height } = this.photo ?? { width: 0, height: 0 };
    return (Math.max(width, height) * this.percent) / 100;
  }

  /** Shows 100 % of the photo, or all of it again. */
  toggleZoom(about: Point = MIDDLE): void {
    if (this.isZoomed) this.#place(FITTED);
    else this.#zoom(about, closeUpScale(this.#actual));
  }

  /**
   * Handles a key: `+` and `-` zoom, arrows move an enlarged photo.
   *
   * @returns Whether the key has a meaning.
   */
  press(key: string): boolean {
    const { width, height } = this.getBoundingClientRect();
    const by = (x: number, y: number): void =>
      this.#place(movedBy(this.pose, { x: x * width, y: y * height }));
    if (key === '+' || key === '=') this.#zoom(MIDDLE, KEY_STEP);
    else if (key === '-') this.#zoom(MIDDLE, 1 / KEY_STEP);
    else if (!this.isZoomed) return false;
    else if (key === 'ArrowLeft') by(KEY_PAN, 0);
    else if (key === 'ArrowRight') by(-KEY_PAN, 0);
    else if (key === 'ArrowUp') by(0, KEY_PAN);
    else if (key === 'ArrowDown') by(0, -KEY_PAN);
    else return false;
    return true;
  }

  /** Fades the photo in, unless the user prefers reduced motion. */
  fadeIn(): void {
    if (!isStill()) this.strip.animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE_MS });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('photo');
    if (before && (before.id !== this.photo?.id || before.turn !== this.photo.turn)) this.#place(FITTED);
  }

  protected override render(): TemplateResult {
    const { x, y } = this.offset;
    const showsPixels = this.isZoomed && this.percent >= SQUARE_PIXELS * 100;
    return html`
      <div class="strip ${this.isZoomed ? 'zoomed' : ''}" .style=${`transform:translate(${x}px,${y}px)`}>
        ${repeat(
          [this.previous, this.photo, this.next].filter((photo) => photo !== undefined),
          // Keyed by id, so that a neighbour keeps its decoded image when it becomes current.
          ({ id }) => id,
          (photo) => {
            const side = photo === this.photo ? 'here' : photo === this.next ? 'next' : 'previous';
            return slide(photo, side, this.pose, showsPixels);
          },
        )}
      </div>
    `;
  }

  /** 1 if the next photo lies to the right, -1 if it lies to the left. */
  get #forward(): 1 | -1 {
    return getComputedStyle(this).direction === 'rtl' ? -1 : 1;
  }

  /** The scale of 100 %. */
  get #actual(): number {
    const stage = this.getBoundingClientRect();
    return this.photo && stage.width > 0 ? actualScale(turnedSize(this.photo), stage, devicePixelRatio) : 1;
  }

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
      this.#place(
        zoomAbout(movedBy(this.pose, move.by), move.about, move.factor, maximumScale(this.#actual)),
      );
    }
  }

  #finish(end: End): void {
    const { width, height } = this.getBoundingClientRect();
    if (end.kind === 'double-tap') {
      // Taps on a button beside the photo do not count.
      if (this.picture) this.toggleZoom(end.at);
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
    const animation = this.strip.animate(
      [{ transform: `translate(${x}px,${y}px)` }, { transform: `translate(${to.x}px,${to.y}px)` }],
      { duration: isStill() ? 0 : SETTLE_MS, easing: 'ease-out' },
    );
    this.#settling = animation;
    await animation.finished.catch(() => undefined);
    this.offset = to;
  }

  #zoom(about: Point, factor: number): void {
    this.#place(zoomAbout(this.pose, about, factor, maximumScale(this.#actual)));
  }

  #place(pose: Pose): void {
    const before = this.pose.scale;
    const stage = this.getBoundingClientRect();
    this.pose = this.photo ? keepInView(pose, fittedSize(turnedSize(this.photo), stage), stage) : FITTED;
    if (before !== this.pose.scale) this.dispatchEvent(new Event('zoom'));
  }
}

const movedBy = ({ scale, x, y }: Pose, by: Point): Pose => ({ scale, x: x + by.x, y: y + by.y });

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-stage': PhotoStage;
  }
}
