import { css } from 'lit';
import { visuallyHidden } from '../ui/visually-hidden.ts';

/** Styles of the grid of photos. */
export const gridStyles = css`
  :host {
    display: block;
    contain: strict;
    --gap: var(--photo-search-tile-gap, 6px);
    --tile-radius: var(--photo-search-tile-radius, 5px);
  }

  /* Lengths of CSS in pixels: the smallest side of a tile, and the gap. It takes no room. */
  .ruler {
    inline-size: var(--photo-search-tile-size, clamp(104px, calc(100% / 3 - var(--gap)), 190px));
    block-size: var(--gap);
    margin-block-end: calc(-1 * var(--gap));
    visibility: hidden;
  }

  .scroller {
    box-sizing: border-box;
    height: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
    padding: 2px var(--inset) var(--inset);
    /* The scrollbar lies in the margin, so that the photos end where all else ends. */
    padding-inline-end: max(2px, calc(var(--inset) - var(--scrollbar, 0px)));
  }

  [role='list'] {
    position: relative;
    contain: layout size;
  }

  [role='listitem'] {
    position: absolute;
    inset-block-start: 0;
    contain: strict;
  }

  .photo {
    position: relative;
    display: block;
    width: 100%;
    height: 100%;
    padding: 0;
    border: 0;
    border-radius: var(--tile-radius);
    background: var(--empty);
    overflow: hidden;
    cursor: zoom-in;
  }

  .photo[aria-pressed] {
    cursor: pointer;
  }

  .photo:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: -3px;
  }

  /* The picture would cover an outline that lies inside of the button. */
  .photo:focus-visible img {
    clip-path: inset(3px round 2px);
  }

  img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: cover;
    color: transparent;
    font-size: 0;
  }

  @media (hover: hover) {
    .photo:hover img {
      filter: brightness(1.06);
    }
  }

  .photo[aria-pressed='true'] {
    box-shadow: inset 0 0 0 3px var(--accent);
  }

  .photo[aria-pressed='true'] img {
    transform: scale(0.86);
    border-radius: 3px;
  }

  .canvas {
    position: relative;
  }

  .divider {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin: 0;
    color: var(--muted);
    font-size: 0.875rem;
  }

  .divider::before,
  .divider::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--line);
  }

  .check {
    position: absolute;
    inset-block-start: 5px;
    inset-inline-start: 5px;
    display: grid;
    place-content: center;
    width: 1.5rem;
    height: 1.5rem;
    border: 2px solid #fff;
    border-radius: 50%;
    background: rgb(0 0 0 / 0.32);
    color: transparent;
    box-shadow: 0 0 2px rgb(0 0 0 / 0.6);
  }

  button.check {
    padding: 0;
    /* The target is larger than the mark. */
    inset-block-start: 0;
    inset-inline-start: 0;
    width: 2.25rem;
    height: 2.25rem;
    border: 0.375rem solid transparent;
    background-clip: padding-box;
    outline-offset: -0.375rem;
    box-shadow: none;
    color: #fff;
    cursor: pointer;
  }

  button.check:hover {
    background-color: rgb(0 0 0 / 0.6);
  }

  /* A finger rests on the photo instead. */
  @media (hover: none) {
    button.check {
      display: none;
    }
  }

  @media (hover: hover) {
    [role='listitem']:not(:hover, :focus-within) button.check {
      opacity: 0;
    }
  }

  .check svg {
    width: 1rem;
    height: 1rem;
    stroke-width: 2.6;
  }

  [aria-pressed='true'] .check {
    background: var(--accent);
    color: var(--on-accent);
  }

  .enlarge {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    display: grid;
    place-content: center;
    width: max(2rem, var(--touch, 0px));
    height: max(2rem, var(--touch, 0px));
    padding: 0;
    border: 0;
    background: none;
    color: #fff;
    filter: drop-shadow(0 0 2px rgb(0 0 0 / 0.9));
    cursor: zoom-in;
  }

  /* A finger cannot hover. */
  @media (hover: hover) {
    [role='listitem']:not(:hover, :focus-within) .enlarge {
      opacity: 0;
    }
  }

  .badges {
    position: absolute;
    inset-block-end: 5px;
    inset-inline-start: 5px;
    display: flex;
    gap: 4px;
  }

  .badge {
    display: flex;
    align-items: center;
    gap: 0.1em;
    padding: 0.1em 0.35em;
    border-radius: 0.8em;
    background: rgb(0 0 0 / 0.62);
    color: #fff;
    font-size: 0.6875rem;
    font-variant-numeric: tabular-nums;
  }

  .badge svg {
    width: 1.3em;
    height: 1.3em;
    fill: currentcolor;
  }

  .badge .words {
    ${visuallyHidden}
  }

  .score {
    position: absolute;
    inset-block-end: 5px;
    inset-inline-end: 5px;
    padding: 0.1em 0.5em;
    border-radius: 0.8em;
    background: rgb(0 0 0 / 0.62);
    color: #fff;
    font-size: 0.6875rem;
    font-variant-numeric: tabular-nums;
  }
`;
