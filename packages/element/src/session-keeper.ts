import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ClipInfo } from 'web-clip';
import { closeSession, openSession, type Session, type SessionOptions } from './session.ts';

/** A session that has died is followed by one that dies no sooner than this, or by none; in milliseconds. */
const SOON = 300_000;

/**
 * Keeps one session in use: another one is opened in its place only when it has given its memory back,
 * unless that is open already.
 */
export class SessionKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #died: (session: Session, again: boolean) => void;
  #abort: AbortController | undefined;
  #lastDeath = Number.NEGATIVE_INFINITY;
  /** The session that is open. */
  current: Session | undefined;
  /** The session that is open or about to be. */
  opening: Promise<Session> | undefined;

  /**
   * @param host Is updated with the session.
   * @param died Is told when the worker of the session in use has died, before the calls to it fail; and whether
   *   that has happened just before as well, so that it would go on to.
   */
  constructor(host: ReactiveControllerHost, died: (session: Session, again: boolean) => void) {
    this.#host = host;
    this.#died = died;
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
      this.#use(session);
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
    this.#use(session);
  }

  /**
   * Looks anew at what the model runs on: a GPU that errs is replaced in the midst of its work.
   *
   * @returns What it runs on, and what it ran on before if that has changed.
   */
  async look(): Promise<{ before: ClipInfo; now: ClipInfo } | undefined> {
    const { current } = this;
    const now = await current?.clip.info().catch(() => undefined);
    if (!current || !now || this.current !== current || now.reason === current.info.reason) return undefined;
    this.current = { ...current, info: now };
    this.#host.requestUpdate();
    return { before: current.info, now };
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

  #use(session: Session): void {
    this.current = session;
    this.#host.requestUpdate();
    void session.clip.lost.then(() => {
      if (this.current?.clip !== session.clip) return;
      const again = performance.now() - this.#lastDeath < SOON;
      this.#lastDeath = performance.now();
      this.#died(session, again);
    });
  }
}
