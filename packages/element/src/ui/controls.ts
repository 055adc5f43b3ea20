import { css } from 'lit';

/** Shared styles of buttons and dialog frames. */
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  /* What models and errors say is in English, also where lines run from right to left. */
  [lang='en']:not(.text) {
    direction: ltr;
    unicode-bidi: isolate;
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    touch-action: manipulation;
  }

  button:disabled,
  button[aria-disabled='true'] {
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
    min-width: var(--touch, 0px);
    min-height: max(2.5rem, var(--touch, 0px));
    padding: 0 0.95rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    font-weight: 500;
    transition: background-color 0.12s;
  }

  .icon-button {
    width: max(2.5rem, var(--touch, 0px));
    padding: 0;
    border-color: transparent;
    background: transparent;
    flex: none;
  }

  /* A finger leaves its hover behind. */
  @media (hover: hover) {
    .button:hover:enabled:not([aria-disabled='true']),
    .icon-button:hover:enabled {
      background-image: linear-gradient(var(--hover), var(--hover));
    }
  }

  .button.primary {
    border-color: transparent;
    background-color: var(--accent);
    color: var(--on-accent);
  }

  .button.small {
    min-height: max(2rem, var(--touch, 0px));
    padding: 0 0.75rem;
    font-size: 0.875rem;
  }

  .link {
    display: inline-flex;
    align-items: center;
    min-width: var(--touch, 0px);
    min-height: var(--touch, 0px);
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    text-align: start;
  }

  summary {
    min-height: var(--touch, 0px);
    align-content: center;
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

  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
