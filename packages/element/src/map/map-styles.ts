import { css } from 'lit';

/** Styles of the map. */
export const mapStyles = css`
  dialog {
    width: min(75rem, calc(100vw - 2rem));
    height: calc(100dvh - 2rem);
    max-width: none;
    max-height: none;
    padding: 0;
    border: 1px solid var(--line);
    border-radius: calc(var(--radius) * 1.6);
    background: var(--sea);
    color: var(--text);
    font: 1rem / 1.5 var(--font);
    overflow: hidden;
    --sea: light-dark(#dfe7ec, #10171a);
  }

  dialog::backdrop {
    background: rgb(8 12 10 / 0.5);
  }

  .view {
    position: absolute;
    inset: 0;
    overflow: hidden;
    cursor: grab;
    touch-action: none;
    border-radius: inherit;
  }

  .view:focus-visible {
    outline-offset: -3px;
  }

  canvas {
    position: absolute;
    width: 100%;
    height: 100%;
    /* Of the land and the borders in it, which a script draws. */
    color: light-dark(#fbfbf8, #2a322f);
    border-color: light-dark(#c3cac5, #4a5650);
  }

  .cluster {
    position: absolute;
    top: 0;
    left: 0;
    display: grid;
    place-items: center;
    min-width: max(2.25rem, var(--touch, 0px));
    height: max(2.25rem, var(--touch, 0px));
    padding: 0 0.5rem;
    border: 2px solid var(--page);
    border-radius: 2rem;
    background: var(--accent);
    color: var(--on-accent);
    font-size: 0.8125rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    box-shadow: 0 1px 4px rgb(0 0 0 / 0.4);
  }

  .name {
    position: absolute;
    top: 1.9rem;
    left: 0;
    max-width: 8rem;
    overflow: hidden;
    color: var(--text);
    font-size: 0.75rem;
    font-weight: 550;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-shadow:
      0 0 3px var(--sea),
      0 0 3px var(--sea),
      0 0 6px var(--sea);
    pointer-events: none;
  }

  .buttons {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline-end: 0.75rem;
    display: grid;
    gap: 0.4rem;
  }

  .buttons button {
    border-color: var(--line);
    background: var(--surface);
  }

  h2 {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline-start: 0.75rem;
    max-width: calc(100% - 6rem);
    margin: 0;
    padding: 0.4rem 0.9rem;
    border-radius: var(--radius);
    background: var(--surface);
    font-size: 0.9375rem;
    font-weight: 600;
    pointer-events: none;
  }

  .credit {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: 0;
    margin: 0;
    padding: 0.1rem 0.6rem;
    border-start-start-radius: var(--radius);
    background: color-mix(in oklab, var(--page) 80%, transparent);
    font-size: 0.6875rem;
    pointer-events: none;
  }

  @media (max-width: 40rem) {
    dialog {
      width: 100vw;
      height: 100dvh;
      border: 0;
      border-radius: 0;
    }

    .buttons {
      inset-block-start: max(0.75rem, env(safe-area-inset-top, 0px));
    }
  }
`;
