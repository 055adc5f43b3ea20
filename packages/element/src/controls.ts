import { css } from 'lit';

/** Buttons and the frame of dialogs, alike in all parts of the element. */
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }

  button:disabled {
    cursor: default;
    opacity: 0.5;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  .button,
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-height: 2.5rem;
    padding: 0 0.95rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-weight: 500;
    white-space: nowrap;
    transition: background-color 0.12s;
  }

  .icon-button {
    width: 2.5rem;
    padding: 0;
    border-color: transparent;
    background: transparent;
    flex: none;
  }

  .button:hover:enabled,
  .icon-button:hover:enabled {
    background-image: linear-gradient(var(--hover), var(--hover));
  }

  .button.primary {
    border-color: transparent;
    background-color: var(--accent);
    color: var(--on-accent);
  }

  .button.small {
    min-height: 2rem;
    padding: 0 0.75rem;
    font-size: 0.875rem;
  }

  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .link:hover {
    text-decoration-thickness: 2px;
  }

  svg {
    width: 1.25rem;
    height: 1.25rem;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  dialog.sheet {
    width: min(44rem, calc(100vw - 2rem));
    max-height: calc(100dvh - 2rem);
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
    padding: 0.75rem 0.75rem 0.75rem 1.5rem;
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

  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
