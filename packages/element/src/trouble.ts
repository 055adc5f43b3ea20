import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isClipError } from 'web-clip';
import { messageOf } from './session.ts';

/** What went wrong last, until the person has read it. */
export class Trouble implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #isOfSearch = false;
  /** For the person; undefined when all is well. */
  message: string | undefined;
  /** Whether storage is full: then the person has to choose what to delete. */
  isFull = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.dismiss();
  }

  /**
   * Tells what was thrown.
   *
   * @param consequence A sentence on what happens now.
   */
  report(error: unknown, consequence?: string): void {
    const message = messageOf(error);
    this.say(consequence ? `${message} ${consequence}` : message);
    this.isFull = isClipError(error) && error.code === 'storage-full';
    if (!isClipError(error)) console.error(error);
  }

  /** Tells why a search failed: it is of no interest once there is another one. */
  reportSearch(error: unknown): void {
    this.report(error);
    this.#isOfSearch = true;
  }

  /** Tells something in words. */
  say(message: string): void {
    this.message = message;
    this.isFull = false;
    this.#isOfSearch = false;
    this.#host.requestUpdate();
  }

  /** Forgets what went wrong. */
  dismiss(): void {
    this.message = undefined;
    this.#host.requestUpdate();
  }

  /** Forgets what went wrong if it was a search. */
  dismissSearch(): void {
    if (this.#isOfSearch) this.dismiss();
  }
}
