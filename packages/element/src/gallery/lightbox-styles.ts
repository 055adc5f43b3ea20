import { css } from 'lit';
import { visuallyHidden } from '../ui/visually-hidden.ts';

/** Styles of the lightbox. It is dark in both colour schemes because photos look best on it. */
export const lightboxStyles = css`
  dialog {
    --line: rgb(255 255 255 / 0.22);
    --surface: rgb(255 255 255 / 0.08);
    --hover: rgb(255 255 255 / 0.14);
    --accent: var(--photo-search-lightbox-accent, #8fe0c2);
    color-scheme: dark;
    width: 100vw;
    height: 100dvh;
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: var(--photo-search-lightbox-background, #0d100f);
    color: var(--photo-search-lightbox-text, #f0f3f1);
    font: 1rem / 1.45 var(--font);
    overflow: hidden;
  }

  dialog[open] {
    animation: appear 0.14s ease-out;
  }

  /* What fills the screen on request, which a dialog cannot. */
  .frame {
    display: grid;
    grid-template: auto minmax(0, 1fr) / 4rem minmax(0, 1fr) 4rem auto;
    height: 100%;
    padding: 0 env(safe-area-inset-right, 0px) 0 env(safe-area-inset-left, 0px);
    background: var(--photo-search-lightbox-background, #0d100f);
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
    padding-block: max(0.6rem, env(safe-area-inset-top)) 0.6rem;
    padding-inline: 1.25rem 0.75rem;
  }

  .facts {
    flex: 1;
    min-width: 0;
  }

  h2 {
    margin: 0;
    font-size: 1rem;
    font-weight: 600;
    /* Two lines of a long name, and the rest as a tooltip. */
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }

  .facts p {
    margin: 0;
    font-size: 0.8125rem;
    color: color-mix(in oklab, currentcolor 75%, transparent);
    font-variant-numeric: tabular-nums;
  }

  .facts .incomplete {
    color: #f2c879;
  }

  .facts span {
    unicode-bidi: isolate;
  }

  .facts span + span::before {
    content: '· ';
  }

  .searches,
  .tools {
    display: flex;
    align-items: center;
    gap: 0.25rem;
  }

  .searches {
    gap: 0.5rem;
  }

  .tools select {
    min-height: max(2.5rem, var(--touch, 0px));
    padding: 0 0.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: #1c211f;
    color: inherit;
    font: inherit;
    /* Safari enlarges the page for any smaller one. */
    font-size: max(16px, 0.875rem);
  }

  .tools [aria-pressed='true'] {
    background-color: var(--accent);
    color: #0d100f;
  }

  photo-search-stage {
    grid-area: 2 / 2;
    margin-bottom: max(1rem, env(safe-area-inset-bottom, 0px));
  }

  .percent {
    grid-area: 2 / 2;
    place-self: end center;
    margin: 0 0 max(1.75rem, env(safe-area-inset-bottom, 0px));
    padding: 0.2rem 0.75rem;
    border-radius: 1rem;
    background: rgb(13 16 15 / 0.78);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    pointer-events: none;
    z-index: 1;
  }

  .done {
    grid-area: 2 / 2;
    place-self: end center;
    z-index: 1;
    max-width: 100%;
  }

  .done p {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin: 0 0 max(1.75rem, env(safe-area-inset-bottom, 0px));
    padding: 0.2rem 0.4rem 0.2rem 1rem;
    border-radius: 1.5rem;
    background: rgb(13 16 15 / 0.86);
    font-size: 0.875rem;
  }

  .favourite[aria-pressed='true'] svg {
    fill: currentcolor;
  }

  photo-search-marks {
    padding: 0 1.25rem;
  }

  .announcement {
    ${visuallyHidden}
  }

  .previous {
    grid-area: 2 / 1;
  }

  .next {
    grid-area: 2 / 3;
  }

  .previous,
  .next {
    align-self: center;
    justify-self: center;
    width: clamp(44px, 3rem, 15vw);
    min-height: clamp(44px, 3rem, 15vw);
    border-radius: 50%;
  }

  :is(.previous, .next):dir(rtl) svg {
    transform: scaleX(-1);
  }

  aside {
    grid-area: 2 / 4;
    width: min(22rem, 40vw);
    overflow: auto;
    border-inline-start: 1px solid var(--line);
  }

  aside:focus-visible {
    outline-offset: -2px;
  }

  .info[aria-expanded='true'] {
    background-color: var(--hover);
  }

  /* Not disabled outright: the focus, and with it the arrow keys, would be lost at the last photo. */
  [aria-disabled='true'] {
    opacity: 0.2;
    cursor: default;
  }

  /* The buttons go down to where the thumb is. */
  @media (max-width: 40rem) {
    .frame {
      --side: clamp(44px, 15vw, 4rem);
      grid-template: auto minmax(0, 1fr) auto auto auto / var(--side) minmax(0, 1fr) var(--side);
    }

    header {
      display: contents;
    }

    .facts {
      grid-area: 1 / 1 / 2 / 3;
      padding-block: max(0.6rem, env(safe-area-inset-top)) 0.6rem;
      padding-inline: 0.9rem 0.5rem;
    }

    aside {
      grid-area: 5 / 1 / 6 / -1;
      width: auto;
      max-height: 45dvh;
      border: 0;
      border-top: 1px solid var(--line);
    }

    .close {
      grid-area: 1 / 3;
      width: min(max(2.5rem, var(--touch, 0px)), var(--side));
      place-self: start center;
      margin-top: max(0.6rem, env(safe-area-inset-top));
    }

    photo-search-stage,
    .done,
    .percent {
      grid-area: 2 / 1 / 3 / -1;
      margin: 0;
    }

    .percent {
      margin-bottom: 0.5rem;
    }

    .previous,
    .searches,
    .next {
      grid-row: 3;
      place-self: center;
      margin: 0.5rem 0 0;
    }

    .searches {
      grid-column: 2;
    }

    .similar {
      min-width: 0;
    }

    .tools {
      grid-area: 4 / 1 / 5 / -1;
      flex-wrap: wrap;
      justify-content: space-evenly;
      gap: 0;
      margin: 0.25rem 0 max(0.5rem, env(safe-area-inset-bottom));
    }

    .tools .icon-button {
      width: clamp(44px, 2.75rem, 14vw);
      min-height: clamp(44px, 2.75rem, 14vw);
    }

    /* On the narrowest phones, all fit beside each other. */
    .tools select {
      width: 3.25rem;
      padding: 0;
    }
  }
`;
