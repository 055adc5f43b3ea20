import type { DayRange, Facets, Filter, Library } from '@web-clip/photos';
import { parseQuery, printQuery, type QueryTerm } from '@web-clip/photos/query-language';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FilterName } from '../i18n/formats.ts';
import type { Strings } from '../i18n/strings.ts';
import { controls } from '../ui/controls.ts';
import { dialogContent, dialogStyles } from '../ui/dialog.ts';
import { showModal } from '../ui/modal.ts';
import type { Chip, ChipContent } from './box-query.ts';
import { chipLabel } from './chip-label.ts';

/** A filter with one value. */
type ValueFilter = Exclude<Filter, { taken: unknown }>;

/** What an edited chip becomes; undefined if it is removed. */
export interface ChipEdit {
  readonly key: number;
  readonly content: ChipContent | undefined;
}

/** The weights that can be chosen with the slider. */
const MOST = 2;
const STEP = 0.25;

/** The facet that completes the value of a filter. */
const FACETS: Readonly<Record<FilterName, keyof Facets | undefined>> = {
  near: 'places',
  place: 'places',
  camera: 'cameras',
  lens: 'lenses',
  is: 'kinds',
  rating: 'ratings',
  label: 'labels',
  album: 'albums',
  // To list the groups takes long.
  group: undefined,
  folder: 'folders',
  type: 'types',
};

/**
 * Edits a chip of the search box: its words or value, its weight, and whether it leaves photos out. Results follow at once.
 *
 * @fires change - With the {@link ChipEdit}.
 */
@customElement('photo-search-chip-editor')
export class ChipEditor extends LitElement {
  static override styles = [
    controls,
    dialogStyles,
    css`
      dialog.sheet {
        width: min(26rem, calc(100vw - 2rem));
      }

      label {
        display: grid;
        gap: 0.3rem;
        margin-block-end: 1rem;
      }

      label.check {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        min-height: var(--touch, 0px);
      }

      input:not([type='range'], [type='checkbox']) {
        min-width: 0;
        min-height: max(2.5rem, var(--touch, 0px));
        padding: 0 0.7rem;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
        color: inherit;
        font: inherit;
        /* Safari enlarges the page for any smaller one. */
        font-size: max(16px, 1rem);
      }

      input[type='range'] {
        width: 100%;
        min-height: var(--touch, 0px);
        accent-color: var(--accent);
      }

      input[type='checkbox'] {
        width: 1.15rem;
        height: 1.15rem;
        accent-color: var(--accent);
      }

      .days {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
        gap: 0 1rem;
      }

      output {
        color: var(--muted);
        font-size: 0.875rem;
      }

      .wrong {
        margin: -0.6rem 0 1rem;
        color: var(--danger);
        font-size: 0.875rem;
      }

      footer {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: 0.5rem;
      }
    `,
  ];

  /** The texts. */
  @property({ attribute: false }) strings!: Strings;
  /** The library whose values are offered. */
  @property({ attribute: false }) library: Library | undefined;
  @state() private chip: Chip | undefined;
  /** What is in the field that is not understood. */
  @state() private wrong: string | undefined;
  @state() private values: readonly string[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private firstInput!: HTMLInputElement | null;

  /** Opens the editor for a chip. */
  async show(chip: Chip): Promise<void> {
    this.chip = chip;
    this.wrong = undefined;
    this.values = [];
    await this.updateComplete;
    showModal(this.dialog);
    this.firstInput?.focus();
    if (!('filter' in chip) || 'taken' in chip.filter) return;
    const facets = await this.library?.facets().catch(() => undefined);
    const facet = FACETS[nameOf(chip.filter)];
    this.values = facet ? (facets?.[facet].map(({ value }) => value) ?? []) : [];
  }

  protected override render(): TemplateResult {
    const { strings, chip } = this;
    return dialogContent(
      strings,
      chip ? chipLabel(strings, chip) : '',
      html`
        <form method="dialog">
          ${chip ? ('filter' in chip ? this.#filterFields(chip.filter) : this.#termFields(chip)) : nothing}
          <footer>
            <button type="button" part="button" class="button" @click=${this.#remove}>${strings.remove}</button>
            <button part="button primary-button" class="button primary">${strings.done}</button>
          </footer>
        </form>
      `,
    );
  }

  #filterFields(filter: Filter): TemplateResult {
    const { strings } = this;
    const negated = (event: Event): void => {
      const { not: _, ...rest } = filter;
      const isNot = (event.target as HTMLInputElement).checked;
      this.#change({ filter: isNot ? { ...rest, not: true } : (rest as Filter) });
    };
    return html`
      ${'taken' in filter ? this.#days(filter) : this.#value(filter)}
      <label class="check">
        <input type="checkbox" .checked=${filter.not === true} @change=${negated} />
        ${strings.leaveOut}
      </label>
    `;
  }

