import type { AddProgress, Library } from '@web-clip/photos';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isClipError, type ModelSpec } from 'web-clip';
import { type Addition, Indexing } from './indexing.ts';
import type { ModelDownload } from './model-download.ts';
import { closeSession, openSession, type Session, type SessionOptions } from './session.ts';

/** The model that is getting ready to follow the one in use: it is downloaded, then indexes the photos. */
export class NextModel implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #download: ModelDownload;
  readonly #indexing: Indexing;
  #abort: AbortController | undefined;
  #session: Session | undefined;
  #failure: unknown;
  /** What it is; undefined while none is getting ready. */
  model: Pick<ModelSpec, 'id' | 'name'> | undefined;

  /**
   * @param host Is updated as it advances.
   * @param download Shows how far the download has come.
   * @param unreadable Is told of a folder that could not be read, which does not stop the others.
   */
  constructor(host: ReactiveControllerHost, download: ModelDownload, unreadable: (error: unknown) => void) {
    this.#host = host;
    this.#download = download;
    this.#indexing = new Indexing(host, {
      advanced: () => undefined,
      finished: () => undefined,
      added: () => undefined,
      foundNothing: () => undefined,
      failed: (error) => {
        if (isClipError(error) && error.code === 'unreadable-file') unreadable(error);
        else this.#failure ??= error;
      },
    });
    host.addController(this);
  }

  /** Whether it is indexing. */
  get indexing(): boolean {
    return this.#indexing.running;
  }

  /** How far indexing has come; undefined before it has found anything to do. */
  get progress(): AddProgress | undefined {
    return this.#indexing.progress;
  }

  hostDisconnected(): void {
    this.cancel();
  }

  /**
   * Downloads a model and indexes photos with it; gives up what was getting ready before.
   *
   * @param model What to call it.
   * @param options What to open.
   * @param additions Finds what to index, once the model is there.
   * @param ready Is waited for at the end, when only the caller’s place has to be taken.
   * @returns A session, the caller’s to close; undefined if it was given up. What was indexed stays.
   * @throws ClipError as `createClip`, `prefetch` and `add` do.
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
      // It is not ours any more.
      this.#session = undefined;
      return session;
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#abort === abort) this.#end();
    }
  }

  /** Gives it up; what was indexed stays for another time. */
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
