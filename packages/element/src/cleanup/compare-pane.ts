import { css, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { StagePointers } from '../gallery/stage-pointers.ts';
import { type StagedPhoto, slide } from '../gallery/stage-slide.ts';
import { stageStyles } from '../gallery/stage-styles.ts';
import { FITTED, type Pose, type Size } from '../gallery/zoom.ts';
import type { Point } from '../ui/gestures.ts';

/** What the user wants to do with the photos: to enlarge them about a point, and to move them. */
export interface PoseChange {
  /** Relative to the centre of the pane, in CSS pixels. */
  readonly about: Point;
  /** Zoom factor; undefined to show 100 %, or the whole photo again. */
  readonly factor: number | undefined;
  readonly by: Point;
}

const UNMOVED: Point = { x: 0, y: 0 };

/**
 * One of two photos that are compared. Another element places both, so that they stay in step.
 *
 * @fires pose - With a {@link PoseChange}, while fingers or the wheel move.
 */
@customElement('photo-search-compare-pane')
export class ComparePane extends LitElement {
  static override styles = [
    stageStyles,
    css`
      :host {
        background: var(--empty);
        border-radius: var(--radius);
        cursor: grab;
      }
    `,
  ];

  @property({ attribute: false }) photo!: StagedPhoto;
  @property({ attribute: false }) pose: Pose = FITTED;
  /** Whether the photo is enlarged so far that its pixels should be seen as they are. */
  @property({ type: Boolean }) pixels = false;

  constructor() {
    super();
    new StagePointers(this, {
      // One finger always moves the photos: there is none to swipe to.
      isZoomed: () => true,
      touched: () => undefined,
      follow: (move) => {
        if (move.kind === 'pan') this.#move(UNMOVED, 1, move.by);
        else if (move.kind === 'pinch') this.#move(move.about, move.factor, move.by);
      },
      finish: (end) => {
        if (end.kind === 'double-tap') this.#move(end.at, undefined);
      },
      springBack: () => undefined,
      zoom: (about, factor) => this.#move(about, factor),
      clicked: () => undefined,
    });
  }

  /** Size in CSS pixels. */
  get size(): Size {
    return this.getBoundingClientRect();
  }

  protected override render(): TemplateResult {
    return slide(this.photo, 'here', this.pose, this.pixels);
  }

  #move(about: Point, factor: number | undefined, by = UNMOVED): void {
    this.dispatchEvent(new CustomEvent<PoseChange>('pose', { detail: { about, factor, by } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-compare-pane': ComparePane;
  }
}
