import type { ClipInfo, ModelSpec } from '@web-clip/clip';
import { assetUrl } from '@web-clip/clip/internal';

/**
 * @param model The model whose card to find.
 * @param assets See `ClipInfo.assets`. The bundled models lie there.
 * @returns URL of a bundled model's card. Undefined for other models, or before any model has started.
 */
export function cardUrl({ source }: ModelSpec, assets: ClipInfo['assets'] | undefined): string | undefined {
  if (source.kind !== 'bundled' || assets === undefined) return undefined;
  return assetUrl(assets, `${source.folder}MODEL_CARD.md`);
}
