import { css, html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Strings } from '../i18n/strings.ts';
import { closeIcon } from '../ui/icons.ts';
import type { Chip, ChipContent } from './box-query.ts';
import { chipLabel } from './chip-label.ts';

/** Actions on chips. */
interface ChipActions {
  edit(chip: Chip): void;
  remove(chip: Chip): void;
}

/** The chips in the search box. */
export function chipList(
  strings: Strings,
  chips: readonly Chip[],
  { edit, remove }: ChipActions,
): TemplateResult {
  return html`${repeat(
    chips,
    ({ key }) => key,
    (chip) => {
      const label = chipLabel(strings, chip);
      const pressed = (event: KeyboardEvent): void => {
        if (!['Escape', 'Delete', 'Backspace'].includes(event.key)) return;
        event.preventDefault();
        remove(chip);
      };
      return html`
        <span part="chip" class="chip ${isWithout(chip) ? 'without' : ''}" @keydown=${pressed}>
          <button class="edit" aria-haspopup="dialog" aria-label=${strings.editChip(label)} title=${strings.editChip(label)} @click=${() => edit(chip)}>
            <bdi>${label}</bdi>
          </button>
          <button class="remove" aria-label=${strings.removeChip(label)} title=${strings.removeChip(label)} @click=${() => remove(chip)}>
            ${closeIcon}
          </button>
        </span>
      `;
    },
  )}`;
}

function isWithout(content: ChipContent): boolean {
  if ('filter' in content) return content.filter.not === true;
  return ('term' in content ? (content.term.weight ?? 1) : (content.weight ?? 1)) < 0;
}

/** Styles of {@link chipList}. */
export const chipStyles = css`
  .chip {
    display: flex;
    align-items: stretch;
    min-width: 0;
    max-width: 100%;
    min-height: max(2rem, var(--touch, 0px));
    border-radius: var(--search-radius);
    background: var(--tint);
    color: var(--accent);
    font-size: 0.9rem;
  }

  .chip.without {
    background: color-mix(in oklab, var(--danger) 10%, var(--page));
    color: var(--danger);
  }

  .chip button {
    display: flex;
    align-items: center;
    min-width: 0;
    padding: 0;
    border: 0;
    border-radius: inherit;
    background: none;
    color: inherit;
  }

  .chip .edit {
    padding-inline: 0.75rem 0.25rem;
  }

  .chip bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .chip .remove {
    justify-content: center;
    min-width: max(1.75rem, var(--touch, 0px));
    padding-inline-end: 0.25rem;
  }

  .chip svg {
    width: 1rem;
    height: 1rem;
  }
`;
