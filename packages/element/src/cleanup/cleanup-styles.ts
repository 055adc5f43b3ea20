import { css } from 'lit';

/** Styles of the dialog that cleans up. */
export const cleanupStyles = css`
  dialog.sheet {
    width: min(68rem, calc(100vw - 2rem));
  }

  .tabs {
    display: flex;
    gap: 0.25rem;
    margin-bottom: 0.75rem;
    border-bottom: 1px solid var(--line);
    overflow-x: auto;
  }

  [role='tab'] {
    flex: none;
    min-height: max(2.5rem, var(--touch, 0px));
    padding: 0 0.9rem;
    border: 0;
    border-bottom: 3px solid transparent;
    background: none;
    color: var(--muted);
    font-weight: 550;
  }

  [role='tab'][aria-selected='true'] {
    border-color: var(--accent);
    color: var(--text);
  }

  [role='tab']:focus-visible {
    outline-offset: -2px;
  }

  .all {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    margin: 0 0 0.75rem;
  }

  .all p {
    flex: 1 1 16rem;
    margin: 0;
    color: var(--muted);
  }

  li {
    padding: 0.9rem 4px;
    border-top: 1px solid var(--line);
    content-visibility: auto;
    contain-intrinsic-size: auto 18rem;
  }

  .more {
    margin-top: 0.75rem;
  }

  .done {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    margin: 0.75rem -1.5rem -1.5rem;
    padding: 0.5rem 1.5rem;
    border-top: 1px solid var(--line);
    background: var(--page);
  }

  .done:has([role='status']:empty):not(:has(.question, .progress)) {
    padding: 0;
    border: 0;
  }

  .done .notice,
  .done .question,
  .done .progress {
    flex: 1 1 100%;
  }

  .done .question p {
    margin: 0 0 0.5rem;
    overflow-wrap: anywhere;
  }

  .done .hint {
    color: var(--muted);
    font-size: 0.875rem;
  }

  @media (max-width: 40rem) {
    dialog.sheet {
      width: 100vw;
      max-width: none;
      max-height: 100dvh;
      height: 100dvh;
      border: 0;
      border-radius: 0;
    }

    [role='tab'] {
      padding: 0 0.5rem;
    }

    .done {
      margin: 0.75rem -1rem -1rem;
      padding-inline: 1rem;
    }
  }
`;
