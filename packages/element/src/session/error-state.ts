import { type ClipError, isClipError } from '@web-clip/clip';
import { asClipError } from '@web-clip/clip/internal';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { english, type Message } from '../i18n/strings.ts';
import { messageOf } from './session.ts';

/** The last error, until the user dismisses it. */
export class ErrorState implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #reported: (error: ClipError) => void;
  #isOfSearch = false;
  /** Message for the user; undefined if there is no error. */
  message: Message | undefined;
  /** Whether storage is full. The user then has to choose what to delete. */
  isFull = false;

  /**
   * @param host Updated with the error.
   * @param reported Called with each error.
   */
  constructor(host: ReactiveControllerHost, reported: (error: ClipError) => void) {
    this.#host = host;
    this.#reported = reported;
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
  report(error: unknown, consequence?: Message): void {
    const message = messageOf(error);
    this.message = consequence ? (strings) => `${message(strings)} ${consequence(strings)}` : message;
    this.isFull = isClipError(error) && error.code === 'storage-full';
    this.#isOfSearch = false;
    this.#host.requestUpdate();
    this.announce(error);
  }

  /** Reports why a search failed. The message is dropped when another search starts. */
  reportSearch(error: unknown): void {
    this.report(error);
    this.#isOfSearch = true;
  }

  /** Tells the page of an error that the user sees elsewhere. */
  announce(error: unknown): void {
    if (!isClipError(error)) console.error(error);
    this.#reported(asClipError(error, 'engine-failed', messageOf(error)(english)));
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
