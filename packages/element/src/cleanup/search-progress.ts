import type { GroupsProgress } from '@web-clip/photos';
import { css, html, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { progressStyles } from '../photos/progress-bar.ts';

/** Progress of the search for groups, with a button to stop it. */
export function searchProgress(
  strings: Strings,
  progress: GroupsProgress | undefined,
  cancel: () => void,
): TemplateResult {
  const { phase = 'searching', done = 0, total = 0 } = progress ?? {};
  const text =
    phase === 'comparing' ? strings.comparingCopies(done, total) : strings.lookingForCopies(done, total);
  return html`
    <div class="progress">
      <p>${total > 0 ? text : strings.lookingForGroups}</p>
      <button part="button" class="button small" @click=${cancel}>${strings.cancel}</button>
      ${
        total > 0
          ? html`<progress aria-label=${strings.lookingForGroups} max=${total} .value=${done}></progress>`
          : html`<progress aria-label=${strings.lookingForGroups}></progress>`
      }
    </div>
  `;
}

/** Styles of {@link searchProgress}. */
export const searchProgressStyles = [
  progressStyles,
  css`
    .progress {
      margin-block: 0.5rem;
    }
  `,
];
