import { html, nothing, type TemplateResult } from 'lit';
import type { ClipInfo, ModelSpec } from 'web-clip';
import { isForeign } from '../search/query-language.ts';
import { formatLanguages, shortName } from '../ui/format.ts';
import { suitableModel } from './suitable-model.ts';

/** Maximum number of languages to name in a hint. */
const A_FEW = 3;

/**
 * Hint that the model does not understand the query, with a button for a model that does.
 *
 * @param query The typed text.
 * @param info The current runtime.
 * @param models The available models.
 * @param choose Called with the id of the suggested model.
 */
export function languageHint(
  query: string,
  info: ClipInfo,
  models: readonly ModelSpec[],
  choose: (id: string) => void,
): TemplateResult | typeof nothing {
  const { name, about } = info.model;
  if (!about || !isForeign(query, about.languages)) return nothing;
  const suitable = suitableModel(query, models, info);
  const only =
    about.languages.length > A_FEW
      ? `${shortName(name)} does not understand this.`
      : `${shortName(name)} understands ${formatLanguages(about.languages)} only.`;
  if (!suitable) return html`${only}`;
  const other = shortName(suitable.name);
  return html`${only} ${other} understands this.
    <button
      class="link"
      aria-haspopup="dialog"
      aria-label="Choose it: ${other}"
      @click=${() => choose(suitable.id)}
    >Choose it</button>`;
}
