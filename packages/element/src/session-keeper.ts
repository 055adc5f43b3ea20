import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { closeSession, openSession, type Session, type SessionOptions } from './session.ts';

/** Keeps one session at a time: the next one opens only when the one before has given its memory back. */
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
    const opening = closed.then(() => openSession(options, abort.signal));
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

  /** Closes the session, also one that is still opening. */
  async close(): Promise<void> {
    const { opening } = this;
    this.#abort?.abort();
    this.current = undefined;
    this.opening = undefined;
    this.#host.requestUpdate();
    const session = await opening?.catch(() => undefined);
    // A worker that has died cannot be closed, and holds nothing.
    if (session) await closeSession(session).catch(() => undefined);
  }
}
