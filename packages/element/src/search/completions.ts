import type { Facets, Library } from '@web-clip/photos';
import type { ReactiveControllerHost } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { withChip } from './box-query.ts';
import type { Completion } from './complete.ts';
import type { KeptQueries } from './kept-queries.ts';
import type { Search } from './search.ts';

/** An entry of the list below the search box. */
export type Option =
  | { readonly kind: 'completion'; readonly completion: Completion }
  | { readonly kind: 'saved' | 'recent'; readonly query: string }
  | { readonly kind: 'forget' };

/** The list below the search box: completions of what is typed, or recent and saved queries while nothing is. */
export class Completions {
  readonly #host: ReactiveControllerHost;
  readonly #search: Search;
  readonly #kept: KeptQueries;
  /** The facets of the library, and the photos shown when they were counted. */
  #facets: { library: Library; facets: Promise<Facets> } | undefined;
  #looks = 0;
  /** What the list offers. It is hidden if there is nothing. */
  options: readonly Option[] = [];
  /** Index of the option that Enter takes; -1 for none. */
  active = -1;

  constructor(host: ReactiveControllerHost, search: Search, kept: KeptQueries) {
    this.#host = host;
    this.#search = search;
    this.#kept = kept;
  }

  /** Lists what fits the text in the box. */
  async look(strings: Strings, library: Library | undefined): Promise<void> {
    const look = ++this.#looks;
    const { text, chips } = this.#search.query;
    if (text === '') {
      this.#show(chips.length > 0 ? [] : this.#queries());
      return;
    }
    if (!library) return;
    try {
      const [{ complete }, facets] = await Promise.all([import('./complete.ts'), this.#facetsOf(library)]);
      if (look !== this.#looks) return;
      this.#show(complete(text, facets, strings).map((completion) => ({ kind: 'completion', completion })));
    } catch {
      // Typing on works without.
      this.close();
    }
  }

  /** Hides the list. */
  close(): void {
    this.#looks++;
    this.#show([]);
  }

  /** Counts anew when the box is used again, because the library may have changed. */
  forget(): void {
    this.#facets = undefined;
    this.close();
  }

  /**
   * Handles a key in the search box.
   *
   * @returns Whether the list has taken it.
   */
  press(key: string): boolean {
    const { length } = this.options;
    if (length === 0) return false;
    if (key === 'ArrowDown') this.active = ((this.active + 2) % (length + 1)) - 1;
    else if (key === 'ArrowUp') this.active = ((this.active + length + 1) % (length + 1)) - 1;
    else if (key === 'Escape') this.close();
    else if (key === 'Enter' && this.active >= 0) this.choose(this.active);
    else return false;
    this.#host.requestUpdate();
    return true;
  }

  /** Takes an option. */
  choose(index: number): void {
    const option = this.options[index];
    this.close();
    if (!option) return;
    if (option.kind === 'forget') this.#kept.forgetRecent();
    else if (option.kind !== 'completion') this.#search.write(option.query);
    else {
      const { start, put } = option.completion;
      const before = this.#search.query.text.slice(0, start);
      if ('text' in put) this.#search.type(before + put.text);
      else this.#search.change(withChip({ ...this.#search.query, text: before.trimEnd() }, put));
    }
  }

  #queries(): readonly Option[] {
    const { saved, recent } = this.#kept;
    const others = recent.filter((query) => !saved.includes(query));
    return [
      ...saved.map((query) => ({ kind: 'saved', query }) as const),
      ...others.map((query) => ({ kind: 'recent', query }) as const),
      ...(recent.length > 0 ? [{ kind: 'forget' } as const] : []),
    ];
  }

  #facetsOf(library: Library): Promise<Facets> {
    if (this.#facets?.library !== library) this.#facets = { library, facets: library.facets() };
    return this.#facets.facets;
  }

  #show(options: readonly Option[]): void {
    if (options.length === 0 && this.options.length === 0) return;
    this.options = options;
    this.active = -1;
    this.#host.requestUpdate();
  }
}
