import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CallOptions, ClipProgress } from 'web-clip';

/** A download that nobody asked for and that ends sooner than this is not worth a bar. */
const SHORT_MS = 400;

const CONNECTING: ClipProgress = { phase: 'download', done: 0, total: 0 };

/** Follows the download of one model at a time. */
export class ModelDownload implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #abort: AbortController | undefined;
  /** What is being downloaded, and how far it has come; undefined when there is nothing to show. */
  shown: { readonly model: string; readonly progress: ClipProgress } | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /**
   * Begins a download, and gives up the one before.
   *
   * @param model What to call it.
   * @param download Does it.
   * @param quiet Whether nobody asked for it: it shows only if it takes long.
   * @returns What `download` returns; undefined if it was given up.
   * @throws What `download` throws.
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

  /** Gives up the download. */
  cancel(): void {
    this.#abort?.abort();
    this.#abort = undefined;
    this.shown = undefined;
    this.#host.requestUpdate();
  }
}
