import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Strings } from '../i18n/strings.ts';
import type { PhotoMarks } from '../marks/photo-marks.ts';
import { type Match, thumbnailOf } from '../search/match.ts';
import { controls } from '../ui/controls.ts';
import { FocusKeeper } from '../ui/focus-keeper.ts';
import { type GridCell, gridCell, indexAt } from './grid-cell.ts';
import { DIVIDER_HEIGHT, gridDivider } from './grid-divider.ts';
import { cornerOf, type GridGeometry, layOut, moveFocus, revealAt, visibleSpan } from './grid-geometry.ts';
import { heldTop, indexOf } from './grid-hold.ts';
import { gridKeyOf } from './grid-keys.ts';
import { GridPicker } from './grid-picker.ts';
import { gridStyles } from './grid-styles.ts';
import type { MarkedPhoto, PhotoPick } from './photo-events.ts';
import type { SelectionMode } from './selection.ts';
import type { Thumbnails } from './thumbnails.ts';
import { videoBadgeStyles } from './video-badge.ts';

/** Rows rendered above and below the visible part, so that scrolling shows no gaps. */
const EXTRA_ROWS = 2;

/** Keys that move the other way where lines run from right to left. */
const MIRRORED: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

/**
 * A scrolling grid of photos. Only visible photos are in the document, so that it stays smooth however many there
 * are.
 *
 * @fires open - With the index of the photo that the user opened.
 * @fires pick - With a {@link PhotoPick}: the photo that the user chose, or stopped choosing.
 * @fires mark - With a {@link MarkedPhoto}: what a key said of the focused photo.
 * @fires pickall - When the user chooses all photos.
 * @fires picknone - When the user stops choosing.
 * @fires scrolled - With the index of the first photo that is visible now.
 */
@customElement('photo-search-grid')
export class PhotoGrid extends LitElement {
  static override styles = [controls, gridStyles, videoBadgeStyles];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** The photos, in order. */
  @property({ attribute: false }) items: readonly Match[] = [];
  /** Index of the first photo that is less likely; undefined if that is not known. */
  @property({ attribute: false }) likely: number | undefined;
  /** Changes with the query. The grid then scrolls back to the top. */
  @property({ attribute: false }) epoch = 0;
  /** Source of the thumbnails. */
  @property({ attribute: false }) thumbnails: Thumbnails | undefined;

  /** Whether a click chooses a photo instead of opening it. */
  @property() selection: SelectionMode = 'none';
  /** Ids of the chosen photos. */
  @property({ attribute: false }) chosen: ReadonlySet<number> = new Set();
  /** What was said of the photos; undefined if they cannot be marked. Then only `selection` lets them be chosen. */
  @property({ attribute: false }) marks: PhotoMarks | undefined;

  @state() private width = 0;
  @state() private viewHeight = 0;
  @state() private top = 0;
  /** The smallest side of a tile, and the gap, in pixels. */
  @state() private tile = 1;
  @state() private gap = 0;
  /** The cell that Tab moves to. */
  @state() private active = 0;
  @query('.scroller') private scroller!: HTMLElement;
  @query('.ruler') private ruler!: HTMLElement;
  @query('[role=list]') private list!: HTMLElement;

