import { html, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { starIcon } from '../ui/icons.ts';

/** The most stars that a photo can have. */
const MOST = 5;

/**
 * Five stars, of which a click gives some. A click on the last one given takes them away.
 *
 * @param rating The stars given; undefined if not all photos have the same.
 */
export function starsOf(
  strings: Strings,
  rating: number | undefined,
  rate: (rating: number) => void,
): TemplateResult {
  const star = (stars: number): TemplateResult => html`
    <button
      part="icon-button"
      class="icon-button ${stars <= (rating ?? 0) ? 'given' : ''}"
      aria-label=${strings.stars(stars)}
      aria-pressed=${stars === rating}
      title="${strings.stars(stars)} (${stars})"
      @click=${() => rate(stars === rating ? 0 : stars)}
    >
      ${starIcon}
    </button>
  `;
  return html`<div class="stars" role="group" aria-label=${strings.rating}>${Array.from({ length: MOST }, (_, i) => star(i + 1))}</div>`;
}
