import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { chipLabel } from './chip-label.ts';
import type { SearchBar } from './search-bar.ts';

/** What could be said by chips, and what in the box is not understood. */
export function offers(strings: Strings, bar: SearchBar): TemplateResult {
  const suggestions = bar.suggestions.offers;
  return html`
    <div class="offers">
      ${
        suggestions.length > 0
          ? html`<div role="group" class="suggestions" aria-label=${strings.suggestions}>
            ${suggestions.map((suggestion) => {
              const label = chipLabel(strings, suggestion.add);
              const offer = strings.suggestionFor(suggestion.text, label);
              return html`<button part="suggestion" class="suggestion" title=${offer} aria-label=${offer} @click=${() => bar.takeSuggestion(suggestion)}>
                <bdi>${label}</bdi>
              </button>`;
            })}
          </div>`
          : nothing
      }
      <div aria-live="polite" class="problems">
        ${bar.search.problems.map(
          ({ kind, text, meant }) => html`<p>
            ${strings.problem(kind, text)}
            ${meant ? html`<button part="link" class="link" @click=${() => bar.correct(text, meant)}>${strings.didYouMean(meant)}</button>` : nothing}
          </p>`,
        )}
      </div>
    </div>
  `;
}

/** Styles of {@link offers}. */
export const offerStyles = css`
  .offers {
    flex: none;
    padding-inline: calc(var(--inset) + 0.25rem);
    font-size: 0.875rem;
  }

  .suggestions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    padding-block-start: 0.5rem;
  }

  .suggestion {
    min-height: max(1.9rem, var(--touch, 0px));
    max-width: 100%;
    padding: 0 0.8rem;
    border: 1px dashed var(--edge);
    border-radius: var(--search-radius);
    background: none;
    color: var(--accent);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .problems p {
    margin: 0.5rem 0 0;
  }
`;
