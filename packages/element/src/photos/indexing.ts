import { isClipError } from '@web-clip/clip';
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
import type { Message } from '../i18n/strings.ts';
import { bothLeftOut } from './left-out-text.ts';

/** Photos to add. */
export interface Addition {
  readonly source: PhotoSource;
  /** What to say if it contains no photo. */
  readonly empty: Message;
  /** The user did not ask for it just now. It shows only once it finds new photos. */
  readonly quiet?: boolean;
  /** It cannot be read a second time. */
  readonly once?: boolean;
  /** Single files. Each addition has different ones, whereas a folder that is added twice is the same. */
  readonly single?: boolean;
  /** The photos belong to the page, not the user. */
  readonly sample?: boolean;
  /** Choices that the user has made for it. */
  readonly said?: Pick<AddOptions, 'systemFolders' | 'folder'>;
}

/** Events of {@link Indexing}. */
export interface IndexingEvents {
  /** There is something new to show. */
  progressed(progress: AddProgress): void;
  /** Photos may have become searchable. */
  advanced(): void;
  /** Everything is done, or cancelled. */
  finished(): void;
  /** Everything that the user chose is in the library. */
  added(addition: Addition): void;
  /** What the user chose contains no photo. */
  foundNothing(empty: Message): void;
  failed(error: unknown): void;
}

/** Work that the user cancelled, or that stopped because storage is full. */
export interface Cancelled {
  /** Number of photos left to index; undefined if they were not counted. */
  readonly left: number | undefined;
}

/** A folder that was added as a new one, but may be one that the user already had. */
export interface Separate {
  readonly addition: Addition;
  readonly lookalike: Lookalike;
  /** Name of both folders. */
  readonly name: string;
}

interface Job {
  readonly addition: Addition;
  readonly abort: AbortController;
  /** Settled when the addition has ended, which may be with another library. */
  readonly result: { resolve(summary: AddSummary): void; reject(error: unknown): void };
  progress?: AddProgress;
  isPaused?: true;
}

