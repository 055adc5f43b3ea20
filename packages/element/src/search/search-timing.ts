/** Pause in typing after which a search starts, in milliseconds. */
const TYPING_MS = 150;
/** Minimum time between two refreshes while photos are being indexed, in milliseconds. */
const REFRESH_MS = 1500;

/** When a search runs: once typing pauses, and again as photos become searchable. */
export class SearchTiming {
  readonly #run: (isNew: boolean) => void;
  readonly #isBusy: () => boolean;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #refresh: ReturnType<typeof setTimeout> | undefined;
  #refreshAfter = REFRESH_MS;

  /**
   * @param run Starts a search: for something new, or for the same again. It should {@link stop} the timers.
   * @param isBusy Whether a search for something new is running.
   */
  constructor(run: (isNew: boolean) => void, isBusy: () => boolean) {
    this.#run = run;
    this.#isBusy = isBusy;
  }

  /** Whether a search is going to run. */
  get isWaiting(): boolean {
    return (this.#typing ?? this.#refresh) !== undefined;
  }

  /** Searches once typing pauses, or at once if all text is gone. */
  afterTyping(text: string): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#run(true), text.trim() === '' ? 0 : TYPING_MS);
  }

  /** Repeats the search soon. */
  repeatSoon(): void {
    this.#repeatIn(this.#refreshAfter);
  }

  /** Repeats the search in the next task. */
  repeatNext(): void {
    this.#repeatIn(0);
  }

  /** Repeats the search now, or after the running one. */
  repeatNow(): void {
    clearTimeout(this.#refresh);
    this.#repeat();
  }

  /** Stops all timers. */
  stop(): void {
    clearTimeout(this.#typing);
    clearTimeout(this.#refresh);
    this.#typing = undefined;
    this.#refresh = undefined;
  }

  /** Tells how long a search took. Refreshing must stay a small part of the work, however slow a search is. */
  took(milliseconds: number): void {
    this.#refreshAfter = Math.max(REFRESH_MS, 10 * milliseconds);
  }

  #repeat(): void {
    this.#refresh = undefined;
    // Do not restart a running search, because a slow one would never finish.
    if (this.#isBusy() || this.#typing !== undefined) this.repeatSoon();
    else this.#run(false);
  }

  #repeatIn(pause: number): void {
    this.#refresh ??= setTimeout(() => this.#repeat(), pause);
  }
}
