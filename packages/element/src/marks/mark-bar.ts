import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { albumIcon, closeIcon, favouriteIcon, hideIcon, labelIcon, saveIcon } from '../ui/icons.ts';
import { visuallyHidden } from '../ui/visually-hidden.ts';

/** Actions of the bar. */
export interface MarkBarActions {
  /** Chooses all photos shown. */
  chooseAll(): void;
  chooseNone(): void;
  toggleFavourite(): void;
  toggleHidden(): void;
  showMarks(): void;
  showAlbums(): void;
  /** Opens the ways to take the chosen photos elsewhere. */
  saveChosen(): void;
}

/** State of the bar. */
export interface MarkBarState {
  /** Number of chosen photos. */
  readonly chosen: number;
  /** Number of photos shown. */
  readonly shown: number;
  /** Whether all chosen photos are favourites, and whether all are hidden, as far as that is known. */
  readonly areFavourites: boolean;
  readonly areHidden: boolean;
  /** Whether more than one photo can be chosen. */
  readonly canChooseAll: boolean;
}

/** What can be done with the chosen photos. */
export function markBar(strings: Strings, state: MarkBarState, actions: MarkBarActions): TemplateResult {
  const { chosen, shown, areFavourites, areHidden, canChooseAll } = state;
  const tool = (label: string, icon: TemplateResult, use: () => void, isPressed?: boolean): TemplateResult =>
    html`<button part="button" class="button small" aria-pressed=${isPressed ?? nothing} @click=${use}>${icon}<span>${label}</span></button>`;
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') actions.chooseNone();
  };
  return html`
    <div part="mark-bar" class="mark-bar" role="group" aria-label=${strings.chosen(chosen)} @keydown=${pressed}>
      <p aria-live="polite">${strings.chosen(chosen)}</p>
      ${canChooseAll && chosen < shown ? html`<button part="link" class="link" @click=${actions.chooseAll}>${strings.chooseAll(shown)}</button>` : nothing}
      <div class="tools">
        ${tool(strings.favourite, favouriteIcon, actions.toggleFavourite, areFavourites)}
        ${tool(strings.marks, labelIcon, actions.showMarks)}
        ${tool(strings.albums, albumIcon, actions.showAlbums)}
        ${tool(strings.saveChosen, saveIcon, actions.saveChosen)}
        ${tool(areHidden ? strings.unhide : strings.hide, hideIcon, actions.toggleHidden)}
        <button part="icon-button" class="icon-button" aria-label=${strings.chooseNone} title="${strings.chooseNone} (Esc)" @click=${actions.chooseNone}>${closeIcon}</button>
      </div>
    </div>
  `;
}

/** Styles of {@link markBar}. */
export const markBarStyles = css`
  .mark-bar {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    margin-inline: var(--inset);
    margin-block-end: 0.5rem;
    padding-block: 0.25rem;
    padding-inline: 1rem 0.25rem;
    border-radius: var(--radius);
    background: var(--tint);
    font-size: 0.95rem;
  }

  .mark-bar p {
    margin: 0;
    font-variant-numeric: tabular-nums;
  }

  .mark-bar .tools {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    align-items: center;
    gap: 0.25rem;
  }

  .mark-bar [aria-pressed='true'] {
    background: var(--accent);
    color: var(--on-accent);
  }

  @media (max-width: 40rem) {
    .mark-bar .tools {
      flex-basis: 100%;
      justify-content: space-between;
    }

    /* The icons say enough, and the names stay for screen readers. */
    .mark-bar .tools span {
      ${visuallyHidden}
    }
  }
`;
