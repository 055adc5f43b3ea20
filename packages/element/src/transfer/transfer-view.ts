import type { LeftPhoto, Transfer } from '@web-clip/photos';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { progressBar } from '../photos/progress-bar.ts';
import type { Outcome, TransferState, TransferWork } from './transfer-work.ts';

/** Maximum number of files in a list. */
const MOST = 500;

/** Progress of a task, with a button to stop it. */
export function runningView(
  strings: Strings,
  { kind, progress }: NonNullable<TransferState['running']>,
  work: TransferWork,
): TemplateResult {
  const { done = 0, total = 0, bytes = 0 } = progress ?? {};
  const details = [
    ...(total > 0 ? [strings.countOf(done, total)] : []),
    ...(bytes > 0 ? [strings.bytes(bytes)] : []),
  ];
  const headline = strings.transferring(kind);
  return progressBar(
    strings,
    { headline, details, label: headline, cancel: () => work.cancel() },
    total > 0 ? { done, total } : undefined,
  );
}

/** Says that a transfer was interrupted, and lets the user continue or undo it. */
export function interruptedView(strings: Strings, transfer: Transfer, work: TransferWork): TemplateResult {
  const { id, kind, state, photos, target } = transfer;
  const isUndoing = state === 'undoing';
  return html`
    <p>${strings.transferInterrupted(kind, isUndoing, photos, target.name)}</p>
    <div class="choices">
      <button part="button" class="button small" @click=${() => void work.resume(transfer)}>${strings.continue}</button>
      ${
        isUndoing
          ? nothing
          : html`<button part="button" class="button small" @click=${() => void work.undo(id)}>${strings.undoTransfer}</button>`
      }
    </div>
  `;
}

/** What has become of a task: a sentence, what was left with the reasons, and what can be done about it. */
export function outcomeView(strings: Strings, outcome: Outcome, work: TransferWork): TemplateResult {
  const { text, left = [], undo, target } = outcome;
  return html`
    <p>${text(strings)}</p>
    ${
      undo === undefined && !target
        ? nothing
        : html`<div class="choices">
          ${undo === undefined ? nothing : html`<button part="button" class="button small" @click=${() => void work.undo(undo)}>${strings.undoTransfer}</button>`}
          ${target ? html`<button part="button" class="button small" @click=${() => work.addTarget(target)}>${strings.searchTarget(target.name)}</button>` : nothing}
        </div>`
    }
    ${left.length > 0 ? leftView(strings, left) : nothing}
  `;
}

function leftView(strings: Strings, left: readonly LeftPhoto[]): TemplateResult {
  return html`
    <details class="left">
      <summary>${strings.transferLeft(left.length)}</summary>
      <ul>
        ${left.slice(0, MOST).map(
          ({ path, code, message }) => html`
            <li><bdi>${path}</bdi> <span>${strings.advice(code)} <span lang="en">${message}</span></span></li>
          `,
        )}
        ${left.length > MOST ? html`<li>${strings.moreFiles(left.length - MOST)}</li>` : nothing}
      </ul>
    </details>
  `;
}

/** Styles of {@link outcomeView}. */
export const outcomeStyles = css`
  .left {
    flex-basis: 100%;
    font-size: 0.875rem;
  }

  .left summary {
    cursor: pointer;
  }

  .left ul {
    max-height: 12rem;
    margin: 0.25rem 0;
    padding: 0;
    overflow: auto;
    list-style: none;
  }

  .left li {
    padding: 0.4rem 0;
    overflow-wrap: anywhere;
  }

  .left span {
    color: var(--muted);
  }
`;
