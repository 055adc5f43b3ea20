import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Shows a part of its host on the full screen. */
export class FullScreen implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #element: () => HTMLElement | null;

  /**
   * @param host Updated when the user enters or leaves.
   * @param element What to show. Browsers refuse `<dialog>` itself.
   */
  constructor(host: ReactiveControllerHost, element: () => HTMLElement | null) {
    this.#host = host;
    this.#element = element;
    host.addController(this);
  }

  /** Whether the browser can: an iPhone cannot, and a page may forbid it. */
  get isPossible(): boolean {
    return document.fullscreenEnabled === true;
  }

  /** Whether it is shown on the full screen. */
  get isOn(): boolean {
    return this.#element()?.matches(':fullscreen') ?? false;
  }

  hostConnected(): void {
    document.addEventListener('fullscreenchange', this.#changed);
  }

  hostDisconnected(): void {
    document.removeEventListener('fullscreenchange', this.#changed);
  }

  /** Enters, or leaves. Call this in the handler of a key or a click. */
  async toggle(): Promise<void> {
    if (this.isOn) return this.leave();
    // A browser may refuse, and says so itself.
    if (this.isPossible)
      await this.#element()
        ?.requestFullscreen()
        .catch(() => undefined);
  }

  /** Leaves, if it is shown on the full screen. */
  async leave(): Promise<void> {
    if (this.isOn) await document.exitFullscreen().catch(() => undefined);
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
