import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Preserves keyboard focus. Without it, focus is lost when an update removes or moves the focused button. */
export class FocusKeeper implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #refuge: () => void;
  #focused: Element | undefined;

  /**
   * @param host The element whose updates to watch.
   * @param refuge Moves focus to another place if its own has gone.
   */
  constructor(host: ReactiveControllerHost & HTMLElement, refuge: () => void) {
    this.#host = host;
    this.#refuge = refuge;
    host.addController(this);
  }

  hostUpdate(): void {
    const focused = this.#host.shadowRoot?.activeElement;
    // Only for keyboard focus: a tap must not open a phone's on-screen keyboard.
    this.#focused = focused?.matches(':focus-visible') ? focused : undefined;
  }

  hostUpdated(): void {
    if (this.#focused && this.#host.shadowRoot?.activeElement === null) this.#refuge();
    this.#focused = undefined;
  }
}
