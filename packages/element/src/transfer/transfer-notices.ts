import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { notice } from '../notices.ts';
import { interruptedView, outcomeView, runningView } from './transfer-view.ts';
import type { TransferWork } from './transfer-work.ts';

/**
 * What has become of photos that were taken elsewhere. The region is always in the document, so that screen readers
 * announce changes.
 */
export function outcomeNotice(strings: Strings, work: TransferWork | undefined): TemplateResult {
  const outcome = work?.state.outcome;
  const body = work && outcome && outcomeView(strings, outcome, work);
  return html`<div aria-live="polite">${body ? notice(strings, body, () => work.dismiss(), outcome.isError ? 'error' : '') : nothing}</div>`;
}

/** Progress of what runs, and transfers that were interrupted. */
export function transferNotices(strings: Strings, work: TransferWork | undefined): TemplateResult {
  const { running, interrupted = [] } = work?.state ?? {};
  if (!work) return html``;
  return html`
    ${running ? runningView(strings, running, work) : nothing}
    ${
      running
        ? nothing
        : interrupted.map((transfer) =>
            notice(strings, interruptedView(strings, transfer, work), () =>
              work.dismissInterrupted(transfer),
            ),
          )
    }
  `;
}
