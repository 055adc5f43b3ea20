import { type ClipInfo, filesFor, type ModelSpec } from 'web-clip';

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
