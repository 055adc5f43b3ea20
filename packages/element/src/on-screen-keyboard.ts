import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What is left to see of the page: https://drafts.csswg.org/cssom-view/#visualviewport */
type Visible = Pick<VisualViewport, 'offsetTop' | 'height' | 'scale'>;

/**
 * Keeps the element above the keyboard of a phone while the person types. A page may ask the browser to shrink it by
 * `interactive-widget=resizes-content`; Safari does not, and lays its keyboard over the lower half.
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
 * @param bottom Of the element, in pixels from the top of the page’s viewport.
 * @param height Of that viewport.
 * @param visible The part of it that is to be seen.
 * @returns How many pixels of the element a keyboard covers. What is below the viewport is only scrolled away, and an
 *   enlarged page is no sign of a keyboard.
 */
export function coveredHeight(bottom: number, height: number, visible: Visible): number {
  if (visible.scale > 1.01) return 0;
  return Math.max(0, Math.round(Math.min(bottom, height) - visible.offsetTop - visible.height));
}
