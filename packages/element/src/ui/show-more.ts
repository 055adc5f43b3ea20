import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';

/**
 * The button below a list of groups of which only the first are shown.
 *
 * @param isMore Whether there are others.
 * @param more Shows them.
 */
export function showMore(
  strings: Strings,
  isMore: boolean,
  more: () => void,
): TemplateResult | typeof nothing {
  return isMore
    ? html`<button part="button" class="button more" @click=${more}>${strings.showMoreGroups}</button>`
    : nothing;
}
