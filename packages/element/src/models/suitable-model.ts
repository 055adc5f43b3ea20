import type { ModelSpec } from '@web-clip/clip';
import { isForeign, likelyLanguage } from '../search/query-language.ts';
import { downloadSize, type Running } from './download-size.ts';

/**
 * Chooses a model for a query that the current one cannot understand.
 *
 * @param query The typed text.
 * @param models The available models.
 * @param info The current runtime.
 * @returns The smallest model with a language in the query’s script. Models that name the language itself come first.
 *   Undefined if there is none.
 */
export function suitableModel(
  query: string,
  models: readonly ModelSpec[],
  info: Running,
): ModelSpec | undefined {
  const language = likelyLanguage(query);
  const names = ({ about }: ModelSpec): number => (language && about?.languages.includes(language) ? 0 : 1);
  const size = (model: ModelSpec): number => downloadSize(model, info) ?? Number.POSITIVE_INFINITY;
  const [best] = models
    .filter(({ about }) => about && !isForeign(query, about.languages))
    .sort((a, b) => names(a) - names(b) || size(a) - size(b));
  return best;
}
