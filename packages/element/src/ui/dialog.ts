import { css, html, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { closeIcon } from './icons.ts';

/** Styles of {@link dialogContent}: a sentence with a list below it. */
export const dialogStyles = css`
  dialog.sheet {
    width: min(44rem, calc(100vw - 2rem));
    max-height: calc(100dvh - 2rem - env(safe-area-inset-top, 0px) - env(safe-area-inset-bottom, 0px));
    padding: 0;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 1.6);
    background: var(--page);
    color: var(--text);
    font: 1rem / 1.5 var(--font);
    box-shadow: 0 1.5rem 4rem rgb(0 0 0 / 0.3);
    overflow: auto;
    overscroll-behavior: contain;
  }

  dialog.sheet::backdrop {
    background: rgb(8 12 10 / 0.5);
  }

  dialog.sheet > header {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block: 0.75rem;
    padding-inline: 1.5rem 0.75rem;
    background: var(--page);
  }

  dialog.sheet > header h2 {
    margin: 0;
    font-size: 1.2rem;
    font-weight: 600;
  }

  dialog.sheet > .content {
    padding: 0 1.5rem 1.5rem;
  }

  @media (max-width: 40rem) {
    dialog.sheet > header {
      padding-inline-start: 1rem;
    }

    dialog.sheet > .content {
      padding: 0 1rem 1rem;
    }
  }

  .content > p {
    margin: 0 0 1rem;
    color: var(--muted);
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
`;

/** Styles of a list with a line between its items, each with smaller text below it. */
export const rowStyles = css`
  li {
    padding: 0.6rem 0;
    border-top: 1px solid var(--line);
  }

  li,
  li p {
    overflow-wrap: anywhere;
  }

  li span {
    display: block;
    color: var(--muted);
    font-size: 0.875rem;
  }
`;

/** Styles of such items that also have buttons: `.answers` beside what is said in `.about`. */
export const answerRowStyles = css`
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    min-height: 3.5rem;
  }

  .about {
    flex: 1 1 12rem;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
`;

/**
 * A dialog with a title and a close button.
 *
 * @param strings The texts.
 * @param title Its title, also for screen readers.
 * @param content Its content.
 */
export function dialogContent(strings: Strings, title: string, content: TemplateResult): TemplateResult {
  return html`
    <dialog part="dialog" class="sheet" closedby="any" aria-labelledby="title">
      <header>
        <h2 part="dialog-title" id="title">${title}</h2>
        <button part="icon-button" class="icon-button close" aria-label=${strings.close} @click=${closeDialog}>${closeIcon}</button>
      </header>
      <div class="content">${content}</div>
    </dialog>
  `;
}

function closeDialog(event: Event): void {
  (event.currentTarget as HTMLElement).closest('dialog')?.close();
}
