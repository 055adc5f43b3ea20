import { css } from 'lit';

/** Gap between neighbours, in pixels. */
export const GAP = 24;

/** Styles of the stage. */
export const stageStyles = css`
  :host {
    position: relative;
    display: block;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }

  .strip,
  .slide {
    position: absolute;
    inset: 0;
  }

  .slide {
    display: grid;
    place-items: center;
    container-type: size;
  }

  .next {
    inset-inline: calc(100% + ${GAP}px) calc(-100% - ${GAP}px);
  }

  .previous {
    inset-inline: calc(-100% - ${GAP}px) calc(100% + ${GAP}px);
  }

  .picture {
    position: relative;
    container-type: size;
  }

  .picture > * {
    position: absolute;
    inset: 50% auto auto 50%;
    width: 100cqw;
    height: 100cqh;
    translate: -50% -50%;
    rotate: var(--turn);
    -webkit-touch-callout: none;
  }

  .sideways > * {
    width: 100cqh;
    height: 100cqw;
  }

  .pixels > * {
    image-rendering: pixelated;
  }

  .zoomed .picture {
    cursor: grab;
  }
`;
