import type { AddProgress, Library, PhotoSource } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isClipError } from 'web-clip';

/** What the controller tells. */
export interface IndexingEvents {
  /** Photos may have become searchable. */
  advanced(): void;
  /** All is done, or cancelled. */
  finished(): void;
  /** There was no photo in what the person chose. */
  foundNothing(): void;
  failed(error: unknown): void;
}

interface Job {
  readonly abort: AbortController;
  /** A quiet job shows only once it finds photos that are new. */
  readonly quiet: boolean;
  progress?: AddProgress;
}

/** Adds photos to a library and follows how far that has come. */
export class Indexing implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #events: IndexingEvents;
  readonly #jobs = new Set<Job>();

  constructor(host: ReactiveControllerHost, events: IndexingEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  /** Whether anything is being added. */
  get running(): boolean {
    return this.#jobs.size > 0;
  }

  /** How far all that is being added has come together; undefined when there is nothing to show. */
  get progress(): AddProgress | undefined {
    const shown = [...this.#jobs].filter((job) => !job.quiet || (job.progress?.total ?? 0) > 0);
    if (shown.length === 0) return undefined;
    // The library takes one source after the other: those that wait have no progress yet.
    const begun = shown.flatMap(({ progress }) => progress ?? []);
    return begun.length > 0 ? together(begun) : WAITING;
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /**
   * Adds photos. It reaches `library.add` without a pause, since dropped items last no longer than
   * the event.
   *
   * @param library Where to.
   * @param source What.
   * @param quiet Whether nobody asked for it just now.
   */
  async add(library: Library, source: PhotoSource, quiet = false): Promise<void> {
    const job: Job = { abort: new AbortController(), quiet };
    this.#jobs.add(job);
    this.#host.requestUpdate();
    try {
      const { listed } = await library.add(source, {
        signal: job.abort.signal,
        onProgress: (progress) => {
          const done = job.progress?.done ?? 0;
          job.progress = progress;
          this.#host.requestUpdate();
          if (progress.done > done) this.#events.advanced();
        },
      });
      if (listed === 0 && !quiet) this.#events.foundNothing();
    } catch (error) {
      const cancelled = job.abort.signal.aborted || (isClipError(error) && error.code === 'aborted');
      if (!cancelled) this.#events.failed(error);
    } finally {
      this.#jobs.delete(job);
      this.#host.requestUpdate();
      if (!this.running) this.#events.finished();
    }
  }

  /** Stops all; what has been committed stays. */
  cancel(): void {
    for (const job of this.#jobs) job.abort.abort();
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
