import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import type { AddActions } from '../photos/add-buttons.ts';
import { addButtons } from '../photos/add-buttons.ts';
import { closeIcon, imageIcon, searchIcon } from '../ui/icons.ts';
import type { Search } from './search.ts';

/** Actions of the search bar, besides searching. */
export interface SearchBoxActions extends AddActions {
  searchByImage(): void;
}

/** The search box with its example, if there is one, and the buttons beside it. */
export function searchBox(strings: Strings, search: Search, actions: SearchBoxActions): TemplateResult {
  const typed = (event: InputEvent): void => search.type((event.target as HTMLInputElement).value);
  const pressed = (event: KeyboardEvent): void => {
    // In an input method, Enter also confirms a word and must not search.
    if (event.isComposing) return;
    if (event.key === 'Enter') search.enter();
    else if (event.key === 'Escape' && (search.text || search.example)) search.clear();
    else if (event.key === 'Backspace' && search.example && !search.text) search.clear();
    else return;
    event.preventDefault();
  };
  // Text being marked is not a photo being chosen.
  const marked = (event: Event): void => event.stopPropagation();
  const example = search.example?.label(strings);
  const pressedOnChip = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    search.clear();
  };
  return html`
    <div part="search-bar" class="bar">
      <div part="search-box" class="box">
        <span class="glass ${search.busy ? 'busy' : ''}">${searchIcon}</span>
        ${
          example
            ? html`
              <button
                part="example"
                class="chip"
                aria-label=${strings.stopSearching(example)}
                @click=${() => search.clear()}
                @keydown=${pressedOnChip}
              >
                <span>${example}</span>${closeIcon}
              </button>
            `
            : nothing
        }
        <input
          part="search-input"
          class="words"
          type="search"
          role="searchbox"
          aria-label=${strings.searchLabel}
          placeholder=${example ? strings.searchPlaceholderWithExample : strings.searchPlaceholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="search"
          .value=${search.text}
          @input=${typed}
          @select=${marked}
          @keydown=${pressed}
        />
        <button part="icon-button" class="icon-button by-picture" @click=${actions.searchByImage} aria-label=${strings.searchByImage} title=${strings.searchByImage}>
          ${imageIcon}
        </button>
      </div>
      ${addButtons(strings, actions)}
    </div>
  `;
}

/** Styles of {@link searchBox}. */
export const searchBoxStyles = css`
  .bar {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    padding: clamp(0.75rem, 2vw, 1.25rem) var(--inset) 0;
  }

  .box {
    flex: 1 1 11rem;
    display: flex;
    align-items: center;
    min-width: 0;
    height: max(3rem, var(--touch, 0px) + 2px);
    padding-inline: 0.9rem 0.25rem;
    border: 1px solid var(--edge);
    border-radius: var(--search-radius);
    background: var(--surface);
  }

  .box:focus-within:has(.words:focus) {
    outline: 2px solid var(--accent);
    outline-offset: -1px;
  }

  .words {
    flex: 1;
    min-width: 0;
    height: 100%;
    min-height: var(--touch, 0px);
    padding: 0 0.7rem;
    border: 0;
    outline: 0;
    background: none;
    font: inherit;
    /* Safari enlarges the page for any smaller one. */
    font-size: max(16px, 1.05rem);
    color: inherit;
    text-overflow: ellipsis;
  }

  .words::placeholder {
    color: var(--muted);
    opacity: 1;
  }

  /* Drawn with gradients: a picture from a data: URL is not allowed everywhere. */
  .words::-webkit-search-cancel-button {
    appearance: none;
    width: max(1.6rem, var(--touch, 0px));
    height: max(1.6rem, var(--touch, 0px));
    margin-inline-end: -0.7rem;
    background:
      linear-gradient(45deg, transparent 46%, var(--muted) 46% 54%, transparent 54%) center / 0.8rem 0.8rem,
      linear-gradient(-45deg, transparent 46%, var(--muted) 46% 54%, transparent 54%) center / 0.8rem 0.8rem;
    background-repeat: no-repeat;
    cursor: pointer;
  }

  .box .icon-button {
    border-radius: var(--search-radius);
  }

  .glass {
    display: flex;
    color: var(--muted);
  }

  .glass.busy {
    color: var(--accent);
    animation: breathe 1s 0.3s ease-in-out infinite alternate;
  }

  @keyframes breathe {
    to {
      opacity: 0.25;
    }
  }

  .chip {
    display: flex;
    align-items: center;
    gap: 0.35rem;
    max-width: 55%;
    height: max(2rem, var(--touch, 0px));
    margin-inline-start: 0.6rem;
    padding: 0;
    padding-inline: 0.75rem 0.5rem;
    border: 0;
    border-radius: var(--search-radius);
    background: var(--tint);
    color: var(--accent);
    font-size: 0.9rem;
  }

  .chip span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .chip svg {
    width: 1rem;
    height: 1rem;
  }

  .add {
    height: max(3rem, var(--touch, 0px) + 2px);
    border-radius: var(--search-radius);
    white-space: nowrap;
  }

  @media (max-width: 40rem) {
    .bar {
      gap: 0.25rem;
    }

    .box {
      margin-inline-end: 0.25rem;
    }

    .add {
      width: max(2.75rem, var(--touch, 0px));
      padding: 0;
      border-color: transparent;
      background-color: transparent;
    }

    /* The words need its room; it is back when they are gone. */
    .words:not(:placeholder-shown) ~ .by-picture {
      display: none;
    }

    .add span {
      position: absolute;
      clip-path: inset(50%);
    }

    /* The example has a line of its own above the words. */
    .box:has(.chip) {
      display: grid;
      grid-template: auto auto / auto minmax(0, 1fr) auto;
      height: auto;
    }

    .chip {
      grid-area: 1 / 1 / 2 / -1;
      justify-self: start;
      max-width: calc(100% - 0.65rem);
      margin: 0.35rem 0 0;
    }

    .chip ~ *,
    .glass {
      grid-row: 2;
    }
  }
`;
