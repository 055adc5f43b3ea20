import type { Library, Photo } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isClipError } from 'web-clip';
import { fileName } from './format.ts';

/** A photo to show, with its score if it answers a search. */
export interface Match {
  readonly photo: Photo;
  /** Cosine of photo and query. */
  readonly score?: number;
}

/** A search by example: the picture or the photo, and what to call it. */
export interface Example {
  readonly label: string;
  readonly query: Blob | { photo: number };
}

/** What a search tells. */
export interface SearchEvents {
  /** The person searches for something else. */
  began(): void;
  /** The matches are there, or there anew. */
  answered(): void;
  failed(error: unknown): void;
}

/** Photos that a search shows: enough to look through, few enough to be matches. */
const LIMIT = 200;
/** Pause in typing after which a search begins. */
const TYPING_MS = 150;
/** The least time between two refreshes while photos are being indexed. */
const REFRESH_MS = 1500;

/** What is searched for, and what was found. */
export class Search implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #events: SearchEvents;
  #library: Library | undefined;
  #running: AbortController | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;
  #refreshAfter = REFRESH_MS;
  /** What {@link matches} answer. */
  #answered: { readonly text: string; readonly example: Example | undefined } | undefined;

  /** What is typed in the box. */
  text = '';
  /** The picture to search by, in place of a text. */
  example: Example | undefined;
  /** Best first; without a query all photos, newest first. */
  matches: readonly Match[] = [];
  /** Whether {@link matches} answer a query. */
  ranked = false;
  /** Rises when {@link matches} answer another query than before: a reason to scroll to the top. */
  epoch = 0;
  /** Whether a search is under way. */
  busy = false;

  constructor(host: ReactiveControllerHost, events: SearchEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  /** Whether {@link matches} may be others before long, with no indexing under way. */
  get pending(): boolean {
    const waiting = this.#running ?? this.#typing ?? this.#refresh;
    return this.#library === undefined || waiting !== undefined;
  }

  hostDisconnected(): void {
    this.close();
  }

  /** Searches this library from now on, with the query that there is. */
  async open(library: Library): Promise<void> {
    this.#library = library;
    const { text, example } = this.#answered ?? {};
    await this.#run(text !== this.text || example !== this.example);
  }

  /** Lets go of the library; the query stays, and what was found, until the same library is open with another model. */
  close(): void {
    this.#stop();
    this.#library = undefined;
    this.#host.requestUpdate();
  }

  /** Shows nothing more of the library. */
  forget(): void {
    this.close();
    this.matches = [];
    this.ranked = false;
    this.#answered = undefined;
    // The ids of another library mean nothing.
    if (this.example && !(this.example.query instanceof Blob)) this.example = undefined;
  }

  /** Searches for a text once typing pauses. */
  type(text: string): void {
    this.text = text;
    this.example = undefined;
    this.#events.began();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#run(true), text.trim() === '' ? 0 : TYPING_MS);
    this.#host.requestUpdate();
  }

  /** Searches for what is typed, at once. */
  enter(): void {
    this.#events.began();
    void this.#run(true);
  }

  /** Searches by a picture or a photo. */
  like(example: Example): void {
    this.text = '';
    this.example = example;
    this.#events.began();
    void this.#run(true);
  }

  /** Shows all photos. */
  clear(): void {
    this.text = '';
    this.example = undefined;
    this.#events.began();
    void this.#run(true);
  }

  /** Repeats the search before long, for the photos that have become searchable meanwhile. */
  refreshSoon(): void {
    // The first photos are worth showing at once.
    this.#repeatIn(this.matches.length === 0 ? 0 : this.#refreshAfter);
  }

  /** Repeats the search now, or after the one under way. */
  refreshNow(): void {
    clearTimeout(this.#refresh);
    this.#refresh = undefined;
    this.#repeat();
  }

  #repeat(): void {
    this.#refresh = undefined;
    // A slow search would never end if refreshing began it anew each time.
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
      this.#events.answered();
    } catch (error) {
      const cancelled = abort.signal.aborted || (isClipError(error) && error.code === 'aborted');
      if (cancelled) return;
      this.#events.failed(error);
      if (example) this.#drop(example);
    } finally {
      if (this.#running === abort) {
        this.#running = undefined;
        this.busy = false;
        // Refreshing must stay a small part of the work, however slow it is.
        this.#refreshAfter = Math.max(REFRESH_MS, 10 * (performance.now() - began));
        this.#host.requestUpdate();
      }
    }
  }

  /** Goes back to what was searched before an example that cannot be searched, or to all photos. */
  #drop(example: Example): void {
    const before = this.#answered;
    const isShown = before !== undefined && before.example !== example;
    this.text = isShown ? before.text : '';
    this.example = isShown ? before.example : undefined;
    if (!isShown) void this.#run(true);
  }
}

/** @returns The search for photos that look like this one. */
export function photosLike(photo: Photo): Example {
  return { label: `like ${fileName(photo.path)}`, query: { photo: photo.id } };
}

/**
 * @param picture What to look for.
 * @param name What to call it, if its file's name says nothing.
 * @returns The search for photos that look like this picture.
 */
export function photosLikeFile(picture: File, name = picture.name): Example {
  return { label: `like ${name}`, query: picture };
}
