import type { Dtype, ModelSpec, TowerFiles } from '../models/spec.ts';
import type { Backend } from './backend.ts';

/** Where encoders run, as far as number formats depend on it. */
export interface Processor {
  backend: Backend;
  /** Whether the GPU has half precision; of no interest to WASM. */
  shaderF16: boolean;
}

const NEEDS_SHADER_F16: ReadonlySet<Dtype> = new Set(['fp16', 'q4f16', 'q8f16']);
const INT8: ReadonlySet<Dtype> = new Set(['q8', 'int8', 'uint8']);

/** Best first: half precision where the GPU has it, else the smallest that it computes without loss. */
const WEBGPU_F16: readonly Dtype[] = ['fp16', 'q4f16', 'q8f16', 'q8', 'fp32', 'q4'];
const WEBGPU_F32: readonly Dtype[] = ['q8', 'fp32', 'q4'];
const WASM: readonly Dtype[] = ['q8', 'int8', 'uint8', 'fp32', 'q4', 'fp16'];

/** @returns The number formats to look for, best first. */
export function preferredDtypes({ backend, shaderF16 }: Processor): readonly Dtype[] {
  if (backend === 'wasm') return WASM;
  return shaderF16 ? WEBGPU_F16 : WEBGPU_F32;
}

/** Whether a processor has the kernels for files of this format. */
export function computes({ backend, shaderF16 }: Processor, dtype: Dtype, files: TowerFiles): boolean {
  if (backend === 'wasm') return true;
  if (INT8.has(dtype) && !files.weightOnly) return false;
  return shaderF16 || !NEEDS_SHADER_F16.has(dtype);
}

/**
 * @param model A model whose spec lists its files.
 * @param running What another model runs on.
 * @returns The files that this model would be downloaded as, or undefined if none fits or none is listed.
 */
export function filesFor(
  { files }: ModelSpec,
  { backend, dtype }: { backend: Backend; dtype: Dtype },
): TowerFiles | undefined {
  // Every model that has such files takes them where it can.
  const processor: Processor = { backend, shaderF16: NEEDS_SHADER_F16.has(dtype) };
  for (const candidate of preferredDtypes(processor)) {
    const found = files[candidate];
    if (found && computes(processor, candidate, found)) return found;
  }
  return undefined;
}
