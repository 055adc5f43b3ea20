import type { Folder, LeftOut } from '@web-clip/photos';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Cancelled, Separate } from './photos/indexing.ts';
import { leftOutText } from './photos/left-out-text.ts';
import { counted, formatCount } from './ui/format.ts';
import { closeIcon } from './ui/icons.ts';

/** A separate line, with a close button if it can be dismissed. */
const notice = (body: TemplateResult, dismiss?: () => void, kind = ''): TemplateResult => html`
  <div class="notice ${kind}">
    <div class="body">${body}</div>
    ${
      dismiss
        ? html`<button class="icon-button" aria-label="Dismiss" title="Dismiss" @click=${dismiss}>${closeIcon}</button>`
        : nothing
    }
  </div>
`;

/**
 * The current error, and what to do next. The region is always in the document, so that screen readers announce
 * changes.
 *
 * @param showStored Shows the stored models, if deleting one would help.
 */
export function alertNotice(
  message: string | undefined,
  dismiss: () => void,
  showStored?: () => void,
): TemplateResult {
  const body = html`
    <p>${message}</p>
    ${
      showStored
        ? html`<button class="button small" aria-haspopup="dialog" @click=${showStored}>Choose what to delete</button>`
        : nothing
    }
  `;
  return html`<div role="alert">${message ? notice(body, dismiss, 'error') : nothing}</div>`;
}

/**
 * Something that happened without the user's action. The region is always in the document, so that screen readers
 * announce changes.
 */
export function newsNotice(message: string | undefined, dismiss: () => void): TemplateResult {
  return html`<div aria-live="polite">${message ? notice(html`<p>${message}</p>`, dismiss) : nothing}</div>`;
}

/**
 * What was left out of the last additions. The region is always in the document, so that screen readers announce
 * changes.
 */
export function leftOutNotice(leftOut: LeftOut | undefined, dismiss: () => void): TemplateResult {
  const text = leftOut && leftOutText(leftOut);
  return html`<div aria-live="polite">${text ? notice(html`<p>${text}</p>`, dismiss) : nothing}</div>`;
}

/**
 * Says that a folder was added as a new one, and lets the user say that it is a known one. The region is always in
 * the document, so that screen readers announce changes.
 */
export function separateNotice(
  separate: Separate | undefined,
  unite: (separate: Separate) => void,
  dismiss: () => void,
): TemplateResult {
  return html`<div aria-live="polite">${
    separate
      ? notice(
          html`
            <p>${separateText(separate)}</p>
            ${separate.addition.once ? nothing : html`<button class="button small" @click=${() => unite(separate)}>It is the same folder</button>`}
          `,
          dismiss,
        )
      : nothing
  }</div>`;
}

/**
 * @returns Why a folder was added as a new one. A dropped folder cannot be read again, so the text also says what to
 *   do instead.
 */
export function separateText({ addition: { once }, lookalike: { missing }, name }: Separate): string {
  const text = `You already have a folder named “${name}”. The folder that you just added lacks ${formatCount(missing)} of its photos, so it was added separately.`;
  return once ? `${text} If it is the same folder, choose it with “Add a folder”.` : text;
}

/** Folders of earlier visits, each with a button to read it again. */
export function folderNotice(
  folders: readonly Folder[],
  again: (folder: Folder) => void,
  dismiss: () => void,
): TemplateResult {
  return notice(
    html`
      <p>${folderText(folders)}</p>
      <div class="choices">
        ${folders.map(
          (folder) => html`
            <button class="button small" @click=${() => again(folder)}>
              <span>${folder.handle ? 'Index' : 'Choose'} ‘<bdi>${folder.name}</bdi>’ again</span>
            </button>
          `,
        )}
      </div>
    `,
    dismiss,
  );
}

/** @returns Why the folders are offered. */
export function folderText(folders: readonly Folder[]): string {
  const names = folders.filter(({ unfinished }) => unfinished).map(({ name }) => `‘${name}’`);
  if (names.length === 0) return 'To find new photos in your folders, and to see photos at full size:';
  return `Some photos in ${names.join(' and ')} are not indexed yet. To continue:`;
}

/** Says that the model has not indexed all photos yet. */
export function unindexedNotice(count: number, indexThem: () => void): TemplateResult {
  return notice(html`
    <p>${counted(count, 'photo')} ${count === 1 ? 'is' : 'are'} not indexed with this model yet.</p>
    <button class="button small" @click=${indexThem}>Index ${count === 1 ? 'it' : 'them'} now</button>
  `);
}

/** Says that not all photos of a folder were indexed. */
export function cancelledNotice(
  cancelled: Cancelled,
  searchable: number,
  goOn: () => void,
  dismiss: () => void,
): TemplateResult {
  return notice(
    html`
      <p>Indexing has stopped: ${cancelledText(cancelled, searchable)}.</p>
      <button class="button small" @click=${goOn}>Continue</button>
    `,
    dismiss,
  );
}

/** @returns `34 of 80 photos are searchable`. */
export function cancelledText({ left }: Cancelled, searchable: number): string {
  if (left !== undefined)
    return `${formatCount(searchable)} of ${counted(searchable + left, 'photo')} are searchable`;
  return `${counted(searchable, 'photo')} ${searchable === 1 ? 'is' : 'are'} searchable`;
}

/** Styles of the notices. */
export const noticeStyles = css`
  .notice {
    display: flex;
    align-items: flex-start;
    padding: 0.25rem 0.25rem 0.25rem 1rem;
    border-radius: var(--radius);
    background: var(--tint);
    font-size: 0.95rem;
  }

  .notice .body {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1rem;
    min-width: 0;
    min-height: 2.5rem;
    padding: 0.25rem 0.5rem 0.25rem 0;
  }

  .notice p {
    flex: 1 1 14rem;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .notice.error {
    background: color-mix(in oklab, var(--danger) 12%, var(--page));
    color: var(--danger);
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
`;
