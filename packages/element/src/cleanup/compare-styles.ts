import { css } from 'lit';

/** Styles of the comparison of two photos. */
export const compareStyles = css`
  dialog.sheet {
    width: min(90rem, calc(100vw - 2rem));
    max-width: none;
  }

  .panes {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.5rem;
    height: clamp(12rem, 58dvh, 50rem);
    padding: 4px;
  }

  /* Keys change both photos. */
  .panes:focus-visible {
    outline: none;
  }

  .panes:focus-visible photo-search-compare-pane {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }

  figure {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    margin: 0;
  }

  photo-search-compare-pane {
    flex: 1;
  }

  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    min-height: 2.5rem;
    padding-top: 0.35rem;
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }

  figcaption bdi {
    flex: 1;
    min-width: 0;
  }

  .lack {
    flex-basis: 100%;
    margin: 0;
    color: var(--muted);
    font-size: 0.8125rem;
  }

  .button[aria-pressed='true'] {
    border-color: transparent;
    background-color: var(--accent);
    color: var(--on-accent);
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    margin: 0.5rem 0;
  }

  .hide {
    margin-inline-start: auto;
  }

  .percent {
    margin: 0;
    color: var(--muted);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }

  fieldset {
    display: flex;
    gap: 0.5rem;
    min-width: 0;
    margin: 0.75rem 0;
    padding: 4px;
    border: 0;
    overflow-x: auto;
  }

  legend {
    padding: 0;
    color: var(--muted);
    font-size: 0.875rem;
  }

  fieldset label {
    position: relative;
    flex: none;
    width: max(5.5rem, var(--touch, 0px));
    border: 2px solid var(--line);
    border-radius: calc(var(--radius) * 0.6);
    overflow: hidden;
    cursor: pointer;
  }

  fieldset label:has(:checked) {
    border-color: var(--accent);
  }

  fieldset label:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  fieldset input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  fieldset photo-search-group-thumbnail {
    aspect-ratio: 4 / 3;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
  }

  caption {
    padding: 0.25rem 0;
    font-weight: 600;
    text-align: start;
  }

  th,
  td {
    padding: 0.4rem 0.75rem 0.4rem 0;
    padding-inline: 0 0.75rem;
    border-top: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }

  thead th {
    font-weight: 550;
  }

  tbody th {
    width: 8rem;
    color: var(--muted);
    font-weight: 400;
  }

  @media (max-width: 40rem) {
    dialog.sheet {
      width: 100vw;
      max-height: 100dvh;
      height: 100dvh;
      border: 0;
      border-radius: 0;
    }

    tbody th {
      width: 6.75rem;
    }
  }

  /* Most photos are wide: on an upright phone they have more room one below the other. */
  @media (max-width: 40rem) and (orientation: portrait) {
    .panes {
      grid-template-columns: 1fr;
      grid-template-rows: 1fr 1fr;
      height: 64dvh;
    }
  }
`;
