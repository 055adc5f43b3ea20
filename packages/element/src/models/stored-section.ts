import type { StoredModel } from '@web-clip/clip';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Strings } from '../i18n/strings.ts';
import type { StorageUse } from '../storage/browser-storage.ts';
import type { CardState } from './model-card.ts';
import type { StoredModels } from './stored-models.ts';

/** Storage used by the models and by the whole page, with ways to free or to protect it. */
export function storedSection(
  stored: StoredModels,
  nameOf: (id: string) => string,
  { strings, info, next }: Pick<CardState, 'strings' | 'info' | 'next'>,
): TemplateResult {
  const row = (model: StoredModel): TemplateResult => {
    const name = nameOf(model.id);
    const state =
      model.id === info?.model.id ? strings.inUse : model.id === next ? strings.gettingReady : undefined;
    return html`
      <li>
        <div class="title">
          <h4>${name}</h4>
          ${
            state
              ? html`<span class="state">${state}</span>`
              : html`<button
                part="button" class="button small"
                aria-label=${strings.deleteModel(name)}
                @click=${() => stored.delete(model, name)}
              >
                ${strings.delete}
              </button>`
          }
        </div>
        <p class="facts">${strings.storedModel(model.bytes, model.usedAt)}</p>
      </li>
    `;
  };
  return html`
    <section class="stored" aria-labelledby="stored">
      <h3 id="stored" tabindex="-1">${strings.stored}</h3>
      <ul>
        ${repeat(stored.list, ({ id }) => id, row)}
      </ul>
      <p>${strings.storedHint}</p>
      <p class="news" aria-live="polite">${stored.notice?.(strings)}</p>
      ${stored.use ? total(strings, stored.use, () => stored.keep()) : nothing}
    </section>
  `;
}

function total(strings: Strings, { used, left, kept }: StorageUse, keep: () => void): TemplateResult {
  return html`
    <p>
      ${strings.storage(used, left)}
      ${
        kept
          ? strings.storageKept
          : html`${strings.storageNotKept}
            <button part="link" class="link" @click=${keep}>${strings.keepStorage}</button>`
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
