import { css } from 'lit';

/** Styles of the lightbox: dark in both schemes, since photos show best on it. */
export const lightboxStyles = css`
  dialog {
    --line: rgb(255 255 255 / 0.22);
    --surface: rgb(255 255 255 / 0.08);
    --hover: rgb(255 255 255 / 0.14);
    --accent: #8fe0c2;
    color-scheme: dark;
    width: 100vw;
    height: 100dvh;
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: #0d100f;
    color: #f0f3f1;
    font: 1rem / 1.45 var(--font);
    overflow: hidden;
  }

  dialog[open] {
    display: grid;
    grid-template: auto minmax(0, 1fr) / 4rem minmax(0, 1fr) 4rem;
    animation: appear 0.14s ease-out;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  header {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: max(0.6rem, env(safe-area-inset-top)) 0.75rem 0.6rem 1.25rem;
  }

  .facts {
    flex: 1;
    min-width: 0;
  }

  h2 {
    margin: 0;
    font-size: 1rem;
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .facts p {
    margin: 0;
    font-size: 0.8125rem;
    color: #b3bdb8;
    font-variant-numeric: tabular-nums;
  }

  .facts .incomplete {
    color: #f2c879;
  }

  .facts span + span::before {
    content: '· ';
  }

  .stage {
    display: grid;
    place-items: center;
    min-width: 0;
    min-height: 0;
    padding-bottom: 1rem;
  }

  .stage img {
    max-width: 100%;
    max-height: 100%;
    min-width: 0;
    min-height: 0;
    object-fit: contain;
  }

  .previous,
  .next {
    align-self: center;
    justify-self: center;
    width: 3rem;
    min-height: 3rem;
    border-radius: 50%;
  }

  /* Not disabled outright: the focus, and with it the arrow keys, would be lost at the last photo. */
  [aria-disabled='true'] {
    opacity: 0.2;
    cursor: default;
  }

  /* The button goes down to where the thumb is, between the arrows. */
  @media (max-width: 40rem) {
    dialog[open] {
      grid-template: auto minmax(0, 1fr) auto / 4rem minmax(0, 1fr) 4rem;
    }

    header {
      display: contents;
    }

    .facts {
      grid-area: 1 / 1 / 2 / 3;
      padding: max(0.6rem, env(safe-area-inset-top)) 0 0.6rem 0.9rem;
    }

    .close {
      grid-area: 1 / 3;
      place-self: start center;
      margin-top: max(0.6rem, env(safe-area-inset-top));
    }

    .stage {
      grid-area: 2 / 1 / 3 / -1;
      padding: 0;
    }

    .previous,
    .similar,
    .next {
      grid-row: 3;
      place-self: center;
      margin: 0.5rem 0 max(0.5rem, env(safe-area-inset-bottom));
    }

    .similar {
      grid-column: 2;
    }
  }
`;
