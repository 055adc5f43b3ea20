import type { Folder, LeftOut } from '@web-clip/photos';
import { css, html, nothing, type TemplateResult } from 'lit';
import { around, type Strings } from './i18n/strings.ts';
import type { Done } from './marks/done-view.ts';
import type { Cancelled, Separate } from './photos/indexing.ts';
import { leftOutText } from './photos/left-out-text.ts';
import { closeIcon } from './ui/icons.ts';

/** A separate line, with a close button if it can be dismissed. */
export const notice = (
  strings: Strings,
  body: TemplateResult,
  dismiss?: () => void,
  kind = '',
): TemplateResult => html`
  <div part="notice ${kind && `${kind}-notice`}" class="notice ${kind}">
    <div class="body">${body}</div>
    ${
      dismiss
        ? html`<button part="icon-button" class="icon-button" aria-label=${strings.dismiss} title=${strings.dismiss} @click=${dismiss}>${closeIcon}</button>`
        : nothing
    }
  </div>
`;

/**
 * The current error, and what to do next. The region is always in the document, so that screen readers announce
 * changes.
 *
 * @param strings The texts.
 * @param showStored Shows the stored models, if deleting one would help.
 */
export function alertNotice(
  strings: Strings,
  message: string | undefined,
  dismiss: () => void,
  showStored?: () => void,
): TemplateResult {
  const body = html`
    <p>${message}</p>
    ${
      showStored
        ? html`<button part="button" class="button small" aria-haspopup="dialog" @click=${showStored}>${strings.chooseWhatToDelete}</button>`
        : nothing
    }
  `;
  return html`<div role="alert">${message ? notice(strings, body, dismiss, 'error') : nothing}</div>`;
}

/**
 * Something that happened without the user's action. The region is always in the document, so that screen readers
 * announce changes.
 */
export function newsNotice(
  strings: Strings,
  message: string | undefined,
  dismiss: () => void,
): TemplateResult {
  return html`<div aria-live="polite">${message ? notice(strings, html`<p>${message}</p>`, dismiss) : nothing}</div>`;
}

/**
 * What was done with photos last, with a button that undoes it. The region is always in the document, so that screen
 * readers announce changes.
 */
export function doneNotice(
  strings: Strings,
  done: Done | undefined,
  undo: () => void,
  dismiss: () => void,
): TemplateResult {
  const body =
    done &&
    html`
    <p>${done.message(strings)}</p>
    ${done.canUndo ? html`<button part="button" class="button small" title="${strings.undo} (Ctrl Z)" @click=${undo}>${strings.undo}</button>` : nothing}
  `;
  return html`<div aria-live="polite">${body ? notice(strings, body, dismiss) : nothing}</div>`;
}

/**
 * What was left out of the last additions. The region is always in the document, so that screen readers announce
 * changes.
 */
export function leftOutNotice(
  strings: Strings,
  leftOut: LeftOut | undefined,
  dismiss: () => void,
): TemplateResult {
  const text = leftOut && leftOutText(strings, leftOut);
  return html`<div aria-live="polite">${text ? notice(strings, html`<p>${text}</p>`, dismiss) : nothing}</div>`;
}

/**
 * Says that a folder was added as a new one, and lets the user say that it is a known one. The region is always in
 * the document, so that screen readers announce changes.
 */
export function separateNotice(
  strings: Strings,
  separate: Separate | undefined,
  unite: (separate: Separate) => void,
  dismiss: () => void,
): TemplateResult {
  return html`<div aria-live="polite">${
    separate
      ? notice(
          strings,
          html`
            <p>${separateText(strings, separate)}</p>
            ${separate.addition.once ? nothing : html`<button part="button" class="button small" @click=${() => unite(separate)}>${strings.sameFolder}</button>`}
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
export function separateText(
  strings: Strings,
  { addition: { once }, lookalike: { missing }, name }: Separate,
): string {
  const text = strings.separateFolder(name, missing);
  return once ? `${text} ${strings.separateFolderOnce}` : text;
}

/** Folders of earlier visits, each with a button to read it again. */
export function folderNotice(
  strings: Strings,
  folders: readonly Folder[],
  again: (folder: Folder) => void,
  dismiss: () => void,
): TemplateResult {
  const button = (folder: Folder): TemplateResult => {
    const [before, after] = around(folder.handle ? strings.indexAgain : strings.chooseAgain);
    return html`
      <button part="button" class="button small" @click=${() => again(folder)}>
        <span>${before}<bdi>${folder.name}</bdi>${after}</span>
      </button>
    `;
  };
  return notice(
    strings,
    html`
      <p>${folderText(strings, folders)}</p>
      <div class="choices">
        ${folders.map(button)}
      </div>
    `,
    dismiss,
  );
}

/** @returns Why the folders are offered. */
export function folderText(strings: Strings, folders: readonly Folder[]): string {
  const names = folders.filter(({ unfinished }) => unfinished).map(({ name }) => name);
  return names.length > 0 ? strings.foldersUnfinished(names) : strings.foldersOffered;
}

/** Says that the model has not indexed all photos yet. */
export function unindexedNotice(strings: Strings, count: number, indexThem: () => void): TemplateResult {
  return notice(
    strings,
    html`
      <p>${strings.notIndexed(count)}</p>
      <button part="button" class="button small" @click=${indexThem}>${strings.indexNow(count)}</button>
    `,
  );
}

/** Says that not all photos of a folder were indexed. */
export function cancelledNotice(
  strings: Strings,
  { left }: Cancelled,
  searchable: number,
  goOn: () => void,
  dismiss: () => void,
): TemplateResult {
  const total = left === undefined ? undefined : searchable + left;
  return notice(
    strings,
    html`
      <p>${strings.stopped(searchable, total)}</p>
      <button part="button" class="button small" @click=${goOn}>${strings.continue}</button>
    `,
    dismiss,
  );
}

/** Styles of the notices. */
export const noticeStyles = css`
  .notice {
    display: flex;
    align-items: flex-start;
    padding-block: 0.25rem;
    padding-inline: 1rem 0.25rem;
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
    padding-block: 0.25rem;
    padding-inline-end: 0.5rem;
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
