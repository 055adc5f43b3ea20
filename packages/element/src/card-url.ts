import type { ModelSpec } from 'web-clip';

/**
 * @param model Whose card to look for.
 * @param runtimeFiles See `ClipInfo.runtimeFiles`: they lie in `ort/`, beside the `models/` that are bundled.
 * @returns Where a bundled model's card is; undefined for other models, or before any has started.
 */
export function cardUrl({ source }: ModelSpec, runtimeFiles: readonly string[]): string | undefined {
  const [file] = runtimeFiles;
  if (source.kind !== 'bundled' || !file) return undefined;
  return new URL(`../${source.folder}MODEL_CARD.md`, file).href;
}
