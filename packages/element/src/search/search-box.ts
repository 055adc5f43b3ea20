import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import type { AddActions } from '../photos/add-buttons.ts';
import { addButtons } from '../photos/add-buttons.ts';
import { helpIcon, imageIcon, searchIcon } from '../ui/icons.ts';
import { visuallyHidden } from '../ui/visually-hidden.ts';
import type { Chip } from './box-query.ts';
import { chipList, chipStyles } from './chip-view.ts';
import { OPTION_LIST, optionId, optionList, optionListStyles } from './option-list.ts';
import type { SearchBar } from './search-bar.ts';

/** Actions of the search bar, besides searching. */
export interface SearchBoxActions extends AddActions {
  searchByImage(): void;
  showHelp(): void;
  editChip(chip: Chip): void;
}

/** The search box with its chips and its list, and the buttons beside it. */
export function searchBox(strings: Strings, bar: SearchBar, actions: SearchBoxActions): TemplateResult {
  const { search, completions } = bar;
  const { text, chips } = search.query;
  const typed = (event: InputEvent): void => {
    const { value } = event.target as HTMLInputElement;
    // A filter is complete when a space follows.
    if (value.endsWith(' ') && !text.endsWith(' ')) search.typeSpace(value);
    else search.type(value);
    // Recent searches would cover the photos that are shown instead.
    if (value === '') completions.close();
    else bar.complete();
  };
  const pressed = (event: KeyboardEvent): void => {
    // In an input method, Enter also confirms a word and must not search.
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = chips.at(-1);
    if (completions.press(event.key)) event.stopPropagation();
    else if (event.key === 'Enter') bar.submit();
    else if (event.key === 'ArrowDown') bar.complete();
    else if (event.key === '?' && text === '') actions.showHelp();
    else if (event.key === 'Escape' && search.isAsking) search.clear();
    else if (event.key === 'Backspace' && last && text === '') bar.removeChip(last);
    else return;
    event.preventDefault();
  };
  // Text being marked is not a photo being chosen.
  const marked = (event: Event): void => event.stopPropagation();
  const isOpen = completions.options.length > 0;
  return html`
    <div part="search-bar" class="bar">
      <div class="field">
        <div part="search-box" class="box">
          <span class="glass ${search.busy ? 'busy' : ''}">${searchIcon}</span>
          ${chipList(strings, chips, { edit: actions.editChip, remove: (chip) => bar.removeChip(chip) })}
          <input
            part="search-input"
            class="words"
            type="search"
            role="combobox"
            aria-label=${strings.searchLabel}
            aria-autocomplete="list"
            aria-expanded=${isOpen}
            aria-controls=${isOpen ? OPTION_LIST : nothing}
            aria-activedescendant=${completions.active >= 0 ? optionId(completions.active) : nothing}
            placeholder=${chips.length > 0 ? strings.searchPlaceholderWithChips : strings.searchPlaceholder}
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint="search"
            .value=${text}
            @input=${typed}
            @select=${marked}
            @keydown=${pressed}
            @click=${() => text === '' && bar.complete()}
            @blur=${() => completions.forget()}
          />
          <button part="icon-button" class="icon-button help" aria-haspopup="dialog" @click=${actions.showHelp} aria-label=${strings.searchHelp} title=${strings.searchHelp}>
            ${helpIcon}
          </button>
          <button part="icon-button" class="icon-button by-picture" @click=${actions.searchByImage} aria-label=${strings.searchByImage} title=${strings.searchByImage}>
            ${imageIcon}
          </button>
        </div>
        ${optionList(strings, completions)}
      </div>
      ${addButtons(strings, actions)}
    </div>
  `;
}

/** Styles of {@link searchBox}. */
export const searchBoxStyles = css`
  ${chipStyles}
  ${optionListStyles}

  .bar {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    padding: clamp(0.75rem, 2vw, 1.25rem) var(--inset) 0;
  }

  .field {
    position: relative;
    flex: 1 1 11rem;
    min-width: 0;
  }

  .box {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35rem;
    min-height: max(3rem, var(--touch, 0px) + 2px);
    padding-block: 0.2rem;
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
    flex: 1 1 7rem;
    min-width: 0;
    min-height: max(2.4rem, var(--touch, 0px));
    padding: 0 0.35rem;
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
    margin-inline-end: -0.35rem;
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

  .add {
    height: max(3rem, var(--touch, 0px) + 2px);
    border-radius: var(--search-radius);
    white-space: nowrap;
  }

  @media (max-width: 40rem) {
    .bar {
      gap: 0.25rem;
    }

    .field {
      margin-inline-end: 0.25rem;
    }

    .add {
      width: max(2.75rem, var(--touch, 0px));
      padding: 0;
      border-color: transparent;
      background-color: transparent;
    }

    /* The words need their room; they are back when the words are gone. */
    .words:not(:placeholder-shown) ~ .icon-button {
      display: none;
    }

    .add span {
      ${visuallyHidden}
    }
  }
`;
