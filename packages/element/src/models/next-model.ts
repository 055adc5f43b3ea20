import { isClipError, type ModelSpec } from '@web-clip/clip';
import type { AddProgress, Library } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PhotoSearchProgress } from '../events.ts';
import { type Addition, Indexing } from '../photos/indexing.ts';
import { closeSession, openSession, type Session, type SessionOptions } from '../session/session.ts';
import type { ModelDownload } from './model-download.ts';

/** Events of {@link NextModel}. */
export interface NextModelEvents {
  /** It has indexed photos. */
  progressed(progress: PhotoSearchProgress): void;
  /** A folder could not be read. The others are still indexed. */
  unreadable(error: unknown): void;
}

/** Prepares the model that is to replace the current one: downloads it, then indexes the photos with it. */
export class NextModel implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #download: ModelDownload;
  readonly #indexing: Indexing;
  #abort: AbortController | undefined;
  #session: Session | undefined;
  #failure: unknown;
  /** The model; undefined if none is being prepared. */
  model: Pick<ModelSpec, 'id' | 'name'> | undefined;

  /**
   * @param host Updated with the progress.
   * @param download Shows the progress of the download.
   * @param events Callbacks.
   */
  constructor(host: ReactiveControllerHost, download: ModelDownload, events: NextModelEvents) {
    this.#host = host;
    this.#download = download;
    this.#indexing = new Indexing(host, {
      progressed: (progress) => events.progressed({ ...progress, model: this.model?.name ?? '' }),
      advanced: () => undefined,
      finished: () => undefined,
      added: () => undefined,
      foundNothing: () => undefined,
      failed: (error) => {
        if (isClipError(error) && error.code === 'unreadable-file') events.unreadable(error);
        else this.#failure ??= error;
      },
    });
    host.addController(this);
  }

  /** Whether it is indexing. */
  get indexing(): boolean {
    return this.#indexing.running;
  }

  /** Progress of indexing; undefined until it has found work. */
  get progress(): AddProgress | undefined {
    return this.#indexing.progress;
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /**
   * Downloads a model and indexes photos with it. Aborts any earlier preparation.
   *
   * @param model Name to show.
   * @param options Options of the session.
   * @param additions Finds the photos to index, once the model is loaded.
   * @param ready Awaited at the end, when only the switch is left.
   * @returns A session that the caller has to close; undefined if it was aborted. Indexed photos stay.
   * @throws ClipError like `createClip`, `prefetch` and `add`.
   */
  async prepare(
    model: Pick<ModelSpec, 'id' | 'name'>,
    options: SessionOptions,
    additions: (library: Library) => Promise<readonly Addition[]>,
    ready: () => Promise<void>,
  ): Promise<Session | undefined> {
    this.cancel();
    const abort = new AbortController();
    this.#abort = abort;
    this.model = model;
    try {
      const session = await this.#download.follow(model.name, async (call) => {
        const opened = await openSession(options, abort);
        this.#session = opened;
        await opened.clip.prefetch(call);
        return opened;
      });
      if (!session || abort.signal.aborted) return undefined;
      await this.#index(session.library, await additions(session.library), abort.signal);
      await ready();
      if (abort.signal.aborted) return undefined;
      // The caller owns it now.
      this.#session = undefined;
      return session;
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#abort === abort) this.#end();
    }
  }

  /** Aborts the preparation. Indexed photos stay for another time. */
  cancel(): void {
    this.#abort?.abort();
    if (this.model) this.#download.cancel();
    this.#end();
  }

  async #index(library: Library, additions: readonly Addition[], signal: AbortSignal): Promise<void> {
    this.#failure = undefined;
    if (signal.aborted) return;
    await Promise.all(additions.map((addition) => this.#indexing.add(library, { ...addition, quiet: true })));
    if (this.#failure) throw this.#failure;
  }

  #end(): void {
    const session = this.#session;
    this.#session = undefined;
    this.#abort = undefined;
    this.model = undefined;
    this.#indexing.stop();
    if (session) void closeSession(session);
    this.#host.requestUpdate();
  }
}
