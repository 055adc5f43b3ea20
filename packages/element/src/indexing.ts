import type {
  AddOptions,
  AddProgress,
  AddSummary,
  LeftOut,
  Library,
  Lookalike,
  PhotoSource,
} from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isClipError } from 'web-clip';
import { bothLeftOut } from './left-out-text.ts';

/** Photos to add. */
export interface Addition {
  readonly source: PhotoSource;
  /** What to call it in a sentence. */
  readonly name: string;
  /** Nobody asked for it just now: it shows only once it finds photos that are new. */
  readonly quiet?: boolean;
  /** It cannot be read a second time. */
  readonly once?: boolean;
  /** Single files: each addition has others, while a folder that is added twice is the same. */
  readonly single?: boolean;
  /** The photos are the page’s, not the person’s. */
  readonly sample?: boolean;
  /** What the person has said of it. */
  readonly said?: Pick<AddOptions, 'systemFolders' | 'folder'>;
}

/** What the controller tells. */
export interface IndexingEvents {
  /** Photos may have become searchable. */
  advanced(): void;
  /** All is done, or cancelled. */
  finished(): void;
  /** All that the person chose is in the library. */
  added(addition: Addition): void;
  /** There was no photo in what the person chose. */
  foundNothing(name: string): void;
  failed(error: unknown): void;
}

/** What the person cancelled, or found storage full. */
export interface Cancelled {
  /** Photos that were left out; undefined if nobody has counted them. */
  readonly left: number | undefined;
}

/** A folder that was added as another one, and may be one that the person had. */
export interface Separate {
  readonly addition: Addition;
  readonly lookalike: Lookalike;
  /** That both have. */
  readonly name: string;
}

interface Job {
  readonly addition: Addition;
  readonly abort: AbortController;
  progress?: AddProgress;
}

