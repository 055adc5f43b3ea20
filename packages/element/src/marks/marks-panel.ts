import type { Marks } from '@web-clip/photos';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strings } from '../i18n/strings.ts';
import { controls } from '../ui/controls.ts';
import { fieldStyles } from '../ui/field.ts';
import { closeIcon } from '../ui/icons.ts';
import type { MarkRequest } from './marking.ts';
import type { MarkedLibrary } from './photo-marks.ts';
import { starsOf } from './stars.ts';

/**
 * Rating and labels of photos.
 *
 * @fires mark - With a {@link MarkRequest}.
 */
@customElement('photo-search-marks')
export class MarksPanel extends LitElement {
  static override styles = [
    controls,
    fieldStyles,
    css`
      :host {
        display: block;
      }

      h3 {
        margin: 0.9rem 0 0.25rem;
        font-size: 0.75rem;
        font-weight: 400;
        color: color-mix(in oklab, currentcolor 75%, transparent);
      }

      .stars {
        display: flex;
        margin-inline-start: -0.35rem;
        border: 0;
        padding: 0;
      }

      .stars svg {
        fill: none;
      }

      .stars .given svg {
        fill: currentcolor;
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35rem;
        margin: 0 0 0.5rem;
        padding: 0;
        list-style: none;
      }

      li {
        display: inline-flex;
        align-items: center;
        padding-inline-start: 0.75rem;
        border: 1px solid var(--line);
        border-radius: 1.25rem;
        font-size: 0.875rem;
        overflow-wrap: anywhere;
      }

      li .icon-button {
        width: max(1.75rem, var(--touch, 0px));
        min-height: max(1.75rem, var(--touch, 0px));
      }

      li svg {
        width: 0.9rem;
        height: 0.9rem;
      }

      .count {
        margin-inline-start: 0.5em;
        color: color-mix(in oklab, currentcolor 75%, transparent);
        font-variant-numeric: tabular-nums;
      }

      form {
        display: flex;
        gap: 0.5rem;
      }

    `,
  ];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  @property({ attribute: false }) library: MarkedLibrary | undefined;
  /** Ids of the photos. */
  @property({ attribute: false }) photos: readonly number[] = [];

  @state() private marks: readonly Marks[] = [];
  /** All labels of the library. */
  @state() private known: readonly string[] = [];
  @query('input') private input!: HTMLInputElement;
  #unsubscribe: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listen(undefined);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('library') || !this.#unsubscribe) this.#listen(this.library);
    if (changed.has('library') || changed.has('photos')) void this.#look();
  }

  protected override render(): TemplateResult {
    const { strings, marks } = this;
    const ratings = new Set(marks.map(({ rating }) => rating));
    const rating = ratings.size === 1 ? [...ratings][0] : undefined;
    return html`
      <h3 id="rating">${strings.rating}</h3>
      ${starsOf(strings, rating, (stars) => this.#mark({ rating: stars }))}
      <h3 id="labels">${strings.labels}</h3>
      ${this.#labels()}
      <form @submit=${this.#add}>
        <input class="field" aria-label=${strings.addLabel} placeholder=${strings.addLabel} list="known" autocomplete="off" maxlength="100" />
        <datalist id="known">${this.known.map((label) => html`<option value=${label}></option>`)}</datalist>
        <button part="button" class="button">${strings.add}</button>
      </form>
    `;
  }

  #labels(): TemplateResult | typeof nothing {
    const { strings, marks } = this;
    const counts = new Map<string, number>();
    for (const label of marks.flatMap(({ labels }) => labels))
      counts.set(label, (counts.get(label) ?? 0) + 1);
    if (counts.size === 0) return nothing;
    const label = ([name, count]: [string, number]): TemplateResult => html`
      <li>
        <bdi>${name}</bdi>
        ${count < marks.length ? html`<span class="count">${strings.countOf(count, marks.length)}</span>` : nothing}
        <button part="icon-button" class="icon-button" aria-label=${strings.removeLabel(name)} title=${strings.removeLabel(name)} @click=${() => this.#mark({ labels: { remove: [name] } })}>${closeIcon}</button>
      </li>
    `;
    return html`<ul aria-labelledby="labels">${[...counts].map(label)}</ul>`;
  }

  #listen(library: MarkedLibrary | undefined): void {
    this.#unsubscribe?.();
    this.#unsubscribe = library?.marks.subscribe(() => void this.#look());
  }

  async #look(): Promise<void> {
    const { library, photos } = this;
    if (!library) return;
    // Without an answer, nothing was said of them. The library reports important errors.
    const [marks, facets] = await Promise.all([
      library.marks.get(photos).catch(() => []),
      library.facets().catch(() => undefined),
    ]);
    if (photos !== this.photos || library !== this.library) return;
    this.marks = marks;
    this.known = facets?.labels.map(({ value }) => value) ?? [];
  }

  readonly #add = (event: Event): void => {
    event.preventDefault();
    const label = this.input.value.trim();
    if (label === '') return;
    this.input.value = '';
    this.#mark({ labels: { add: [label] } });
  };

  #mark(change: MarkRequest['change']): void {
    const detail: MarkRequest = { photos: this.photos, change };
    this.dispatchEvent(new CustomEvent('mark', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-marks': MarksPanel;
  }
}
