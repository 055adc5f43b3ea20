import type { ModelSpec } from 'web-clip';
import { downloadSize, type Running } from './download-size.ts';
import { isForeign, likelyLanguage } from './query-language.ts';

/**
 * Chooses a model for a query that the one in use has no chance with.
 *
 * @param query What was typed.
 * @param models Those that can be had.
 * @param info What runs now.
 * @returns The smallest whose languages are written in the query’s script, those first that name the
 *   language itself; undefined if there is none.
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
