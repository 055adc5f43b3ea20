import type { DownloadProgress } from '../weights/download.ts';

/** How far a call has come. */
export interface ClipProgress {
  /** `download` counts bytes of model files, `embed` pictures or texts. */
  phase: 'download' | 'embed';
  done: number;
  /** 0 where it is not known. */
  total: number;
}

/** Is told how far a call has come. */
export type ProgressListener = (progress: ClipProgress) => void;

/** Adds up the files that are being downloaded, for all who wait. */
export class DownloadMeter {
  readonly #files = new Map<string, DownloadProgress>();
  readonly #listeners = new Set<ProgressListener>();

  /**
   * Lets a caller hear of the downloads that it waits for, whoever began them.
   *
   * @param listener The caller's, if it wants to hear.
   * @param work What it waits for.
   */
  async during<T>(listener: ProgressListener | undefined, work: () => Promise<T>): Promise<T> {
    if (!listener) return work();
    // What was downloaded before anyone asked is not of this call.
    if (this.#listeners.size === 0) this.#files.clear();
    this.#listeners.add(listener);
    try {
      return await work();
    } finally {
      this.#listeners.delete(listener);
    }
  }

  /** Takes the news of one file. */
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
