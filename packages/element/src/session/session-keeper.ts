import type { ClipInfo } from '@web-clip/clip';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { closeSession, openSession, type Session, type SessionOptions } from './session.ts';

/** After a session died, the new one must survive this long to be restarted too; in milliseconds. */
const SOON = 300_000;

/**
 * Keeps one session in use. Unless another session is already open, it is only opened after the old one has freed its
 * memory.
 */
export class SessionKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #died: (session: Session, again: boolean) => void;
  #abort: AbortController | undefined;
  #lastDeath = Number.NEGATIVE_INFINITY;
  /** The open session. */
  current: Session | undefined;
  /** The session that is open or opening. */
  opening: Promise<Session> | undefined;

  /**
   * @param host Updated with the session.
   * @param died Called when the worker of the session has died, before its calls fail. `again`: it also died shortly
   *   before, so restarting it is pointless.
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
   * Closes the current session and opens another.
   *
   * @returns The session, or undefined if it was closed or replaced in the meantime.
   * @throws ClipError like `createClip` and `openLibrary`.
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

  /** Replaces the current session by one that is already open. */
  adopt(session: Session): void {
    void this.close();
    this.#abort = session.abort;
    this.opening = Promise.resolve(session);
    this.#use(session);
  }

  /**
   * Checks what the model runs on now, because a failing GPU is replaced while it works.
   *
   * @returns What it runs on now and what it ran on before, if that has changed.
   */
  async look(): Promise<{ before: ClipInfo; now: ClipInfo } | undefined> {
    const { current } = this;
    const now = await current?.clip.info().catch(() => undefined);
    if (!current || !now || this.current !== current || now.reason === current.info.reason) return undefined;
    this.current = { ...current, info: now };
    this.#host.requestUpdate();
    return { before: current.info, now };
  }

  /** Closes the session, even if it is still opening. */
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
    session.onLost(() => {
      if (this.current?.clip !== session.clip) return;
      const again = performance.now() - this.#lastDeath < SOON;
      this.#lastDeath = performance.now();
      this.#died(session, again);
    });
  }
}
