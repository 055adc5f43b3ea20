import { keepSetting, readSetting } from '../storage/settings.ts';

/** Maximum number of recent queries. */
const RECENT = 12;

/** Recent and saved queries, as texts, the latest first. They are kept in this browser, for each library. */
export class KeptQueries {
  readonly #library: () => string;

  /** @param library Names the library. */
  constructor(library: () => string) {
    this.#library = library;
  }

  /** What was searched for before. */
  get recent(): readonly string[] {
    return this.#read('recent');
  }

  /** What the user saved. */
  get saved(): readonly string[] {
    return this.#read('saved');
  }

  /** Adds a query to the recent ones. */
  note(query: string): void {
    if (query.trim() === '') return;
    this.#keep('recent', [query, ...this.recent.filter((other) => other !== query)].slice(0, RECENT));
  }

  /** Forgets the recent queries. */
  forgetRecent(): void {
    this.#keep('recent', []);
  }

  /** Saves a query, or removes it from the saved ones. */
  toggle(query: string): void {
    const others = this.saved.filter((other) => other !== query);
    this.#keep('saved', others.length < this.saved.length ? others : [query, ...others]);
  }

  #read(list: 'recent' | 'saved'): readonly string[] {
    try {
      const kept: unknown = JSON.parse(readSetting(this.#key(list)) ?? '[]');
      return Array.isArray(kept) ? kept.filter((query) => typeof query === 'string') : [];
    } catch {
      // Another program wrote it.
      return [];
    }
  }

  #keep(list: 'recent' | 'saved', queries: readonly string[]): void {
    keepSetting(this.#key(list), JSON.stringify(queries));
  }

  #key(list: string): string {
    return `photo-search-${list}-queries-${this.#library()}`;
  }
}
