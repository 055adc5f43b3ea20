import { css } from 'lit';

/** Styles of an input for a line of text in a dialog, with the class `field`. */
export const fieldStyles = css`
  .field {
    flex: 1 1 12rem;
    min-width: 0;
    min-height: max(2.5rem, var(--touch, 0px));
    padding: 0 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: inherit;
    font: inherit;
    /* Safari enlarges the page for any smaller one. */
    font-size: max(16px, 0.9375rem);
  }
`;
