import type { ModelSpec } from 'web-clip';

/**
 * @param model The model whose card to find.
 * @param assets See `ClipInfo.assets`. The bundled models lie there.
 * @returns URL of a bundled model's card. Undefined for other models, or before any model has started.
 */
export function cardUrl({ source }: ModelSpec, assets: string | undefined): string | undefined {
  if (source.kind !== 'bundled' || assets === undefined) return undefined;
  return new URL(`${source.folder}MODEL_CARD.md`, assets).href;
}
