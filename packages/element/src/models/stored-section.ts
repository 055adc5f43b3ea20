import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { StoredModel } from 'web-clip';
import type { StorageUse } from '../storage/browser-storage.ts';
import { formatBytes, formatDaysAgo } from '../ui/format.ts';
import type { CardState } from './model-card.ts';
import type { StoredModels } from './stored-models.ts';

/** Storage used by the models and by the whole page, with ways to free or to protect it. */
export function storedSection(
  stored: StoredModels,
  nameOf: (id: string) => string,
  { info, next }: Pick<CardState, 'info' | 'next'>,
): TemplateResult {
  const row = (model: StoredModel): TemplateResult => {
    const name = nameOf(model.id);
    const state = model.id === info?.model.id ? 'In use' : model.id === next ? 'Getting ready' : undefined;
    return html`
      <li>
        <div class="title">
          <h4>${name}</h4>
          ${
            state
              ? html`<span class="state">${state}</span>`
              : html`<button
                class="button small"
                aria-label="Delete ${name}"
                @click=${() => stored.delete(model, name)}
              >
                Delete
              </button>`
          }
        </div>
        <p class="facts">${storedText(model)}</p>
      </li>
    `;
  };
  return html`
    <section class="stored" aria-labelledby="stored">
      <h3 id="stored" tabindex="-1">Stored in this browser</h3>
      <ul>
        ${repeat(stored.list, ({ id }) => id, row)}
      </ul>
      <p>You can download a deleted model again. The photos that it indexed stay indexed.</p>
      <p class="news" aria-live="polite">${stored.notice}</p>
      ${stored.use ? total(stored.use, () => stored.keep()) : nothing}
    </section>
  `;
}

/** @returns `152 MB stored, last used 3 weeks ago`. */
export function storedText({ bytes, usedAt }: StoredModel, now?: number): string {
  return `${formatBytes(bytes)} stored, last used ${formatDaysAgo(usedAt, now)}`;
}

function total({ used, left, kept }: StorageUse, keep: () => void): TemplateResult {
  return html`
    <p>
      With your index, this page uses ${formatBytes(used)} of the browser’s storage and can use up to
      ${formatBytes(left)} more.
      ${
        kept
          ? 'The browser keeps it until you clear it.'
          : html`The browser may clear it when the disk is full, and does when you close a private window.
            <button class="link" @click=${keep}>Keep it</button>`
      }
    </p>
  `;
}

/** Styles of {@link storedSection}, in addition to those of the cards. */
export const storedSectionStyles = css`
  .stored > p {
    margin: 0.6rem 0 0;
    font-size: 0.875rem;
  }

  .stored > .news:empty {
    margin: 0;
  }

  .stored > .news {
    font-weight: 600;
  }
`;
