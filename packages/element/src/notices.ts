import type { Folder } from '@web-clip/photos';
import { css, html, nothing, type TemplateResult } from 'lit';
import { counted } from './format.ts';
import { closeIcon } from './icons.ts';

const dismissButton = (dismiss: () => void): TemplateResult => html`
  <button class="icon-button" aria-label="Dismiss" title="Dismiss" @click=${dismiss}>${closeIcon}</button>
`;

/** What went wrong, and what to do next. The region is always there, so that it is read out when it fills. */
export function alertNotice(message: string | undefined, dismiss: () => void): TemplateResult {
  return html`
    <div role="alert">
      ${message ? html`<div class="notice error"><p>${message}</p>${dismissButton(dismiss)}</div>` : nothing}
    </div>
  `;
}

/** Folders of earlier visits, each with a button that reads it again. */
export function folderNotice(
  folders: readonly Folder[],
  again: (folder: Folder) => void,
  dismiss: () => void,
): TemplateResult {
  return html`
    <div class="notice">
      <p>To find what is new in your folders, and to see photos at full size:</p>
      <div class="choices">
        ${folders.map(
          (folder) => html`
            <button class="button small" @click=${() => again(folder)}>
              ${folder.kind === 'handle' ? `Index ‘${folder.name}’ again` : `Choose ‘${folder.name}’ again`}
            </button>
          `,
        )}
      </div>
      ${dismissButton(dismiss)}
    </div>
  `;
}

/** Says that the model does not know all photos yet. */
export function unindexedNotice(count: number, indexThem: () => void): TemplateResult {
  return html`
    <div class="notice">
      <p>${counted(count, 'photo')} ${count === 1 ? 'is' : 'are'} not indexed with this model yet.</p>
      <button class="button small" @click=${indexThem}>Index ${count === 1 ? 'it' : 'them'} now</button>
    </div>
  `;
}

/** Styles of the notices. */
export const noticeStyles = css`
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1rem;
    padding: 0.4rem 0.4rem 0.4rem 1rem;
    min-height: 3rem;
    border-radius: var(--radius);
    background: var(--tint);
    font-size: 0.95rem;
  }

  .notice p {
    margin: 0;
    flex: 1 1 14rem;
  }

  .notice.error {
    flex-wrap: nowrap;
    align-items: flex-start;
    background: color-mix(in oklab, var(--danger) 12%, var(--page));
    color: var(--danger);
  }

  .notice.error p {
    flex: 1;
    padding: 0.4rem 0;
    overflow-wrap: anywhere;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
`;
