import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps the keyboard's place: a focused button that an update takes away or moves would leave the focus nowhere. */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #refuge: () => void;
  #focused: Element | undefined;

  /**
   * @param host Whose updates to watch.
   * @param refuge Gives the focus a place when it has lost its own.
   */
  constructor(host: ReactiveControllerHost & HTMLElement, refuge: () => void) {
    this.#host = host;
    this.#refuge = refuge;
    host.addController(this);
  }

  hostUpdate(): void {
    const focused = this.#host.shadowRoot?.activeElement;
    // A tap must not bring up the keyboard of a phone.
    this.#focused = focused?.matches(':focus-visible') ? focused : undefined;
  }

  hostUpdated(): void {
    if (this.#focused && this.#host.shadowRoot?.activeElement === null) this.#refuge();
    this.#focused = undefined;
  }
}
