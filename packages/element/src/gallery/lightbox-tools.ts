import type { Marks } from '@web-clip/photos';
import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import type { MarkKey } from '../marks/mark-keys.ts';
import {
  chooseIcon,
  enterFullScreenIcon,
  favouriteIcon,
  hideIcon,
  infoIcon,
  leaveFullScreenIcon,
  pauseIcon,
  playIcon,
  rotateIcon,
  zoomInIcon,
  zoomOutIcon,
} from '../ui/icons.ts';
import { SLIDE_SECONDS, type SlideShow } from './slide-show.ts';

/** State of the toolbar. */
export interface ToolsState {
  /** Whether the photo is chosen; undefined if photos cannot be chosen. */
  readonly isChosen: boolean | undefined;
  /** What was said of the photo, as far as it is known; undefined if photos cannot be marked. */
  readonly marks: Partial<Pick<Marks, 'favourite' | 'hidden'>> | undefined;
  /** Whether it is a video, which is neither turned nor enlarged. */
  readonly isVideo: boolean;
  readonly isZoomed: boolean;
  readonly hasDetails: boolean;
  /** Undefined if there is only one photo. */
  readonly slideShow: SlideShow | undefined;
  /** Whether it fills the screen; undefined if the browser cannot do that. */
  readonly isFullScreen: boolean | undefined;
}

/** Actions of the toolbar, each of which has a key. */
export interface ToolActions {
  choose(): void;
  mark(mark: MarkKey): void;
  /** Turns the view by a quarter. */
  rotate(quarters: 1 | -1): void;
  toggleSlideShow(): void;
  toggleDetails(): void;
  toggleZoom(): void;
  toggleFullScreen(): void;
}

/** The toolbar of the lightbox. */
export function lightboxTools(strings: Strings, state: ToolsState, actions: ToolActions): TemplateResult {
  const { isChosen, marks, isVideo, isZoomed, hasDetails, slideShow, isFullScreen } = state;
  return html`
    <div class="tools" role="group" aria-label=${strings.photoTools}>
      ${isChosen === undefined ? nothing : tool('choose', 'x', strings.choosePhoto, chooseIcon, actions.choose, { isPressed: isChosen })}
      ${marks ? tool('favourite', 'l', strings.favourite, favouriteIcon, () => actions.mark('favourite'), { isPressed: marks.favourite ?? false }) : nothing}
      ${marks ? tool('hide', 'h', marks.hidden ? strings.unhide : strings.hide, hideIcon, () => actions.mark('hidden')) : nothing}
      ${isVideo ? nothing : tool('rotate', 'r', strings.rotate, rotateIcon, () => actions.rotate(1))}
      ${
        slideShow
          ? tool(
              'play',
              's',
              slideShow.isPlaying ? strings.pauseSlideShow : strings.slideShow,
              slideShow.isPlaying ? pauseIcon : playIcon,
              actions.toggleSlideShow,
            )
          : nothing
      }
      ${slideShow?.isOn ? secondsChoice(strings, slideShow) : nothing}
      ${tool('info', 'i', strings.details, infoIcon, actions.toggleDetails, { isExpanded: hasDetails })}
      ${
        isVideo
          ? nothing
          : tool(
              'zoom',
              'z',
              isZoomed ? strings.zoomOut : strings.zoomIn,
              isZoomed ? zoomOutIcon : zoomInIcon,
              actions.toggleZoom,
            )
      }
      ${
        isFullScreen === undefined
          ? nothing
          : tool(
              'full-screen',
              'f',
              isFullScreen ? strings.leaveFullScreen : strings.fullScreen,
              isFullScreen ? leaveFullScreenIcon : enterFullScreenIcon,
              actions.toggleFullScreen,
            )
      }
    </div>
  `;
}

function tool(
  name: string,
  key: string,
  label: string,
  icon: TemplateResult,
  use: () => void,
  { isPressed, isExpanded }: { isPressed?: boolean; isExpanded?: boolean } = {},
): TemplateResult {
  return html`<button
    part="icon-button"
    class="icon-button ${name}"
    aria-label=${label}
    title="${label} (${key})"
    aria-keyshortcuts=${key}
    aria-pressed=${isPressed ?? nothing}
    aria-expanded=${isExpanded ?? nothing}
    @click=${use}
  >
    ${icon}
  </button>`;
}

function secondsChoice(strings: Strings, slideShow: SlideShow): TemplateResult {
  const changed = ({ target }: Event): void => {
    slideShow.seconds = Number((target as HTMLSelectElement).value);
  };
  return html`
    <select aria-label=${strings.slideTime} title=${strings.slideTime} @change=${changed}>
      ${SLIDE_SECONDS.map(
        (seconds) =>
          html`<option value=${seconds} ?selected=${seconds === slideShow.seconds}>${strings.slideSeconds(seconds)}</option>`,
      )}
    </select>
  `;
}
