import { html, type TemplateResult } from 'lit';
import { nextIcon, previousIcon } from '../ui/icons.ts';

/**
 * A button that turns to a neighbour.
 *
 * @param side Where the neighbour is, which is also the button’s class.
 * @param label What it does.
 * @param isPossible Whether there is a neighbour.
 */
export function arrow(
  side: 'previous' | 'next',
  label: string,
  isPossible: boolean,
  go: () => void,
): TemplateResult {
  return html`<button
    part="icon-button"
    class="icon-button ${side}"
    aria-label=${label}
    title=${label}
    aria-disabled=${!isPossible}
    @click=${go}
  >
    ${side === 'next' ? nextIcon : previousIcon}
  </button>`;
}
