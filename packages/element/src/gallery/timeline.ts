import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import type { Match } from '../search/match.ts';
import { type Month, monthAt, monthsOf } from './months.ts';

/** Least distance between the names of two years, in pixels. */
const YEAR_DISTANCE = 22;

/**
 * The months of photos that are sorted by date, as a scrubber beside the grid. A place on it is a share of the photos, as
 * on a scrollbar, so that months with many photos are long.
 *
 * @fires seek - With the index of the photo to scroll to.
 */
@customElement('photo-search-timeline')
export class Timeline extends LitElement {
  static override styles = css`
    :host {
      position: relative;
      display: block;
      width: 3.25rem;
      margin-block: 2px var(--inset);
      margin-inline-end: calc(var(--inset) - 0.5rem);
      font-size: 0.75rem;
      font-variant-numeric: tabular-nums;
      user-select: none;
    }

    [role='slider'] {
      position: absolute;
      inset: 0;
      cursor: pointer;
      touch-action: none;
      border-radius: 5px;
    }

    [role='slider']:focus-visible {
      outline: 2px solid var(--accent);
    }

    span {
      position: absolute;
      inset-inline: 0;
      transform: translateY(-50%);
      padding-inline-end: 0.75rem;
      color: var(--muted);
      text-align: end;
      pointer-events: none;
    }

    i {
      position: absolute;
      inset-inline-end: 0.3rem;
      width: 4px;
      height: 1px;
      background: var(--edge);
      pointer-events: none;
    }

    .thumb {
      position: absolute;
      inset-inline: 0.2rem;
      height: 3px;
      margin-top: -1px;
      border-radius: 2px;
      background: var(--accent);
      pointer-events: none;
    }

    output {
      position: absolute;
      z-index: 1;
      inset-inline-end: calc(100% + 0.25rem);
      transform: translateY(-50%);
      padding: 0.25rem 0.7rem;
      border-radius: 1rem;
      background: var(--text);
      color: var(--page);
      font-size: 0.8125rem;
      font-weight: 550;
      white-space: nowrap;
      pointer-events: none;
    }

    @media (max-width: 40rem) {
      :host {
        width: 2.75rem;
        font-size: 0.6875rem;
      }
    }
  `;

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** The photos, newest first. */
  @property({ attribute: false }) items: readonly Match[] = [];
  /** Index of the first photo that is visible in the grid. */
  @property({ attribute: false }) first = 0;

  /** Height in pixels. */
  @state() private height = 0;
  /** Index of the photo under the pointer. */
  @state() private pointed: number | undefined;
  @query('[role=slider]') private track!: HTMLElement;
  readonly #resizes = new ResizeObserver(([entry]) => {
    this.height = entry?.contentRect.height ?? 0;
  });
  #months: readonly Month[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('items')) this.#months = monthsOf(this.items);
  }

  protected override render(): TemplateResult {
    const shown = this.pointed ?? this.first;
    const month = monthAt(this.#months, shown);
    return html`
      <div
        part="timeline"
        role="slider"
        tabindex="0"
        aria-label=${this.strings.timeline}
        aria-orientation="vertical"
        aria-valuemin="0"
        aria-valuemax=${Math.max(0, this.#months.length - 1)}
        aria-valuenow=${monthAt(this.#months, this.first)}
        aria-valuetext=${this.#nameOf(monthAt(this.#months, this.first))}
        @keydown=${this.#pressed}
        @pointerdown=${this.#grabbed}
        @pointermove=${this.#moved}
        @pointerup=${this.#left}
        @pointercancel=${this.#left}
        @pointerleave=${this.#left}
      >
        ${this.#marks()}
        <div class="thumb" .style=${`top:${this.#share(this.first)}%`}></div>
      </div>
      ${
        this.pointed === undefined
          ? nothing
          : html`<output part="timeline-month" aria-hidden="true" .style=${`top:${this.#share(shown)}%`}>${this.#nameOf(month)}</output>`
      }
    `;
  }

  /** The names of years where there is room, and a line for every other month. */
  #marks(): TemplateResult[] {
    const marks: TemplateResult[] = [];
    let year: number | undefined;
    let lastYear = Number.NEGATIVE_INFINITY;
    let lastMonth = Number.NEGATIVE_INFINITY;
    for (const { from, start } of this.#months) {
      const y = (from / this.items.length) * this.height;
      const thisYear = new Date(start).getFullYear();
      const style = `top:${this.#share(from)}%`;
      if (thisYear !== year && y - lastYear >= YEAR_DISTANCE) {
        marks.push(html`<span .style=${style}>${this.strings.partOfDate(start, 'year')}</span>`);
        lastYear = y;
      } else if (y - lastMonth >= 4) {
        marks.push(html`<i .style=${style}></i>`);
        lastMonth = y;
      }
      year = thisYear;
    }
    return marks;
  }

  /** @returns Where a photo is on the track, in percent. */
  #share(index: number): string {
    return ((100 * index) / Math.max(1, this.items.length)).toFixed(3);
  }

  #nameOf(month: number): string {
    const { start } = this.#months[month] ?? {};
    return start === undefined ? '' : this.strings.partOfDate(start, 'month');
  }

  #seek(index: number): void {
    this.dispatchEvent(new CustomEvent<number>('seek', { detail: index }));
  }

  #pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const now = monthAt(this.#months, this.first);
    const last = this.#months.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: now + 1,
      ArrowUp: now - 1,
      ArrowRight: now + 1,
      ArrowLeft: now - 1,
      PageDown: now + 12,
      PageUp: now - 12,
      Home: 0,
      End: last,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#seek(this.#months[Math.min(last, Math.max(0, step))]?.from ?? 0);
  }

  #grabbed(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.track.setPointerCapture(event.pointerId);
    this.pointed = this.#indexAt(event);
    this.#seek(this.pointed);
  }

  #moved(event: PointerEvent): void {
    this.pointed = this.#indexAt(event);
    if (this.track.hasPointerCapture(event.pointerId)) this.#seek(this.pointed);
  }

  #left(event: PointerEvent): void {
    if (event.type === 'pointerleave' && this.track.hasPointerCapture(event.pointerId)) return;
    if (event.type !== 'pointerup' || event.pointerType !== 'mouse') this.pointed = undefined;
  }

  #indexAt({ clientY }: PointerEvent): number {
    const { top, height } = this.track.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientY - top) / Math.max(1, height)));
    return Math.min(this.items.length - 1, Math.floor(share * this.items.length));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-timeline': Timeline;
  }
}
