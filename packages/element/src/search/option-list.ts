import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import type { Completions, Option } from './completions.ts';

/** Id of the list, for the input. */
export const OPTION_LIST = 'options';

/** @returns Id of an option, for the input. */
export const optionId = (index: number): string => `option-${index}`;

/** The list of {@link Completions}. It is there only if it has options. */
export function optionList(strings: Strings, completions: Completions): TemplateResult | typeof nothing {
  const { options, active } = completions;
  if (options.length === 0) return nothing;
  // A press would take the focus from the input, which closes the list.
  const keepFocus = (event: Event): void => event.preventDefault();
  return html`
    <ul part="options" class="options" role="listbox" id=${OPTION_LIST} aria-label=${strings.completions} @pointerdown=${keepFocus} @mousedown=${keepFocus}>
      ${options.map(
        (option, i) => html`
          <li
            role="option"
            id=${optionId(i)}
            class=${option.kind}
            aria-selected=${i === active}
            @click=${() => completions.choose(i)}
          >
            ${optionText(strings, option)}
          </li>
        `,
      )}
    </ul>
  `;
}

function optionText(strings: Strings, option: Option): TemplateResult {
  if (option.kind === 'forget') return html`<span>${strings.forgetRecent}</span>`;
  if (option.kind !== 'completion') {
    return html`<bdi>${option.query}</bdi><span>${option.kind === 'saved' ? strings.savedQuery : strings.recentQuery}</span>`;
  }
  const { label, count } = option.completion;
  return html`<bdi>${label}</bdi>${count === undefined ? nothing : html`<span>${strings.photos(count)}</span>`}`;
}

/** Styles of {@link optionList}. */
export const optionListStyles = css`
  .options {
    position: absolute;
    inset-inline: 0;
    inset-block-start: calc(100% + 0.25rem);
    z-index: 2;
    max-height: min(24rem, 50vh);
    margin: 0;
    padding: 0.35rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: 0 0.75rem 2rem rgb(0 0 0 / 0.2);
    list-style: none;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .options li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    min-height: max(2.25rem, var(--touch, 0px));
    padding: 0 0.7rem;
    border-radius: calc(var(--radius) * 0.7);
    cursor: pointer;
  }

  .options bdi {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .options span {
    flex: none;
    color: var(--muted);
    font-size: 0.8125rem;
  }

  .options [aria-selected='true'] {
    background: var(--tint);
    box-shadow: inset 2px 0 var(--accent);
  }

  @media (hover: hover) {
    .options li:hover {
      background-image: linear-gradient(var(--hover), var(--hover));
    }
  }
`;