  #days(filter: Extract<Filter, { taken: unknown }>): TemplateResult {
    const { strings } = this;
    const changed = (end: 'from' | 'to', event: Event): void => {
      const { [end]: _, ...other } = filter.taken;
      const day = (event.target as HTMLInputElement).value;
      const taken: DayRange = day ? { ...other, [end]: day } : other;
      const isOrdered = !taken.from || !taken.to || taken.from <= taken.to;
      const isRange = taken.from !== undefined || taken.to !== undefined;
      this.wrong =
        isOrdered && isRange ? undefined : strings.problem('date', `${taken.from ?? ''}..${taken.to ?? ''}`);
      if (!this.wrong) this.#change({ filter: { ...filter, taken } });
    };
    return html`
      <div class="days">
        <label>${strings.firstDay}<input type="date" .value=${filter.taken.from ?? ''} @change=${(event: Event) => changed('from', event)} /></label>
        <label>${strings.lastDay}<input type="date" .value=${filter.taken.to ?? ''} @change=${(event: Event) => changed('to', event)} /></label>
      </div>
      ${this.#problem()}
    `;
  }

  /** The value is written as in the search box, after the keyword. */
  #value(filter: ValueFilter): TemplateResult {
    const keyword = nameOf(filter);
    const { not: _, ...plain } = filter;
    const written = printQuery({ terms: [], filters: [plain as Filter] }).slice(keyword.length + 1);
    const value = written.startsWith('"') ? written.slice(1, -1).replace(/\\(.)/g, '$1') : written;
    const changed = (event: Event): void => {
      const typed = (event.target as HTMLInputElement).value.replace(/["\\]/g, '\\$&');
      const { filters, problems } = parseQuery(`${keyword}:"${typed}"`);
      const [next] = filters;
      this.wrong = problems[0] && this.strings.problem(problems[0].kind, problems[0].text);
      if (next) this.#change({ filter: filter.not ? { ...next, not: true } : next });
    };
    return html`
      <label>
        ${this.strings.filterValue(keyword)}
        <input list="values" .value=${value} @change=${changed} />
      </label>
      <datalist id="values">${this.values.map((each) => html`<option value=${each}></option>`)}</datalist>
      ${this.#problem()}
    `;
  }

  #problem(): TemplateResult {
    return html`<p class="wrong" role="status" ?hidden=${!this.wrong}>${this.wrong ?? ''}</p>`;
  }

  #termFields(chip: Exclude<Chip, { filter: Filter }>): TemplateResult {
    const { strings } = this;
    const weight = ('term' in chip ? chip.term.weight : chip.weight) ?? 1;
    const weighted = (event: Event): void => {
      const { key: _, ...content } = chip;
      this.#change(withWeight(content, Number((event.target as HTMLInputElement).value)));
    };
    return html`
      ${'term' in chip ? this.#words(chip.term) : nothing}
      <label>
        ${strings.weight}
        <input
          type="range"
          min=${-MOST}
          max=${MOST}
          step=${STEP}
          .value=${String(weight)}
          aria-valuetext=${strings.weightInWords(weight)}
          @input=${weighted}
        />
        <output>${strings.weightInWords(weight)}</output>
      </label>
    `;
  }

  #words(term: Extract<Chip, { term: unknown }>['term']): TemplateResult {
    const { weight: _, ...plain } = term;
    const written = 'text' in term ? term.text : printQuery({ terms: [plain as QueryTerm], filters: [] });
    const changed = (event: Event): void => {
      const text = (event.target as HTMLInputElement).value.trim();
      if (text === '') return;
      const alternatives = text.split('|').map((each) => ({ text: each.trim().replace(/^"(.*)"$/, '$1') }));
      const words = alternatives.length > 1 ? { anyOf: alternatives.filter(({ text }) => text) } : { text };
      this.#change(withWeight({ term: words }, term.weight ?? 1));
    };
    return html`<label>${this.strings.words}<input .value=${written} @change=${changed} /></label>`;
  }

  #change(content: ChipContent): void {
    if (!this.chip) return;
    const { key } = this.chip;
    this.chip = { ...content, key };
    this.#report({ key, content });
  }

  #remove(): void {
    if (this.chip) this.#report({ key: this.chip.key, content: undefined });
    this.dialog.close();
  }

  #report(detail: ChipEdit): void {
    this.dispatchEvent(new CustomEvent('change', { detail }));
  }
}

/** @returns What stands before the colon when the filter is written. */
function nameOf(filter: ValueFilter): FilterName {
  return (Object.keys(FACETS) as FilterName[]).find((name) => name in filter) ?? 'place';
}

/** A weight of 1 is not written. */
function withWeight(content: Exclude<ChipContent, { filter: Filter }>, weight: number): ChipContent {
  const own = weight === 1 ? {} : { weight };
  if ('term' in content) {
    const { weight: _, ...term } = content.term;
    return { term: { ...term, ...own } as typeof content.term };
  }
  return { example: content.example, ...own };
}

declare global {
  interface HTMLElementTagNameMap {
    'photo-search-chip-editor': ChipEditor;
  }
}