  readonly #resizes = new ResizeObserver(() => this.#measure());
  #grid: GridGeometry = layOut(0, 0, 1, 0);
  readonly #picker = new GridPicker(this, {
    canPick: () => this.#click !== 'open',
    isPicking: () => this.#click === 'choose',
    indexOf: (element) => indexAt(element),
    pick: (index, extend) => this.#pick(index, extend),
  });

  constructor() {
    super();
    // The focused photo may disappear from the results, or move up or down.
    new FocusKeeper(this, () => void this.focusPhoto(this.active));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  /** Scrolls a photo into view and focuses it. */
  async focusPhoto(index: number): Promise<void> {
    if (index < 0 || index >= this.items.length) return;
    this.active = index;
    this.scroller.scrollTop = revealAt(this.#grid, index, this.scroller.scrollTop, this.viewHeight);
    this.top = this.scroller.scrollTop;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-index='${index}']`)?.focus({ preventScroll: true });
  }

  /** Scrolls so that a photo is in the first row. */
  scrollToPhoto(index: number): void {
    this.scroller.scrollTop = cornerOf(this.#grid, index).y;
    // The event comes later than the next frame.
    this.#scrolled();
  }

  protected override firstUpdated(): void {
    this.#resizes.observe(this.ruler);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = this.#grid;
    const divider = this.likely === undefined ? undefined : { at: this.likely, height: DIVIDER_HEIGHT };
    this.#grid = layOut(this.width, this.items.length, this.tile, this.gap, divider);
    const old = changed.get('items');
    if (changed.has('epoch')) this.active = 0;
    else if (old) {
      const now = indexOf(this.items, old[this.active]?.photo.id);
      this.active = now >= 0 ? now : Math.max(0, Math.min(this.active, this.items.length - 1));
      this.#hold(before, old);
    } else if (before.columns !== this.#grid.columns) this.#hold(before, this.items);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('epoch')) {
      this.scroller.scrollTop = 0;
    } else if (this.#heldTop !== undefined) {
      this.scroller.scrollTop = this.#heldTop;
    }
    this.#heldTop = undefined;
    const { from, to } = this.#span();
    const ids = this.items.slice(from, to).map(({ photo }) => photo.id);
    this.thumbnails?.want(this.items.slice(from, to).map(thumbnailOf));
    this.marks?.want('grid', ids);
    const first = visibleSpan(this.#grid, this.top, this.viewHeight, 0).from;
    if (first === this.#first) return;
    this.#first = first;
    this.dispatchEvent(new CustomEvent<number>('scrolled', { detail: first }));
  }

  protected override render(): TemplateResult {
    const { from, to } = this.#span();
    const shown = this.items.slice(from, to).map((match, offset) => ({ match, index: from + offset }));
    const active = this.items[this.active];
    // Render the active item even if it is scrolled away, so that focus is not lost and Tab can find it.
    if (active && this.active < from) shown.unshift({ match: active, index: this.active });
    if (active && this.active >= to) shown.push({ match: active, index: this.active });
    // Firefox makes every scroller a tab stop: https://developer.chrome.com/blog/keyboard-focusable-scrollers
    return html`
      <div class="scroller" tabindex="-1" @scroll=${this.#scrolled}>
        <div class="ruler"></div>
        <div class="canvas">
        <div
          role="list"
          aria-label=${this.strings.photoList}
          .style=${`height:${this.#grid.height}px`}
          @focusin=${this.#focused}
          @keydown=${this.#pressed}
          @click=${this.#clicked}
        >
          ${repeat(
            shown,
            ({ match }) => match.photo.id,
            ({ match, index }) => this.#cell(match, index),
          )}
        </div>
        ${gridDivider(this.strings, this.#grid, this.gap)}
        </div>
      </div>
    `;
  }

  #cell(match: Match, index: number): TemplateResult {
    return gridCell({
      match,
      index,
      strings: this.strings,
      count: this.items.length,
      corner: cornerOf(this.#grid, index),
      side: this.#grid.cell,
      src: this.thumbnails?.url(thumbnailOf(match)),
      isTabStop: index === this.active,
      click: this.#click,
      isChosen: this.chosen.has(match.photo.id),
      marks: this.marks?.of(match.photo.id),
    });
  }

  get #click(): GridCell['click'] {
    if (this.selection !== 'none' || this.chosen.size > 0) return 'choose';
    return this.marks ? 'offer' : 'open';
  }

  #span(): { from: number; to: number } {
    return visibleSpan(this.#grid, this.top, this.viewHeight, EXTRA_ROWS);
  }

  #heldTop: number | undefined;
  /** Index of the first visible photo. */
  #first = 0;

  /** Keeps the first visible photo in place. */
  #hold(grid: GridGeometry, items: readonly Match[]): void {
    const top = heldTop({ grid, items }, { grid: this.#grid, items: this.items }, this.top);
    if (top === undefined) return;
    this.#heldTop = top;
    this.top = top;
  }

  #measure(): void {
    const { scroller } = this;
    scroller.style.setProperty('--scrollbar', `${scroller.offsetWidth - scroller.clientWidth}px`);
    const { inlineSize, blockSize } = getComputedStyle(this.ruler);
    this.tile = Math.max(1, Number.parseFloat(inlineSize));
    this.gap = Number.parseFloat(blockSize);
    this.width = this.list.clientWidth;
    this.viewHeight = scroller.clientHeight - Number.parseFloat(getComputedStyle(scroller).paddingTop);
  }

  #scrolled(): void {
    this.top = this.scroller.scrollTop;
  }

  /** Screen readers focus any photo. */
  #focused({ target }: Event): void {
    this.active = indexAt(target as Element) ?? this.active;
  }

  #pressed(event: KeyboardEvent): void {
    if (this.#choosesByKey(event)) {
      event.preventDefault();
      // Escape would close what is around the grid as well.
      event.stopPropagation();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isMirrored = getComputedStyle(this).direction === 'rtl';
    const key = (isMirrored && MIRRORED[event.key]) || event.key;
    const to = moveFocus(this.#grid, this.active, key, this.viewHeight);
    if (to === undefined) return;
    event.preventDefault();
    if (event.shiftKey && this.#click !== 'open') this.#extendTo(to);
    void this.focusPhoto(to);
  }

  /** @returns Whether the key chose or marked photos. */
  #choosesByKey(event: KeyboardEvent): boolean {
    if (this.#click === 'open') return false;
    const action = gridKeyOf(event, this.marks !== undefined, this.chosen.size > 0);
    if (action === undefined) return false;
    if (action === 'pick') this.#pick(this.active, false);
    else if (typeof action === 'string') this.dispatchEvent(new Event(action));
    else {
      const detail: MarkedPhoto = { index: this.active, mark: action.mark };
      this.dispatchEvent(new CustomEvent('mark', { detail }));
    }
    return true;
  }

  /** Chooses the focused photo too, if it is the first one. */
  #extendTo(index: number): void {
    const id = this.items[this.active]?.photo.id;
    if (id !== undefined && !this.chosen.has(id)) this.#pick(this.active, false);
    this.#pick(index, true);
  }

  #pick(index: number, extend: boolean): void {
    const detail: PhotoPick = { index, extend };
    this.dispatchEvent(new CustomEvent('pick', { detail }));
  }

  #clicked(event: MouseEvent): void {
    if (this.#picker.takesClick()) return;
    const { index, open, check } = (event.target as Element).closest('button')?.dataset ?? {};
    const at = index ?? open ?? check;
    if (at === undefined) return;
    this.active = Number(at);
    const opens = open !== undefined || (check === undefined && this.#click !== 'choose');
    if (opens) this.dispatchEvent(new CustomEvent<number>('open', { detail: this.active }));
    else this.#pick(this.active, event.shiftKey);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-grid': PhotoGrid;
  }
}
