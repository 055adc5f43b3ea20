import type { Dtype, EncoderFiles, ModelSpec } from '../models/spec.ts';

/** What decides which dtypes an encoder can run in. */
export interface Processor {
  /** Where the encoder would run. */
  backend: Backend;
  /** Whether the GPU supports half precision. Not used for WASM. */
  shaderF16: boolean;
}

const NEEDS_SHADER_F16: ReadonlySet<Dtype> = new Set(['fp16', 'q4f16', 'q8f16']);
const INT8: ReadonlySet<Dtype> = new Set(['q8', 'int8', 'uint8']);

/** A dtype to look for. */
export interface Preference {
  dtype: Dtype;
  /** Whether only the weights may be quantised, with float arithmetic; undefined if that does not matter. */
  weightOnly?: boolean;
}

/**
 * Best first: half precision if the GPU has it, otherwise the smallest dtype that it computes without loss.
 */
const WEBGPU_F16: readonly Dtype[] = ['fp16', 'q4f16', 'q8f16', 'q8', 'fp32', 'q4'];
const WEBGPU_F32: readonly Dtype[] = ['q8', 'fp32', 'q4'];
/** Only int8 arithmetic is fast on WASM. With int8 weights alone, merely the download is smaller. */
const WASM: readonly (Dtype | Preference)[] = [
  { dtype: 'q8', weightOnly: false },
  { dtype: 'int8', weightOnly: false },
  'uint8',
  'q8',
  'int8',
  'fp32',
  'q4',
  'fp16',
  'q4f16',
  'q8f16',
];

/**
 * @param wanted What the caller asks for, or undefined for the best.
 * @returns The dtypes to look for, best first.
 */
export function preferences({ backend, shaderF16 }: Processor, wanted?: Dtype): readonly Preference[] {
  const all = wanted ? [wanted] : backend === 'wasm' ? WASM : shaderF16 ? WEBGPU_F16 : WEBGPU_F32;
  return all.map((each) => (typeof each === 'string' ? { dtype: each } : each));
}

/** Whether a processor has the kernels for these files, and they match the preference. */
export function suits(
  { backend, shaderF16 }: Processor,
  { dtype, weightOnly }: Preference,
  files: EncoderFiles,
): boolean {
  if (weightOnly !== undefined && weightOnly !== (files.weightOnly ?? false)) return false;
  if (backend === 'wasm') return true;
  if (INT8.has(dtype) && !files.weightOnly) return false;
  return shaderF16 || !NEEDS_SHADER_F16.has(dtype);
}

/**
 * @param model A model whose spec lists its files.
 * @param processor Where it would run.
 * @returns The files to download for it, or undefined if none fits or none is listed.
 */
export function filesFor({ files }: ModelSpec, processor: Processor): EncoderFiles | undefined {
  for (const preference of preferences(processor)) {
    const found = files[preference.dtype];
    if (found && suits(processor, preference, found)) return found;
  }
  return undefined;
}

/** Where the encoders run. */
export type Backend = 'webgpu' | 'wasm';
