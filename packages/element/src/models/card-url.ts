import type { ModelSpec } from 'web-clip';

/**
 * @param model The model whose card to find.
 * @param runtimeFiles See `ClipInfo.runtimeFiles`. They lie in `ort/`, beside the bundled `models/`.
 * @returns URL of a bundled model's card. Undefined for other models, or before any model has started.
 */
export function cardUrl({ source }: ModelSpec, runtimeFiles: readonly string[]): string | undefined {
  const [file] = runtimeFiles;
  if (source.kind !== 'bundled' || !file) return undefined;
  return new URL(`../${source.folder}MODEL_CARD.md`, file).href;
}
