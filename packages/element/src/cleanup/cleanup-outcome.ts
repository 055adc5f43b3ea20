import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { outcomeView, runningView } from '../transfer/transfer-view.ts';
import type { TransferState, TransferWork } from '../transfer/transfer-work.ts';
import type { Cleanup } from './cleanup.ts';
import type { CopyMover } from './copy-mover.ts';

/** Actions of the user at the end of the dialog that cleans up. */
export interface OutcomeActions {
  /** Shows what was hidden again. */
  undo(): void;
  /** Moves what was planned. */
  move(): void;
  /** Moves nothing. */
  leave(): void;
}

/**
 * What was done last, what is being done, or a question before it is.
 *
 * @param moving What moves files, and its state; undefined if nothing does.
 */
export function cleanupOutcome(
  strings: Strings,
  { said, action }: Pick<Cleanup, 'said' | 'action'>,
  mover: CopyMover,
  moving: { readonly work: TransferWork; readonly state: TransferState } | undefined,
  actions: OutcomeActions,
): TemplateResult {
  const { running, outcome } = moving?.state ?? {};
  const { planned, isShown } = mover;
  const isHiding = !planned && !isShown;
  // The status must always be rendered, to be read out.
  return html`
    <div class="done">
      <div role="status">${isHiding ? said?.(strings) : nothing}${moving && isShown && !running && outcome ? moved(strings, outcome, moving.work) : nothing}</div>
      ${isHiding && action !== undefined ? html`<button part="button" class="button small undo" @click=${actions.undo}>${strings.undo}</button>` : nothing}
      ${planned ? question(strings, planned.photos.length, planned.target.name, actions) : nothing}
      ${moving && isShown && running ? runningView(strings, running, moving.work) : nothing}
    </div>
  `;
}

const moved = (
  strings: Strings,
  outcome: NonNullable<TransferState['outcome']>,
  work: TransferWork,
): TemplateResult =>
  html`<div class="notice ${outcome.isError ? 'error' : ''}"><div class="body">${outcomeView(strings, outcome, work)}</div></div>`;

function question(
  strings: Strings,
  count: number,
  folder: string,
  { move, leave }: OutcomeActions,
): TemplateResult {
  return html`
    <div class="question">
      <p>${strings.moveQuestion(count, folder)}</p>
      <p class="hint">${strings.movePhotosHint}</p>
      <div class="choices">
        <button part="button primary-button" class="button primary" @click=${move}>${strings.moveNow}</button>
        <button part="button" class="button" @click=${leave}>${strings.cancel}</button>
      </div>
    </div>
  `;
}
