import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';

/** How long to wait for the next change before one is announced, in milliseconds. */
const PAUSE_MS = 400;

/** Tells screen readers what has changed on the screen, once it has stopped changing. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param host Renders {@link region}. */
  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** What is read out. It must always be rendered. */
  get region(): TemplateResult {
    return html`<p class="announcement" role="status">${this.#text}</p>`;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Announces a text, unless another takes its place at once. */
  say(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#text = text;
      this.#host.requestUpdate();
    }, PAUSE_MS);
  }
}
