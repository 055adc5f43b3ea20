import { css, html, nothing, type TemplateResult } from 'lit';
import { around, type Strings } from './i18n/strings.ts';
import { type AddActions, waysToPhotos } from './photos/add-buttons.ts';
import { folderIcon, imageIcon, lockIcon, sampleIcon } from './ui/icons.ts';

/** Actions of the start screen. */
export interface StartActions extends AddActions {
  /** Absent if there is no sample album. */
  trySamples?: (() => void) | undefined;
  loadCopy(): void;
}

/** The screen for an empty library: explains the app and offers ways to add photos. */
export function startScreen(
  strings: Strings,
  { trySamples, loadCopy, ...actions }: StartActions,
): TemplateResult {
  const [before, after] = around(strings.startLead);
  return html`
    <section part="start" class="start">
      <h2 part="start-title">${strings.startTitle}</h2>
      <p part="start-text" class="lead">${before}<q>${strings.startExample}</q>${after}</p>
      <div class="ways">
        ${waysToPhotos(actions).map(
          ({ kind, choose }, i) => html`
            <button part="button ${i === 0 ? 'primary-button' : ''}" class="button ${i === 0 ? 'primary' : ''}" @click=${choose}>
              ${kind === 'folder' ? html`${folderIcon} ${strings.chooseFolder}` : html`${imageIcon} ${strings.choosePhotos}`}
            </button>
          `,
        )}
        ${
          trySamples
            ? html`<button part="button" class="button" @click=${trySamples}>${sampleIcon} ${strings.trySamples}</button>`
            : nothing
        }
      </div>
      <p class="drop-hint">${strings.dropHint}</p>
      <button part="link" class="link" aria-haspopup="dialog" @click=${loadCopy}>${strings.loadLibrary}</button>
      <p part="privacy" class="privacy">
        ${lockIcon}
        <span>${strings.privacy}</span>
      </p>
    </section>
  `;
}

/** Styles of {@link startScreen}. */
export const startScreenStyles = css`
  .start {
    flex: 1 0 0;
    min-height: 16rem;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    padding: 2rem var(--inset);
    text-align: center;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .start h2 {
    max-width: 18ch;
    margin: 0;
    font-size: clamp(1.9rem, 1.2rem + 3vw, 3.1rem);
    font-weight: 650;
    line-height: 1.12;
    letter-spacing: -0.022em;
    text-wrap: balance;
  }

  .start .lead {
    max-width: 32em;
    margin: 1.1rem 0 2rem;
    font-size: 1.1rem;
    color: var(--muted);
    text-wrap: balance;
  }

  .start q {
    color: var(--text);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    justify-content: center;
  }

  .ways .button {
    min-height: 3rem;
    padding: 0 1.25rem;
  }

  /* There is nothing to drop with a finger. */
  @media not all and (any-pointer: fine) {
    .drop-hint {
      display: none;
    }
  }

  .drop-hint {
    margin: 0.9rem 0 0;
    color: var(--muted);
    font-size: 0.9rem;
  }

  .start > .link {
    margin-top: 0.9rem;
  }

  .privacy {
    display: flex;
    gap: 0.6rem;
    align-items: center;
    max-width: 100%;
    margin: 2.75rem 0 0;
    padding: 0.7rem 1.1rem;
    border-radius: var(--radius);
    background: var(--tint);
    font-size: 0.95rem;
    text-align: start;
  }

  .privacy svg {
    color: var(--accent);
  }

  @media (max-width: 30rem) {
    .ways {
      flex-direction: column;
      align-self: stretch;
    }

    .drop-hint {
      display: none;
    }
  }
`;
