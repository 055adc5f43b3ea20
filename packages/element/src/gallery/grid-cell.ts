import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Strings } from '../i18n/strings.ts';
import type { Match } from '../search/match.ts';
import { fileName } from '../ui/format.ts';
import { checkIcon, zoomInIcon } from '../ui/icons.ts';

/** A photo in the grid. */
export interface GridCell {
  readonly strings: Strings;
  readonly match: Match;
  /** Its index among all photos, and their number. */
  readonly index: number;
  readonly count: number;
  /** Its top left corner, and its side, in pixels. */
  readonly corner: { readonly x: number; readonly y: number };
  readonly side: number;
  /** URL of its thumbnail, once it is there. */
  readonly src: string | undefined;
  /** Whether Tab moves to it. */
  readonly isTabStop: boolean;
  /** Undefined if photos cannot be chosen. Then a click opens the photo. */
  readonly isChosen: boolean | undefined;
}

/** @returns The button of a photo, and the one that opens it if a click chooses it. */
export function gridCell(cell: GridCell): TemplateResult {
  const { strings, match, index, count, corner, side, src, isTabStop, isChosen } = cell;
  const { photo, score, strength } = match;
  const name = fileName(photo.path);
  const isChoice = isChosen !== undefined;
  const tabIndex = isTabStop ? 0 : -1;
  return html`
      <div
        role="listitem"
        aria-setsize=${count}
        aria-posinset=${index + 1}
        .style=${`width:${side}px;height:${side}px;inset-inline-start:${corner.x}px;transform:translateY(${corner.y}px)`}
      >
        <button
          part=${isChosen ? 'photo chosen-photo' : 'photo'}
          class="photo"
          data-index=${index}
          tabindex=${tabIndex}
          title=${name}
          aria-pressed=${isChosen ?? nothing}
        >
          <img part="photo-image" alt=${name} draggable="false" src=${ifDefined(src)} />
          ${score === undefined ? nothing : html`<span part="score" class="score" title=${strings.score(score)} aria-hidden="true">${strength ? strings.strength(strength) : strings.scoreInGrid(score)}</span>`}
          ${isChoice ? html`<span part="check" class="check">${checkIcon}</span>` : nothing}
        </button>
        ${
          isChoice
            ? html`<button part="open-button" class="enlarge" data-open=${index} tabindex=${tabIndex} aria-label=${strings.openPhoto(name)} title=${strings.open}>
              ${zoomInIcon}
            </button>`
            : nothing
        }
      </div>
    `;
}
