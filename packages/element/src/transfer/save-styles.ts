import { css } from 'lit';

/** Styles of the dialog that takes photos elsewhere. */
export const saveDialogStyles = css`
  .content {
    display: grid;
    gap: 0.75rem;
  }

  /* It is always there, so that it is read out when it fills, and must not take a gap. */
  .content > [role='status']:not(:has(.notice)) {
    margin-bottom: -0.75rem;
  }

  .ways {
    display: grid;
    grid-template-columns: minmax(11rem, max-content) 1fr;
  }

  .ways li {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    gap: 0.35rem 1.25rem;
    align-items: center;
    padding: 0.75rem 0;
    border-top: 1px solid var(--line);
  }

  .ways li:first-child {
    border-top: 0;
    padding-top: 0;
  }

  .buttons {
    display: grid;
    gap: 0.4rem;
  }

  .hint {
    color: var(--muted);
    font-size: 0.875rem;
  }

  .option {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: max(1.75rem, var(--touch, 0px));
    color: var(--text);
    cursor: pointer;
  }

  .option input {
    flex: none;
    width: 1.1rem;
    height: 1.1rem;
    margin: 0;
    accent-color: var(--accent);
  }

  .question p {
    margin: 0 0 0.5rem;
    overflow-wrap: anywhere;
  }

  .question .choices {
    margin-top: 1rem;
  }

  @media (max-width: 40rem) {
    .ways {
      grid-template-columns: 1fr;
    }
  }
`;
