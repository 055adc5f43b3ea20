import type { Library, ParsedQuery, Query } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type BoxQuery, type ChipContent, EMPTY, withChanged, withChip } from './box-query.ts';
import { type Example, photosLike, photosLikeUnnamed } from './example.ts';
import { searchLibrary } from './library-search.ts';
import { loadedLanguage, loadLanguage } from './load-language.ts';
import type { Match } from './match.ts';
import type { SearchEvents } from './search-events.ts';
import { SearchTiming } from './search-timing.ts';
import { ShownResults } from './shown-results.ts';

/** Maximum number of results until the user asks for all: enough to look through, few enough to be matches. */
const LIMIT = 200;

/** The query and its results. */
export class Search implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #events: SearchEvents;
  #library: Library | undefined;
  #running: AbortController | undefined;
  readonly #timing = new SearchTiming(
    (isNew) => void this.#run(isNew),
    () => this.busy,
  );
  /** Ends the search for copies among the results. */
  #comparing: AbortController | undefined;
  #limit = LIMIT;
  /** Whether the text is to become chips once the language is loaded. */
  #isUnread = false;
  /** The query that {@link results} belong to. */
  #answered: BoxQuery | undefined;
  /** The call of {@link find} that waits for the current query. */
  #finding: { resolve(matches: readonly Match[]): void; reject(error: unknown): void } | undefined;

  /** What is in the search box. */
  query = EMPTY;
  /** Whether that is still being typed. */
  isTyped = false;
  /** What was found. */
  readonly results = new ShownResults();
  /** Whether a search is running. */
  busy = false;

  constructor(host: ReactiveControllerHost, events: SearchEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  /** Whether {@link results} may soon change even if nothing is being indexed. */
  get pending(): boolean {
    return this.#library === undefined || this.#running !== undefined || this.#timing.isWaiting;
  }

  hostDisconnected(): void {
    this.close();
    this.#giveUp();
  }

  /** Searches this library from now on, with the current query. */
  async open(library: Library): Promise<void> {
    this.#library = library;
    await this.#run(this.#answered !== this.query);
  }

  /** Releases the library. Query and results stay until the same library is open with another model. */
  close(): void {
    this.#stop();
    this.#library = undefined;
    this.#host.requestUpdate();
  }

  /** Clears the results. */
  forget(): void {
    this.close();
    this.#giveUp();
    this.results.clear();
    this.#answered = undefined;
    // Photo ids mean nothing in another library.
    for (const chip of this.query.chips) {
      if ('example' in chip && 'photo' in chip.example.query) this.query = withChanged(this.query, chip.key);
    }
  }

  /** All that is in the search box, as a text; see {@link writtenOf}. */
  get written(): string {
    return loadedLanguage()?.writtenOf(this.query) ?? this.query.text;
  }

  /** What in the box is not understood; nothing while it is being typed. */
  get problems(): ParsedQuery['problems'] {
    return (!this.isTyped && loadedLanguage()?.requestOf(this.query).problems) || [];
  }

  /** All words that the model is to understand. */
  get words(): string {
    return loadedLanguage()?.wordsOf(this.query) ?? '';
  }

  /** Whether the box asks for anything. */
  get isAsking(): boolean {
    return this.query.chips.length > 0 || this.query.text.trim() !== '';
  }

  /** Searches for a text, with the chips before it, once typing pauses. */
  type(text: string): void {
    this.#isUnread = false;
    this.#begin({ ...this.query, text }, true);
    this.#timing.afterTyping(text);
    this.#host.requestUpdate();
  }

  /** Searches for a text to which a space was added. What it completes becomes a chip. */
  typeSpace(text: string): void {
    const query = loadedLanguage()?.withTypedAsChips({ ...this.query, text }, this.#photoExample);
    if (!query || query.text === text) this.type(text);
    else this.change({ ...query, text: query.text && `${query.text} ` });
  }

  /** Searches at once, and makes chips of the filters and terms in the text. */
  enter(): void {
    this.change(this.#withTextAsChips(this.query));
  }

  /** Searches for a text instead of all that is in the box. */
  write(text: string): void {
    this.change(this.#withTextAsChips({ text, chips: [] }));
  }

  /** Searches by an image, a photo or an embedding, instead of all that is in the box. */
  like(example: Example): void {
    this.change(withChip(EMPTY, { example }));
  }

  /** Adds a chip to what is in the box. */
  add(content: ChipContent): void {
    this.change(withChip(this.query, content));
  }

  /** Shows all photos. */
  clear(): void {
    this.change(EMPTY);
  }

  /** Whether there are more results than are shown. */
  get hasMore(): boolean {
    // A photo that is searched by is counted, and is no result.
    return this.results.count === this.#limit && this.results.total > this.#limit;
  }

  /** Shows all results, however many there are. */
  showAll(): void {
    this.#limit = Number.MAX_SAFE_INTEGER;
    void this.#run(false);
  }

  /** Searches at once for what is in the box from now on. */
  change(query: BoxQuery): void {
    this.#begin(query);
    void this.#run(true);
  }

  /**
   * Searches at once, or as soon as a library is open.
   *
   * @returns The matches, once they are shown.
   * @throws What the search throws; an `AbortError` if another query takes its place, or the library is closed.
   */
  find(query: string | Example): Promise<readonly Match[]> {
    if (typeof query === 'string') this.#begin(this.#withTextAsChips({ text: query, chips: [] }));
    else this.#begin(withChip(EMPTY, { example: query }));
    return new Promise((resolve, reject) => {
      this.#finding = { resolve, reject };
      void this.#run(true);
    });
  }

  /** Shows only these of the results, until the next search. */
  showPart(matches: readonly Match[]): void {
    this.results.showPart(matches);
    this.#host.requestUpdate();
  }

  /** Sorts the results by date, newest first, or best first. */
  sortByDate(isByDate: boolean): void {
    this.results.sortByDate(isByDate);
    this.#host.requestUpdate();
  }

  /** Repeats the search soon, to find photos that have just become searchable. */
  refreshSoon(): void {
    const { isPart, matches } = this.results;
    if (isPart) return;
    // Show the first photos at once.
    if (matches.length === 0) this.#timing.repeatNext();
    else this.#timing.repeatSoon();
  }

  /** Repeats the search now, or after the running one. */
  refreshNow(): void {
    this.#timing.repeatNow();
  }

  #begin(query: BoxQuery, isTyped = false): void {
    this.query = query;
    this.#limit = LIMIT;
    this.#giveUp();
    this.isTyped = isTyped;
    this.#events.began();
  }

  #withTextAsChips(query: BoxQuery): BoxQuery {
    const language = loadedLanguage();
    this.#isUnread = !language;
    return language?.withTextAsChips(query, this.#photoExample) ?? query;
  }

  readonly #photoExample = (id: number): Example => {
    const photo = this.results.matches.find(({ photo }) => photo.id === id)?.photo;
    return photo ? photosLike(photo) : photosLikeUnnamed(id);
  };

  #giveUp(): void {
    this.#finding?.reject(new DOMException('Another search took the place of this one.', 'AbortError'));
    this.#finding = undefined;
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#comparing?.abort();
    this.#timing.stop();
    this.busy = false;
  }

  async #run(isNew: boolean): Promise<void> {
    this.#stop();
    const library = this.#library;
    if (!library) return;
    const abort = new AbortController();
    this.#running = abort;
    this.busy = isNew;
    this.#host.requestUpdate();
    const began = performance.now();
    let { query } = this;
    try {
      const language = loadedLanguage() ?? (await loadLanguage());
      if (abort.signal.aborted) return;
      if (this.#isUnread) this.query = this.#withTextAsChips(this.query);
      query = this.query;
      const request = language.requestOf(query);
      const found = await searchLibrary(library, request, { limit: this.#limit, signal: abort.signal });
      if (abort.signal.aborted) return;
      this.results.show(found, request.terms.length > 0, isNew);
      this.#answered = query;
      this.#finding?.resolve(found.hits);
      this.#finding = undefined;
      this.#events.answered({ query: this.#searchedFor(query), hits: found.hits });
      void this.#collapse(library);
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#finding?.reject(error);
      this.#finding = undefined;
      this.#events.failed(error);
      if (query.chips.some((chip) => 'example' in chip)) this.#drop(query);
    } finally {
      if (this.#running === abort) {
        this.#running = undefined;
        this.busy = false;
        this.#timing.took(performance.now() - began);
        this.#host.requestUpdate();
      }
    }
  }

  /** Shows copies as one once they are known, which must not delay the results. */
  async #collapse(library: Library): Promise<void> {
    this.#comparing = new AbortController();
    if (await this.results.lookForCopies(library, this.#comparing.signal)) this.#host.requestUpdate();
  }

  /** Returns to the previous query if an example cannot be searched, or to all photos. */
  #drop(query: BoxQuery): void {
    const isShown = this.#answered !== undefined && this.#answered !== query;
    this.query = isShown ? (this.#answered as BoxQuery) : EMPTY;
    if (!isShown) void this.#run(true);
  }

  /** @returns What a page is told that was searched for. */
  #searchedFor(query: BoxQuery): Query {
    const [chip, another] = query.chips;
    const isOnlyExample = chip && !another && query.text.trim() === '' && 'example' in chip;
    return isOnlyExample ? chip.example.query : this.written.trim();
  }
}
