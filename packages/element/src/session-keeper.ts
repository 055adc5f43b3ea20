import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { closeSession, openSession, type Session, type SessionOptions } from './session.ts';

/**
 * Keeps one session in use: another one is opened in its place only when it has given its memory back,
 * unless that is open already.
 */
export class SessionKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #abort: AbortController | undefined;
  /** The session that is open. */
  current: Session | undefined;
  /** The session that is open or about to be. */
  opening: Promise<Session> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    void this.close();
  }

  /**
   * Closes the session that there is, and opens another.
   *
   * @returns The session, or undefined if meanwhile it was closed or yet another was opened.
   * @throws ClipError as `createClip` and `openLibrary` do.
   */
  async open(options: SessionOptions): Promise<Session | undefined> {
    const closed = this.close();
    const abort = new AbortController();
    const opening = closed.then(() => openSession(options, abort));
    this.#abort = abort;
    this.opening = opening;
    try {
      const session = await opening;
      if (abort.signal.aborted) return undefined;
      this.current = session;
      this.#host.requestUpdate();
      return session;
    } catch (error) {
      if (abort.signal.aborted) return undefined;
      this.opening = undefined;
      throw error;
    }
  }

  /** Puts a session that is open in the place of the one that there is. */
  adopt(session: Session): void {
    void this.close();
    this.#abort = session.abort;
    this.opening = Promise.resolve(session);
    this.current = session;
    this.#host.requestUpdate();
  }

  /**
   * Looks anew at what the model runs on: a GPU that errs is replaced in the midst of its work.
   *
   * @returns Whether it runs elsewhere than before.
   */
  async look(): Promise<boolean> {
    const { current } = this;
    const info = await current?.clip.info().catch(() => undefined);
    if (!current || !info || this.current !== current || info.backend === current.info.backend) return false;
    this.current = { ...current, info };
    this.#host.requestUpdate();
    return true;
  }

  /** Closes the session, also one that is still opening. */
  async close(): Promise<void> {
    const { opening } = this;
    this.#abort?.abort();
    this.current = undefined;
    this.opening = undefined;
    this.#host.requestUpdate();
    const session = await opening?.catch(() => undefined);
    if (session) await closeSession(session);
  }
}
