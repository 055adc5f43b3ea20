import type { Library } from '@web-clip/photos';
import type { Suggestion } from '@web-clip/photos/suggestions';
import type { ReactiveControllerHost } from 'lit';
import { loadLanguage } from './load-language.ts';
import type { Search } from './search.ts';

/** What could be said by chips instead of words in the search box. It is only offered. */
export class Suggestions {
  readonly #host: ReactiveControllerHost;
  readonly #search: Search;
  #text = '';
  /** Whether photos of a library have places, if that was asked. */
  #places: { library: Library; known: Promise<boolean> } | undefined;
  /** Offers for the text in the box. */
  offers: readonly Suggestion[] = [];

  constructor(host: ReactiveControllerHost, search: Search) {
    this.#host = host;
    this.#search = search;
  }

  /** Looks for offers if the text in the box is another one. */
  async look(library: Library | undefined): Promise<void> {
    const { text } = this.#search.query;
    if (text === this.#text) return;
    this.#text = text;
    this.offers = [];
    this.#host.requestUpdate();
    const phrase = (await loadLanguage()).phraseOf(text);
    if (phrase === undefined) return;
    const { suggest } = await import('@web-clip/photos/suggestions');
    const placeNames = library && {
      find: async (name: string) => ((await this.#hasPlaces(library)) ? library.findPlaces(name) : []),
    };
    const offers = await suggest(phrase, { now: Date.now(), placeNames });
    if (this.#text !== text) return;
    this.offers = offers;
    this.#host.requestUpdate();
  }

  #hasPlaces(library: Library): Promise<boolean> {
    if (this.#places?.library !== library) {
      this.#places = { library, known: library.facets().then(({ places }) => places.length > 0) };
    }
    return this.#places.known;
  }

  /** Replaces words by a chip. */
  async take(suggestion: Suggestion): Promise<void> {
    const { withSuggestion } = await loadLanguage();
    this.#search.change(withSuggestion(this.#search.query, suggestion));
  }
}
