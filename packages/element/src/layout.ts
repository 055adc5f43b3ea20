import { css } from 'lit';

/** Layout of the element. */
export const layout = css`
  :host {
    position: relative;
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    block-size: var(--photo-search-height, 100dvh);
    min-block-size: min(24rem, 100dvh);
    padding-block: env(safe-area-inset-top, 0px) var(--photo-search-covered, 0px);
    /* It scrolls only where large text leaves too little room for the photos, which scroll in themselves. */
    overflow: hidden auto;
    background: var(--page);
    color: var(--text);
    font: 1rem / 1.5 var(--font);
    -webkit-text-size-adjust: 100%;
  }

  .under-box {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 1.25rem;
    min-height: 2.75rem;
    padding: 0.65rem calc(var(--inset) + 0.25rem) 0.5rem;
    font-size: 0.875rem;
    color: var(--muted);
  }

  .under-box,
  .notices {
    flex: none;
  }

  .under-box p {
    margin: 0;
  }

  [role='status'] {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }

  .under-box [role='status'] {
    color: var(--text);
    font-weight: 550;
  }

  .language {
    color: var(--text);
  }

  /* It is always there, so that it is read out when it fills, and must not take a gap. */
  .language:empty {
    margin-inline-start: -1.25rem !important;
  }

  .hint {
    margin-inline-start: auto !important;
  }

  .notices {
    display: grid;
    gap: 0.6rem;
    padding: 0 var(--inset);
  }

  .notices:has(.notice, .progress) {
    padding-block: var(--inset) 0.75rem;
  }

  .under-box + .notices {
    padding-top: 0 !important;
  }

  .said > :not(:empty) + :not(:empty) {
    margin-top: 0.6rem;
  }

  .photos {
    flex: 1 0 0;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr) auto;
    min-height: min(10rem, 45%);
  }

  .nothing,
  .opening {
    flex: 1;
    display: grid;
    place-content: center;
    margin: 0;
    padding: 2rem;
    color: var(--muted);
    text-align: center;
  }

  /* What opens quickly should not flash a message first. */
  .opening {
    animation: late 0.2s 0.6s backwards;
  }

  @keyframes late {
    from {
      opacity: 0;
    }
  }

  .drop {
    position: absolute;
    inset: 0.75rem;
    z-index: 1;
    display: grid;
    place-content: center;
    border: 2px dashed var(--accent);
    border-radius: calc(var(--radius) * 1.6);
    background: color-mix(in oklab, var(--tint) 92%, transparent);
    color: var(--accent);
    font-size: 1.4rem;
    font-weight: 600;
    text-align: center;
    pointer-events: none;
  }

  .drop p {
    margin: 0;
  }

  .drop .on-box {
    font-size: 1rem;
    font-weight: 400;
  }

  /* The box can be dropped on as well. */
  .bar:has(~ .drop) .field {
    z-index: 2;
  }

  /* A phone on its side while the person types: what is left is for the photos. */
  @media (max-height: 14rem) {
    .under-box {
      display: none;
    }
  }

  .text {
    display: contents;
  }

  .narrow {
    display: none;
  }

  @media (max-width: 40rem) {
    .hint {
      margin-inline-start: 0 !important;
    }

    .narrow {
      display: inline;
    }

    .wide {
      display: none;
    }
  }
`;
