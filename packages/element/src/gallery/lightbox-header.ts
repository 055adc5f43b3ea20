import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import type { Match } from '../search/match.ts';
import { clockTime, fileName } from '../ui/format.ts';
import { addToSearchIcon, closeIcon, searchIcon } from '../ui/icons.ts';
import { photoDate } from './photo-date.ts';
import type { Lack } from './pictures.ts';

/** Texts that say why only a preview is shown. */
const PREVIEWS = {
  unreachable: 'previewOfUnreachable',
  undecodable: 'previewOfUndecodable',
} as const satisfies Record<Lack, keyof Strings>;

/** Actions of the header. */
export interface HeaderActions {
  /** Searches for photos like the one shown. */
  similar(): void;
  /** Adds the photo shown to the search. */
  addToSearch(): void;
  close(): void;
}

/**
 * The top of the lightbox.
 *
 * @param match The photo shown.
 * @param lack Why only a preview is shown.
 * @param isLive Whether to read it out when it changes, which would disturb during a slide show.
 * @param tools The toolbar.
 */
export function lightboxHeader(
  strings: Strings,
  { photo, score, strength }: Match,
  lack: Lack | undefined,
  isLive: boolean,
  tools: TemplateResult,
  actions: HeaderActions,
): TemplateResult {
  const { similar, addToSearch, close } = actions;
  return html`
    <header>
      <div class="facts" aria-live=${isLive ? 'polite' : 'off'}>
        <h2 part="lightbox-title" title=${photo.path}><bdi>${fileName(photo.path)}</bdi></h2>
        <p>
          <span>${photoDate(strings, photo)}</span>
          <span>${strings.pixels(photo.width, photo.height)}</span>
          ${photo.video ? html`<span>${strings.videoLength(clockTime(photo.video.seconds))}</span>` : nothing}
          ${photo.raws ? html`<span>${strings.withRaw(photo.raws.map(({ path }) => fileName(path)))}</span>` : nothing}
          ${score === undefined ? nothing : html`<span title=${strings.score(score)}>${strength ? strings.strength(strength) : strings.score(score)}</span>`}
        </p>
        ${photo.truncated ? html`<p class="incomplete">${strings.incomplete}</p>` : nothing}
        ${lack ? html`<p>${strings[PREVIEWS[lack]]}</p>` : nothing}
      </div>
      <div class="searches">
        <button part="button" class="button similar" @click=${similar}>${searchIcon}<span>${strings.moreLikeThis}</span></button>
        <button part="icon-button" class="icon-button add" aria-label=${strings.addToSearch} title=${strings.addToSearch} @click=${addToSearch}>${addToSearchIcon}</button>
      </div>
      ${tools}
      <button part="icon-button" class="icon-button close" aria-label=${strings.close} title="${strings.close} (Esc)" @click=${close}>
        ${closeIcon}
      </button>
    </header>
  `;
}
