import type { Library, ParsedQuery, Query } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type BoxQuery, type ChipContent, EMPTY, withChanged, withChip } from './box-query.ts';
import { type Example, photosLike, photosLikeUnnamed } from './example.ts';
import { searchLibrary } from './library-search.ts';
import { loadedLanguage, loadLanguage } from './load-language.ts';
import type { Match } from './match.ts';
import { newestFirst } from './photo-order.ts';

/** The photos shown, and why. */
export interface SearchResults {
  /**
   * What was searched for: a text with all that the box says; an image, a photo or an embedding if that is all; an empty
   * text if all photos are shown.
   */
  readonly query: Query;
  /** Best first. All photos, newest first, have no score. */
  readonly hits: readonly Match[];
}

/** Events of a search. */
export interface SearchEvents {
  /** The user started another search. */
  began(): void;
  /** The matches are new or updated. */
  answered(results: SearchResults): void;
  failed(error: unknown): void;
}

/** Maximum number of results until the user asks for all: enough to look through, few enough to be matches. */
const LIMIT = 200;
/** Pause in typing after which a search starts, in milliseconds. */
const TYPING_MS = 150;
/** Minimum time between two refreshes while photos are being indexed, in milliseconds. */
const REFRESH_MS = 1500;

/** The query and its results. */
export class Search implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #events: SearchEvents;
  #library: Library | undefined;
  #running: AbortController | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;
  #refreshAfter = REFRESH_MS;
  #limit = LIMIT;
  /** Whether the text is to become chips once the language is loaded. */
  #isUnread = false;
  /** The results, best first, and the first of them that is less likely. */
  #found: { readonly hits: readonly Match[]; readonly likely?: number | undefined } = { hits: [] };
  /** The query that {@link matches} belong to. */
  #answered: BoxQuery | undefined;
  /** The call of {@link find} that waits for the current query. */
  #finding: { resolve(matches: readonly Match[]): void; reject(error: unknown): void } | undefined;

  /** What is in the search box. */
  query = EMPTY;
  /** Whether that is still being typed. */
  isTyped = false;
  /** The results, best first. Without a query: all photos, newest first. */
  matches: readonly Match[] = [];
  /** Whether anything in the library looks like what is searched for; undefined if that is not known. */
  fits: boolean | undefined;
  /** Index of the first of {@link matches} that is less likely; undefined if that is not known. */
  likely: number | undefined;
  /** Number of photos among which the matches are the best. */
  total = 0;
  /** Whether {@link matches} are results of a query. */
  ranked = false;
  /** Whether results are sorted by date, newest first, instead of best first. */
  isByDate = false;
  /** Whether {@link matches} are only a part of the results. */
  isPart = false;
  /** Incremented when {@link matches} belong to another query than before: a reason to scroll to the top. */
  epoch = 0;
  /** Whether a search is running. */
  busy = false;

  constructor(host: ReactiveControllerHost, events: SearchEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  /** Whether {@link matches} may soon change even if nothing is being indexed. */
  get pending(): boolean {
    const waiting = this.#running ?? this.#typing ?? this.#refresh;
    return this.#library === undefined || waiting !== undefined;
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
    this.matches = [];
    this.#found = { hits: [] };
    this.ranked = false;
    this.isPart = false;
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
    const terms = loadedLanguage()?.requestOf(this.query).terms ?? [];
    return terms
      .flatMap((each) => ('term' in each ? each.term : []))
      .flatMap((term) => ('anyOf' in term ? term.anyOf : 'text' in term ? term : []))
      .map(({ text }) => text)
      .join(' ');
  }

  /** Whether the box asks for anything. */
  get isAsking(): boolean {
    return this.query.chips.length > 0 || this.query.text.trim() !== '';
  }

  /** Searches for a text, with the chips before it, once typing pauses. */
  type(text: string): void {
    this.#isUnread = false;
    this.#begin({ ...this.query, text }, true);
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#run(true), text.trim() === '' ? 0 : TYPING_MS);
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
    return this.matches.length === this.#limit && this.total > this.#limit;
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
    this.#found = { hits: matches };
    this.isPart = true;
    this.#order();
    this.#scrollBack();
  }

  /** Sorts the results by date, newest first, or best first. */
  sortByDate(isByDate: boolean): void {
    this.isByDate = isByDate;
    this.#order();
    this.#scrollBack();
  }

  /** Repeats the search soon, to find photos that have just become searchable. */
  refreshSoon(): void {
    if (this.isPart) return;
    // Show the first photos at once.
    this.#repeatIn(this.matches.length === 0 ? 0 : this.#refreshAfter);
  }

  /** Repeats the search now, or after the running one. */
  refreshNow(): void {
    clearTimeout(this.#refresh);
    this.#refresh = undefined;
    this.#repeat();
  }

  #order(): void {
    const { hits, likely } = this.#found;
    // Without a query, they are sorted by date already.
    const isSorted = this.isByDate && this.ranked;
    this.matches = isSorted ? newestFirst(hits) : hits;
    this.likely = isSorted ? undefined : likely;
  }

  #scrollBack(): void {
    this.epoch++;
    this.#host.requestUpdate();
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
    const photo = this.matches.find(({ photo }) => photo.id === id)?.photo;
    return photo ? photosLike(photo) : photosLikeUnnamed(id);
  };

  #giveUp(): void {
    this.#finding?.reject(new DOMException('Another search took the place of this one.', 'AbortError'));
    this.#finding = undefined;
  }

  #repeat(): void {
    this.#refresh = undefined;
    // Do not restart a running search, because a slow one would never finish.
    if (this.busy || this.#typing !== undefined) this.#repeatIn(this.#refreshAfter);
    else void this.#run(false);
  }

  #repeatIn(pause: number): void {
    this.#refresh ??= setTimeout(() => this.#repeat(), pause);
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    clearTimeout(this.#typing);
    clearTimeout(this.#refresh);
    this.#typing = undefined;
    this.#refresh = undefined;
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
      const { hits } = found;
      this.#found = found;
      this.fits = found.fits;
      this.total = found.total;
      this.ranked = request.terms.length > 0;
      this.isPart = false;
      this.#order();
      this.#answered = query;
      if (isNew) this.epoch++;
      this.#finding?.resolve(hits);
      this.#finding = undefined;
      this.#events.answered({ query: this.#searchedFor(query), hits });
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
        // Refreshing must stay a small part of the work, however slow a search is.
        this.#refreshAfter = Math.max(REFRESH_MS, 10 * (performance.now() - began));
        this.#host.requestUpdate();
      }
    }
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
