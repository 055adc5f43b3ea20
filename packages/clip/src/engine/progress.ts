import type { DownloadProgress } from '@web-clip/weights';

/** The progress of a call. */
export interface ClipProgress {
  /** `download` counts bytes of model files, `embed` counts images or texts. */
  phase: 'download' | 'embed';
  /** How many are done. */
  done: number;
  /** How many there are; 0 if unknown. */
  total: number;
}

/** Called as a call progresses. */
export type ProgressListener = (progress: ClipProgress) => void;

/** Adds up the files being downloaded, for all calls that wait for them. */
export class DownloadMeter {
  readonly #files = new Map<string, DownloadProgress>();
  readonly #listeners = new Set<ProgressListener>();

  /**
   * Reports to a caller the downloads that it waits for, no matter which call started them.
   *
   * @param listener The caller's listener, if any.
   * @param work The work that waits for downloads.
   */
  async during<T>(listener: ProgressListener | undefined, work: () => Promise<T>): Promise<T> {
    if (!listener) return work();
    // Downloads that finished before anyone listened do not belong to this call.
    if (this.#listeners.size === 0) this.#files.clear();
    this.#listeners.add(listener);
    try {
      return await work();
    } finally {
      this.#listeners.delete(listener);
    }
  }

  /** Updates the progress of one file. */
  readonly report = (progress: DownloadProgress): void => {
    this.#files.set(progress.url, progress);
    let done = 0;
    let total = 0;
    for (const file of this.#files.values()) {
      done += file.loaded;
      total += Math.max(file.total, file.loaded);
    }
    for (const listener of this.#listeners) listener({ phase: 'download', done, total });
  };
}
