import { type ClipInfo, filesFor, type ModelSpec, type StoredModel } from 'web-clip';

/** What a model runs on, as far as its files depend on it. */
export type Running = Pick<ClipInfo, 'backend' | 'shaderF16'>;

/**
 * @param model What to download.
 * @param info What runs now: another model takes the files that suit the same processor.
 * @returns Bytes to download; before any model runs, of the smallest files; undefined if nobody has said.
 */
export function downloadSize(model: ModelSpec, info: Running | undefined): number | undefined {
  const onWasm = { backend: 'wasm', shaderF16: false } as const;
  // What no GPU computes runs on WASM.
  const files = info && (filesFor(model, info) ?? filesFor(model, onWasm));
  if (files?.bytes) return files.bytes;
  const sizes = Object.values(model.files).flatMap(({ bytes }) => bytes ?? []);
  return sizes.length > 0 ? Math.min(...sizes) : undefined;
}

/**
 * @param model What to download.
 * @param info As for {@link downloadSize}.
 * @param stored What is stored already.
 * @returns Bytes that are yet to be downloaded; undefined if nobody has said how many there are.
 */
export function missingBytes(
  model: ModelSpec,
  info: Running | undefined,
  stored: readonly StoredModel[],
): number | undefined {
  const size = downloadSize(model, info);
  const own = stored.find(({ id }) => id === model.id)?.bytes ?? 0;
  return size === undefined ? undefined : Math.max(0, size - own);
}