/** Adds photos to a library and tracks the progress. */
export class Indexing implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #events: IndexingEvents;
  readonly #jobs = new Set<Job>();
  /** To resume with the next library. */
  readonly #paused: Pick<Job, 'addition' | 'result'>[] = [];
  readonly #cancelled = new Set<Job>();
  /** What was left out, by folder, because a folder may be dropped twice. */
  readonly #leftOut = new Map<string, LeftOut>();
  /** The last folder that was added as a new one, until the user dismisses it. */
  separate: Separate | undefined;

  constructor(host: ReactiveControllerHost, events: IndexingEvents) {
    this.#host = host;
    this.#events = events;
    host.addController(this);
  }

  /** Whether anything is being added, or waiting for a library. */
  get running(): boolean {
    return this.#jobs.size > 0 || this.#paused.length > 0;
  }

  /** Whether anything that the user asked for is running or waiting. */
  get #isAsked(): boolean {
    return [...this.#jobs, ...this.#paused].some(({ addition }) => !addition.quiet);
  }

  /** Combined progress of all additions; undefined if there is nothing to show. */
  get progress(): AddProgress | undefined {
    const shown = [...this.#jobs].filter(
      ({ addition, progress }) => !addition.quiet || (progress?.total ?? 0) > 0,
    );
    if (shown.length === 0) return undefined;
    // The library processes one source after the other, so waiting ones have no progress yet.
    const begun = shown.flatMap(({ progress }) => progress ?? []);
    return begun.length > 0 ? together(begun) : WAITING;
  }

  /**
   * Work that has stopped because it was cancelled or storage is full, until the user continues it, dismisses it, or
   * adds something else.
   */
  get cancelled(): Cancelled | undefined {
    if (this.running || this.#cancelled.size === 0) return undefined;
    let left = 0;
    for (const { progress } of this.#cancelled) {
      if (progress?.phase !== 'indexing') return { left: undefined };
      left += progress.total - progress.done;
    }
    return { left };
  }

  /** What was left out of everything that the user added together, until the user dismisses it. */
  get leftOut(): LeftOut | undefined {
    return this.#leftOut.size > 0 ? [...this.#leftOut.values()].reduce(bothLeftOut) : undefined;
  }

  hostDisconnected(): void {
    this.stop();
  }

  /**
   * Adds photos. It calls `library.add` synchronously because dropped items are only valid during their event.
   *
   * @param library The library to add to.
   * @param addition What to add.
   * @returns The result, or undefined if it did not finish; the events say why.
   */
  add(library: Library, addition: Addition): Promise<AddSummary | undefined> {
    return this.addOrThrow(library, addition).catch(() => undefined);
  }

  /**
   * Like {@link add}.
   *
   * @returns The result.
   * @throws Whatever `library.add` throws; an `AbortError` if it was cancelled.
   */
  addOrThrow(library: Library, addition: Addition): Promise<AddSummary> {
    return new Promise((resolve, reject) => this.#begin(library, addition, { resolve, reject }));
  }

  #begin(library: Library, addition: Addition, result: Job['result']): void {
    const job: Job = { addition, abort: new AbortController(), result };
    this.#run(library, job).then(result.resolve, (error) => {
      if (!job.isPaused) result.reject(error);
    });
  }

  async #run(library: Library, job: Job): Promise<AddSummary> {
    const { addition } = job;
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
          if (this.progress) this.#events.progressed(this.progress);
          if (progress.done > done) this.#events.advanced();
        },
      });
      // The cancellation came too late.
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
      if (listed === 0) this.#events.foundNothing(addition.empty);
      else this.#events.added(addition);
      return summary;
    } catch (error) {
      if (!job.abort.signal.aborted) this.#events.failed(error);
      // The user can free space and continue.
      if (isClipError(error) && error.code === 'storage-full') this.#cancelled.add(job);
      throw error;
    } finally {
      this.#jobs.delete(job);
      this.#host.requestUpdate();
      if (!this.running) this.#events.finished();
    }
  }

  /** Stops everything because the user asked. Committed photos stay. */
  cancel(): void {
    for (const job of this.#jobs) {
      this.#cancelled.add(job);
      job.abort.abort();
    }
  }

  /**
   * Restarts what was cancelled.
   *
   * @returns Whether everything could be restarted. If not, the user has to choose the rest again.
   */
  continue(library: Library): boolean {
    const additions = [...this.#cancelled].map(({ addition }) => addition);
    this.#cancelled.clear();
    for (const addition of additions) if (!addition.once) void this.add(library, addition);
    return additions.every(({ once }) => !once);
  }

  dismiss(): void {
    this.#cancelled.clear();
    this.#host.requestUpdate();
  }

  dismissLeftOut(): void {
    this.#leftOut.clear();
    this.#host.requestUpdate();
  }

  dismissSeparate(): void {
    this.separate = undefined;
    this.#host.requestUpdate();
  }

  /** Stops everything until {@link resume} is called. What cannot be read again counts as cancelled. */
  pause(): void {
    for (const job of this.#jobs) {
      if (job.abort.signal.aborted) continue;
      if (job.addition.once) this.#cancelled.add(job);
      else {
        job.isPaused = true;
        this.#paused.push(job);
      }
      job.abort.abort();
    }
  }

  /** Resumes what was paused, with this library. */
  resume(library: Library): void {
    for (const { addition, result } of this.#paused.splice(0)) this.#begin(library, addition, result);
  }

  /** Stops everything for good. */
  stop(): void {
    for (const { result } of this.#paused.splice(0)) {
      result.reject(new DOMException('The library was closed.', 'AbortError'));
    }
    for (const job of this.#jobs) job.abort.abort();
    this.dismissLeftOut();
    this.dismissSeparate();
    this.dismiss();
  }
}

const WAITING: AddProgress = { phase: 'listing', done: 0, total: 0, failed: 0, rate: 0 };

/** Combines the progress of concurrent additions. */
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
    // While a folder is still being read, the amount of work is unknown.
    ...(rate > 0 && !listing && { secondsLeft: (total - done) / rate }),
  };
}
