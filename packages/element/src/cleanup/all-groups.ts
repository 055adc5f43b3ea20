import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';

/** What there is to do with all groups at once. */
export interface AllGroups {
  /** Number of copies to hide; 0 to hide them group by group only. */
  readonly copies: number;
  /** Number of copies that can be moved. */
  readonly movable: number;
  readonly isBusy: boolean;
}

/** What is above the list of groups: a hint, and buttons for all of them. */
export function allGroups(
  strings: Strings,
  { copies, movable, isBusy }: AllGroups,
  actions: { hide(): void; move(): void },
): TemplateResult {
  const answer = (text: string, act: () => void): TemplateResult =>
    html`<button part="button" class="button small" aria-disabled=${isBusy} @click=${act}>${text}</button>`;
  return html`
    <div class="all">
      <p>${strings.cleanUpHint}</p>
      ${copies > 0 ? answer(strings.hideAllCopies(copies), actions.hide) : nothing}
      ${movable > 0 ? answer(strings.moveAllCopies(movable), actions.move) : nothing}
    </div>
  `;
}
