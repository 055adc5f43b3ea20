import { html, nothing, type TemplateResult } from 'lit';
import type { Message, Strings } from '../i18n/strings.ts';

/** What was done last. */
export interface Done {
  readonly message: Message;
  readonly canUndo: boolean;
}

/** Says what was done last, and offers to undo it. */
export const doneView = (
  strings: Strings,
  { message, canUndo }: Done,
  undo: () => void,
): TemplateResult => html`
  <p>
    <span>${message(strings)}</span>
    ${canUndo ? html`<button part="button" class="button small" @click=${undo}>${strings.undo}</button>` : nothing}
  </p>
`;
