import type { Marks } from '@web-clip/photos';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Strings } from '../i18n/strings.ts';
import { markWords } from '../marks/mark-keys.ts';
import type { Match } from '../search/match.ts';
import { fileName } from '../ui/format.ts';
import { checkIcon, favouriteIcon, starIcon, zoomInIcon } from '../ui/icons.ts';
import { videoBadge } from './video-badge.ts';

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
  /** What a click does. With `offer`, it opens the photo, and a button beside it chooses it. */
  readonly click: 'open' | 'offer' | 'choose';
  readonly isChosen: boolean;
  /** What was said of the photo, as far as it is known. */
  readonly marks: Marks | undefined;
}

/** @returns The button of a photo, and the one for what a click on it does not do. */
export function gridCell(cell: GridCell): TemplateResult {
  const { strings, match, index, count, corner, side, src, isTabStop, click, isChosen, marks } = cell;
  const { photo, score, strength, copies = 0 } = match;
  const name = fileName(photo.path);
  const isChoice = click === 'choose';
  const words = marks ? markWords(strings, marks) : '';
  const tabIndex = isTabStop ? 0 : -1;
  return html`
      <div
        role="listitem"
        aria-setsize=${count}
        aria-posinset=${index + 1}
        .style=${`width:${side}px;height:${side}px;inset-inline-start:${corner.x}px;transform:translateY(${corner.y}px)`}
      >
        <button
          part=${isChoice && isChosen ? 'photo chosen-photo' : 'photo'}
          class="photo"
          data-index=${index}
          tabindex=${tabIndex}
          title=${name}
          aria-pressed=${isChoice ? isChosen : nothing}
        >
          <img part="photo-image" alt=${name} draggable="false" src=${ifDefined(src)} />
          ${score === undefined ? nothing : html`<span part="score" class="score" title=${strings.score(score)} aria-hidden="true">${strength ? strings.strength(strength) : strings.scoreInGrid(score)}</span>`}
          ${videoBadge(strings, match)}
          <span class="badges">
            ${words === '' || !marks ? nothing : html`<span part="marks" class="badge"><span class="words">${words}</span>${marks.favourite ? favouriteIcon : nothing}${marks.rating > 0 ? html`<span aria-hidden="true">${marks.rating}</span>${starIcon}` : nothing}</span>`}
            ${copies === 0 ? nothing : html`<span part="copies" class="badge"><span class="words">${strings.withCopies(copies)}</span><span aria-hidden="true">+${copies}</span></span>`}
          </span>
          ${isChoice ? html`<span part="check" class="check">${checkIcon}</span>` : nothing}
        </button>
        ${
          isChoice
            ? html`<button part="open-button" class="enlarge" data-open=${index} tabindex=${tabIndex} aria-label=${strings.openPhoto(name)} title=${strings.open}>
              ${zoomInIcon}
            </button>`
            : nothing
        }
        ${
          click === 'offer'
            ? html`<button part="check" class="check" data-check=${index} tabindex=${tabIndex} aria-label=${strings.chooseNamed(name)} title="${strings.choosePhoto} (x)">
              ${checkIcon}
            </button>`
            : nothing
        }
      </div>
    `;
}

/** @returns Index of the photo whose cell an element is in. */
export function indexAt(element: Element | null): number | undefined {
  const photo = element?.closest('[role=listitem]')?.querySelector<HTMLElement>('.photo');
  return photo ? Number(photo.dataset.index) : undefined;
}
