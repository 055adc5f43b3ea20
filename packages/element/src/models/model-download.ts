import type { CallOptions, ClipProgress } from '@web-clip/clip';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PhotoSearchProgress } from '../events.ts';

/** A download that the user did not ask for shows no progress bar if it takes less than this. */
const SHORT_MS = 400;

const CONNECTING: ClipProgress = { phase: 'download', done: 0, total: 0 };

/** Tracks the download of one model at a time. */
export class ModelDownload implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #progressed: (progress: PhotoSearchProgress) => void;
  #abort: AbortController | undefined;
  /** The running download and its progress; undefined if there is nothing to show. */
  shown: { readonly model: string; readonly progress: ClipProgress } | undefined;

  /**
   * @param host Updated with the progress.
   * @param progressed Called with the progress that is shown.
   */
  constructor(host: ReactiveControllerHost, progressed: (progress: PhotoSearchProgress) => void) {
    this.#host = host;
    this.#progressed = progressed;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /**
   * Starts a download, and aborts the previous one.
   *
   * @param model Name to show.
   * @param download Performs the download.
   * @param quiet Whether the user did not ask for it: it then shows only if it takes long.
   * @returns The result of `download`; undefined if it was aborted.
   * @throws Whatever `download` throws.
   */
  async follow<T>(
    model: string,
    download: (options: CallOptions) => Promise<T>,
    quiet = false,
  ): Promise<T | undefined> {
    this.cancel();
    const abort = new AbortController();
    const { signal } = abort;
    this.#abort = abort;
    const began = performance.now();
    const show = (progress: ClipProgress): void => {
      if (signal.aborted || (quiet && performance.now() - began < SHORT_MS)) return;
      this.shown = { model, progress };
      this.#host.requestUpdate();
      const { done, total } = progress;
      this.#progressed({ phase: 'download', done, total, model });
    };
    show(CONNECTING);
    try {
      const downloaded = await download({ signal, onProgress: show });
      return signal.aborted ? undefined : downloaded;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#abort === abort) this.cancel();
    }
  }

  /** Aborts the download. */
  cancel(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.shown = undefined;
    this.#host.requestUpdate();
  }
}
