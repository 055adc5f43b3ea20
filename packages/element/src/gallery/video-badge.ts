import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import type { Match } from '../search/match.ts';
import { clockTime } from '../ui/format.ts';
import { playIcon } from '../ui/icons.ts';
import { visuallyHidden } from '../ui/visually-hidden.ts';

/** Styles of the badge. */
export const videoBadgeStyles = css`
  .video {
    position: absolute;
    inset-block-start: 5px;
    inset-inline-end: 5px;
    display: flex;
    align-items: center;
    gap: 0.15em;
    padding: 0.1em 0.5em 0.1em 0.3em;
    border-radius: 0.8em;
    background: rgb(0 0 0 / 0.62);
    color: #fff;
    font-size: 0.6875rem;
    font-variant-numeric: tabular-nums;
  }

  /* Below the button that opens the photo. */
  [role='listitem']:has(.enlarge) .video {
    inset-block-start: max(2rem, var(--touch, 0px));
  }

  .video:dir(rtl) {
    padding: 0.1em 0.3em 0.1em 0.5em;
  }

  .video svg {
    width: 1.2em;
    height: 1.2em;
    fill: currentcolor;
  }

  .video .words {
    ${visuallyHidden}
  }
`;

/** @returns What says that a photo is a video: where it fits best, or else how long it is. */
export function videoBadge(
  strings: Strings,
  { photo: { video }, frame }: Match,
): TemplateResult | typeof nothing {
  if (!video) return nothing;
  const time = clockTime(frame?.second ?? video.seconds);
  const words = frame ? strings.videoFrom(time) : strings.videoLength(time);
  return html`<span part="video" class="video" title=${words}><span class="words">${words}</span>${playIcon}<span aria-hidden="true">${time}</span></span>`;
}
