import type { Dtype, ModelSpec } from 'web-clip';

/** @returns Bytes to download: of the dtype in use if the model has it, else of its smallest files. */
export function downloadSize(model: ModelSpec, dtype: Dtype | undefined): number | undefined {
  const inUse = dtype && model.files[dtype]?.bytes;
  if (inUse) return inUse;
  const sizes = Object.values(model.files).flatMap(({ bytes }) => bytes ?? []);
  return sizes.length > 0 ? Math.min(...sizes) : undefined;
}
