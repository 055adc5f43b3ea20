import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isClipError } from 'web-clip';
import { messageOf } from './session.ts';

/** The last error, until the user dismisses it. */
export class ErrorState implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #isOfSearch = false;
  /** Message for the user; undefined if there is no error. */
  message: string | undefined;
  /** Whether storage is full. The user then has to choose what to delete. */
  isFull = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.dismiss();
  }

  /**
   * Reports an error.
   *
   * @param consequence A sentence about what happens now.
   */
  report(error: unknown, consequence?: string): void {
    const message = messageOf(error);
    this.say(consequence ? `${message} ${consequence}` : message);
    this.isFull = isClipError(error) && error.code === 'storage-full';
    if (!isClipError(error)) console.error(error);
  }

  /** Reports why a search failed. The message is dropped when another search starts. */
  reportSearch(error: unknown): void {
    this.report(error);
    this.#isOfSearch = true;
  }

  /** Shows a message. */
  say(message: string): void {
    this.message = message;
    this.isFull = false;
    this.#isOfSearch = false;
    this.#host.requestUpdate();
  }

  /** Clears the error. */
  dismiss(): void {
    this.message = undefined;
    this.#host.requestUpdate();
  }

  /** Clears the error if a search caused it. */
  dismissSearch(): void {
    if (this.#isOfSearch) this.dismiss();
  }
}
