import type { Library } from '@web-clip/photos';
import type { Suggestion } from '@web-clip/photos/suggestions';
import type { ReactiveControllerHost } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { Address } from './address.ts';
import { type Chip, withChanged } from './box-query.ts';
import { Completions } from './completions.ts';
import { KeptQueries } from './kept-queries.ts';
import { Search } from './search.ts';
import type { SearchEvents } from './search-events.ts';
import { Suggestions } from './suggestions.ts';

/** What the search bar needs of its element. */
export interface SearchBarContext {
  /** The name of the library. */
  readonly name: string;
  readonly strings: Strings | undefined;
  readonly library: Library | undefined;
  focusBox(): void;
}

/** The search with all that its box offers: suggestions, completions, kept queries, and the address of the page. */
export class SearchBar {
  readonly #host: ReactiveControllerHost;
  readonly #context: SearchBarContext;
  readonly search: Search;
  readonly suggestions: Suggestions;
  readonly completions: Completions;
  readonly kept: KeptQueries;
  readonly address: Address;

  constructor(host: ReactiveControllerHost, events: SearchEvents, context: SearchBarContext) {
    this.#host = host;
    this.#context = context;
    this.search = new Search(host, {
      ...events,
      answered: (results) => {
        this.suggestions.look(context.library).catch(events.failed);
        this.address.show(this.#written, this.search.isTyped);
        events.answered(results);
      },
    });
    this.kept = new KeptQueries(() => context.name);
    this.suggestions = new Suggestions(host, this.search);
    this.completions = new Completions(host, this.search, this.kept);
    this.address = new Address((query) => this.search.write(query));
  }

  get #written(): string {
    return this.search.written.trim();
  }

  /** Whether the user saved the query in the box. */
  get isSaved(): boolean {
    return this.kept.saved.includes(this.#written);
  }

  /** Lists completions of the text, or kept queries. */
  complete(): void {
    const { strings, library } = this.#context;
    if (strings) void this.completions.look(strings, library);
  }

  /** Searches for what is in the box. */
  submit(): void {
    this.completions.close();
    this.search.enter();
    this.note();
  }

  /** Keeps the query in the box as a recent one. */
  note(): void {
    this.kept.note(this.#written);
  }

  /** Saves the query in the box, or forgets it. */
  toggleSaved(): void {
    this.kept.toggle(this.#written);
    this.#host.requestUpdate();
  }

  /** Takes a chip out of the box. */
  removeChip({ key }: Chip): void {
    this.search.change(withChanged(this.search.query, key));
    this.#context.focusBox();
  }

  /** Replaces words by the chip that was suggested for them. */
  async takeSuggestion(suggestion: Suggestion): Promise<void> {
    await this.suggestions.take(suggestion);
    this.note();
    this.#context.focusBox();
  }

  /** Replaces a part of the text. */
  correct(wrong: string, right: string): void {
    this.search.write(this.search.written.replace(wrong, () => right));
    this.#context.focusBox();
  }
}
