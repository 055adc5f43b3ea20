import type { ClipInfo, ModelSpec } from '@web-clip/clip';
import { html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/strings.ts';
import { isForeign } from '../search/query-language.ts';
import { shortName } from '../ui/format.ts';
import { suitableModel } from './suitable-model.ts';

/** Maximum number of languages to name in a hint. */
const A_FEW = 3;

/**
 * Hint that the model does not understand the query, with a button for a model that does.
 *
 * @param strings The texts.
 * @param query The typed text.
 * @param info The current runtime.
 * @param models The available models.
 * @param choose Called with the id of the suggested model.
 */
export function languageHint(
  strings: Strings,
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
      ? strings.notUnderstood(shortName(name))
      : strings.onlyUnderstood(shortName(name), about.languages);
  if (!suitable) return html`${only}`;
  const other = shortName(suitable.name);
  return html`${only} ${strings.understood(other)}
    <button
      part="link" class="link"
      aria-haspopup="dialog"
      aria-label=${strings.chooseModelLabel(other)}
      @click=${() => choose(suitable.id)}
    >${strings.chooseModel}</button>`;
}
