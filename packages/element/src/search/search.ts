import type { Library, Photo, Query } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Message } from '../i18n/strings.ts';

/** A photo to show, with its score if it was found by a search. */
export interface Match {
  /** The photo. */
  readonly photo: Photo;
  /** Cosine similarity of photo and query. */
  readonly score?: number;
}

/** A search by example: the image, photo or embedding, and its name, such as `like a.jpg`. */
export interface Example {
  readonly label: Message;
  readonly query: Exclude<Query, string>;
}

/** The photos shown, and why. */
export interface SearchResults {
  /** What was searched for; an empty text if all photos are shown. */
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

/** Maximum number of results: enough to look through, few enough to be matches. */
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
  /** The query that {@link matches} belong to. */
  #answered: { readonly text: string; readonly example: Example | undefined } | undefined;
  /** The call of {@link find} that waits for the current query. */
  #finding: { resolve(matches: readonly Match[]): void; reject(error: unknown): void } | undefined;

  /** The typed text. */
  text = '';
  /** The image to search by, instead of a text. */
  example: Example | undefined;
  /** The results, best first. Without a query: all photos, newest first. */
  matches: readonly Match[] = [];
  /** Whether {@link matches} are results of a query. */
  ranked = false;
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
    const { text, example } = this.#answered ?? {};
    await this.#run(text !== this.text || example !== this.example);
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
    this.ranked = false;
    this.#answered = undefined;
    // Photo ids mean nothing in another library.
    if (this.example && 'photo' in this.example.query) this.example = undefined;
  }

  /** Searches for a text once typing pauses. */
  type(text: string): void {
    this.#begin(text);
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#run(true), text.trim() === '' ? 0 : TYPING_MS);
    this.#host.requestUpdate();
  }

  /** Searches for the typed text at once. */
  enter(): void {
    this.#begin(this.text, this.example);
    void this.#run(true);
  }

  /** Searches by an image, a photo or an embedding. */
  like(example: Example): void {
    this.#begin('', example);
    void this.#run(true);
  }

  /** Shows all photos. */
  clear(): void {
    this.#begin('');
    void this.#run(true);
  }

  /**
   * Searches at once, or as soon as a library is open.
   *
   * @returns The matches, once they are shown.
   * @throws What the search throws; an `AbortError` if another query takes its place, or the library is closed.
   */
  find(query: string | Example): Promise<readonly Match[]> {
    if (typeof query === 'string') this.#begin(query);
    else this.#begin('', query);
    return new Promise((resolve, reject) => {
      this.#finding = { resolve, reject };
      void this.#run(true);
    });
  }

  /** Repeats the search soon, to find photos that have just become searchable. */
  refreshSoon(): void {
    // Show the first photos at once.
    this.#repeatIn(this.matches.length === 0 ? 0 : this.#refreshAfter);
  }

  /** Repeats the search now, or after the running one. */
  refreshNow(): void {
    clearTimeout(this.#refresh);
    this.#refresh = undefined;
    this.#repeat();
  }

  #begin(text: string, example?: Example): void {
    this.text = text;
    this.example = example;
    this.#giveUp();
    this.#events.began();
  }

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
    const { text, example } = this;
    const query = example?.query ?? text.trim();
    const began = performance.now();
    try {
      const matches: readonly Match[] =
        query === ''
          ? (await library.photos()).map((photo) => ({ photo }))
          : await library.search(query, { limit: LIMIT, signal: abort.signal });
      if (abort.signal.aborted) return;
      this.matches = matches;
      this.ranked = query !== '';
      this.#answered = { text, example };
      if (isNew) this.epoch++;
      this.#finding?.resolve(matches);
      this.#finding = undefined;
      this.#events.answered({ query, hits: matches });
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#finding?.reject(error);
      this.#finding = undefined;
      this.#events.failed(error);
      if (example) this.#drop(example);
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
  #drop(example: Example): void {
    const before = this.#answered;
    const isShown = before !== undefined && before.example !== example;
    this.text = isShown ? before.text : '';
    this.example = isShown ? before.example : undefined;
    if (!isShown) void this.#run(true);
  }
}