/** Adds photos to a library and follows how far that has come. */
export class Indexing implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #events: IndexingEvents;
  readonly #jobs = new Set<Job>();
  /** What goes on with the next library. */
  readonly #paused: Addition[] = [];
  readonly #cancelled = new Set<Job>();
  /** What was left out, by the folders that it was left out of: one may be dropped twice. */
  readonly #leftOut = new Map<string, LeftOut>();
  /** What was added as another folder the last time, until it is dismissed. */
  separate: Separate | undefined;

  constructor(host: ReactiveControllerHost, events: IndexingEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  /** Whether anything is being added, or waits for a library. */
  get running(): boolean {
    return this.#jobs.size > 0 || this.#paused.length > 0;
  }

  /** Whether anything runs, or waits, that the person asked for. */
  get #isAsked(): boolean {
    const additions = [...[...this.#jobs].map(({ addition }) => addition), ...this.#paused];
    return additions.some(({ quiet }) => !quiet);
  }

  /** How far all that is being added has come together; undefined when there is nothing to show. */
  get progress(): AddProgress | undefined {
    const shown = [...this.#jobs].filter(
      ({ addition, progress }) => !addition.quiet || (progress?.total ?? 0) > 0,
    );
    if (shown.length === 0) return undefined;
    // The library takes one source after the other: those that wait have no progress yet.
    const begun = shown.flatMap(({ progress }) => progress ?? []);
    return begun.length > 0 ? together(begun) : WAITING;
  }

  /** What was cancelled or found no room, and has stopped, until it is continued, dismissed, or something else is added. */
  get cancelled(): Cancelled | undefined {
    if (this.running || this.#cancelled.size === 0) return undefined;
    let left = 0;
    for (const { progress } of this.#cancelled) {
      if (progress?.phase !== 'indexing') return { left: undefined };
      left += progress.total - progress.done;
    }
    return { left };
  }

  /** What was left out of all that the person has added at once, until it is dismissed. */
  get leftOut(): LeftOut | undefined {
    return this.#leftOut.size > 0 ? [...this.#leftOut.values()].reduce(bothLeftOut) : undefined;
  }

  hostDisconnected(): void {
    this.stop();
  }

  /**
   * Adds photos. It reaches `library.add` without a pause, since dropped items last no longer than
   * the event.
   *
   * @param library Where to.
   * @param addition What.
   * @returns What was done; undefined if it did not come to its end, which the events tell.
   */
  async add(library: Library, addition: Addition): Promise<AddSummary | undefined> {
    const job: Job = { addition, abort: new AbortController() };
    if (!addition.quiet) this.#cancelled.clear();
    if (!addition.quiet && !this.#isAsked) {
      this.#leftOut.clear();
      this.separate = undefined;
    }
    this.#jobs.add(job);
    this.#host.requestUpdate();
    try {
      const summary = await library.add(addition.source, {
        ...addition.said,
        signal: job.abort.signal,
        onProgress: (progress) => {
          const done = job.progress?.done ?? 0;
          job.progress = progress;
          this.#host.requestUpdate();
          if (progress.done > done) this.#events.advanced();
        },
      });
      // Cancelled too late.
      this.#cancelled.delete(job);
      if (addition.quiet) return summary;
      const { listed, leftOut, folders, lookalikes } = summary;
      const key = folders.join();
      const before = addition.single ? this.#leftOut.get(key) : undefined;
      this.#leftOut.set(key, before ? bothLeftOut(before, leftOut) : leftOut);
      for (const lookalike of lookalikes) {
        const known = (await library.folders()).find(({ id }) => id === lookalike.known);
        if (known) this.separate = { addition, lookalike, name: known.name };
      }
      if (listed === 0) this.#events.foundNothing(addition.name);
      else this.#events.added(addition);
      return summary;
    } catch (error) {
      const cancelled = job.abort.signal.aborted || (isClipError(error) && error.code === 'aborted');
      if (!cancelled) this.#events.failed(error);
      // The person can make room, and go on.
      if (isClipError(error) && error.code === 'storage-full') this.#cancelled.add(job);
      return undefined;
    } finally {
      this.#jobs.delete(job);
      this.#host.requestUpdate();
      if (!this.running) this.#events.finished();
    }
  }

  /** Stops all on the person's behalf; what has been committed stays. */
  cancel(): void {
    for (const job of this.#jobs) {
      this.#cancelled.add(job);
      job.abort.abort();
    }
  }

  /**
   * Adds once more what was cancelled.
   *
   * @returns Whether all of it could be; else the person has to choose it again.
   */
  continue(library: Library): boolean {
    const additions = [...this.#cancelled].map(({ addition }) => addition);
    this.#cancelled.clear();
    for (const addition of additions) if (!addition.once) void this.add(library, addition);
    return additions.every(({ once }) => !once);
  }

  /** Forgets what was cancelled. */
  dismiss(): void {
    this.#cancelled.clear();
    this.#host.requestUpdate();
  }

  /** Forgets what was left out. */
  dismissLeftOut(): void {
    this.#leftOut.clear();
    this.#host.requestUpdate();
  }

  /** Forgets what was added as another folder. */
  dismissSeparate(): void {
    this.separate = undefined;
    this.#host.requestUpdate();
  }

  /** Stops all until there is another library; what cannot be read again counts as cancelled. */
  pause(): void {
    for (const job of this.#jobs) {
      if (job.abort.signal.aborted) continue;
      if (job.addition.once) this.#cancelled.add(job);
      else this.#paused.push(job.addition);
      job.abort.abort();
    }
  }

  /** Goes on with what was paused. */
  resume(library: Library): void {
    for (const addition of this.#paused.splice(0)) void this.add(library, addition);
  }

  /** Stops all for good. */
  stop(): void {
    this.#paused.length = 0;
    for (const job of this.#jobs) job.abort.abort();
    this.dismissLeftOut();
    this.dismissSeparate();
    this.dismiss();
  }
}

const WAITING: AddProgress = { phase: 'listing', done: 0, total: 0, failed: 0, rate: 0 };

/** Adds up what runs at the same time. */
export function together(all: readonly AddProgress[]): AddProgress {
  const sum = (of: (progress: AddProgress) => number): number => all.reduce((n, each) => n + of(each), 0);
  const listing = all.some((each) => each.phase === 'listing');
  const done = sum((each) => each.done);
  const total = sum((each) => each.total);
  const rate = sum((each) => each.rate);
  return {
    phase: listing && done === 0 ? 'listing' : 'indexing',
    done,
    total,
    failed: sum((each) => each.failed),
    rate,
    // While a folder is still being read, nobody knows how much there is to do.
    ...(rate > 0 && !listing && { secondsLeft: (total - done) / rate }),
  };
}
