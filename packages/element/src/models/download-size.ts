import { type ClipInfo, filesFor, type ModelSpec, type StoredModel } from '@web-clip/clip';

/** The part of the runtime information that decides which files of a model are used. */
export type Running = Pick<ClipInfo, 'backend' | 'shaderF16'>;

/**
 * @param model The model to download.
 * @param info The current runtime. Another model takes the files for the same processor.
 * @returns Bytes to download. Before any model runs, the size of the smallest files. Undefined if unknown.
 */
export function downloadSize(model: ModelSpec, info: Running | undefined): number | undefined {
  const onWasm = { backend: 'wasm', shaderF16: false } as const;
  // A model without GPU files runs on WASM.
  const files = info && (filesFor(model, info) ?? filesFor(model, onWasm));
  if (files?.bytes) return files.bytes;
  const sizes = Object.values(model.files).flatMap(({ bytes }) => bytes ?? []);
  return sizes.length > 0 ? Math.min(...sizes) : undefined;
}

/**
 * @param model What to download.
 * @param info As for {@link downloadSize}.
 * @param stored The stored models.
 * @returns Bytes left to download; undefined if unknown.
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
