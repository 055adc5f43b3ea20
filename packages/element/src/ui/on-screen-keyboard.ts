import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The visible part of the page: https://drafts.csswg.org/cssom-view/#visualviewport */
type Visible = Pick<VisualViewport, 'offsetTop' | 'height' | 'scale'>;

/**
 * Keeps the element above a phone's on-screen keyboard. A page can ask the browser to shrink it, with
 * `interactive-widget=resizes-content`. Safari ignores that and covers the lower half with its keyboard.
 */
export class OnScreenKeyboard implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    visualViewport?.addEventListener('resize', this.#look);
    visualViewport?.addEventListener('scroll', this.#look);
    this.#host.addEventListener('focusin', this.#look);
    this.#host.addEventListener('focusout', this.#look);
  }

  hostDisconnected(): void {
    visualViewport?.removeEventListener('resize', this.#look);
    visualViewport?.removeEventListener('scroll', this.#look);
    this.#host.removeEventListener('focusin', this.#look);
    this.#host.removeEventListener('focusout', this.#look);
  }

  readonly #look = (): void => {
    const isTyping = this.#host.shadowRoot?.activeElement instanceof HTMLInputElement;
    const { clientHeight } = document.documentElement;
    const covered =
      isTyping && visualViewport
        ? coveredHeight(this.#host.getBoundingClientRect().bottom, clientHeight, visualViewport)
        : 0;
    this.#host.style.setProperty('--photo-search-covered', `${covered}px`);
  };
}

/**
 * @param bottom Bottom of the element, in pixels from the top of the layout viewport.
 * @param height Height of that viewport.
 * @param visible Its visible part.
 * @returns How many pixels of the element a keyboard covers. Anything below the viewport is only scrolled away, and a
 *   zoomed page does not mean that there is a keyboard.
 */
export function coveredHeight(bottom: number, height: number, visible: Visible): number {
  if (visible.scale > 1.01) return 0;
  return Math.max(0, Math.round(Math.min(bottom, height) - visible.offsetTop - visible.height));
}
