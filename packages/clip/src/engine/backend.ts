import { ClipError, isClipError } from '@web-clip/calls';
import type { Dtype, EncoderFiles } from '../models/spec.ts';
import { type Backend, type Processor, preferences, suits } from './dtypes.ts';
import { type Adapter, requestAdapter, requestDevice } from './gpu.ts';

/** The chosen backend, and why it was chosen. */
export interface BackendChoice {
  backend: Backend;
  dtype: Dtype;
  files: EncoderFiles;
  /** One sentence for the user. */
  reason: string;
  /** Only with WebGPU: the adapter's name, and a device that we own. */
  gpu?: { adapter: string; device: GPUDevice };
}

/**
 * Looks up the files of one dtype. Called in order of preference, because a lookup may mean asking the host.
 * Storage is checked first, so that a model that has been used before needs no network.
 */
export type DtypeLookup = (dtype: Dtype, where: 'storage' | 'host') => Promise<EncoderFiles | undefined>;

const PLACES = ['storage', 'host'] as const;

/**
 * Chooses backend and dtype together, because each backend supports only some dtypes: WebGPU has no kernels
 * for dynamically quantised int8 files, and fp16 needs `shader-f16`.
 *
 * @param device What the caller asks for.
 * @param dtype What the caller asks for, or undefined for the best.
 * @param lookup Finds the model's files.
 * @throws ClipError `no-webgpu` or `unsupported-dtype` if the caller's wish cannot be met.
 */
export async function chooseBackend(
  device: 'auto' | Backend,
  dtype: Dtype | undefined,
  lookup: DtypeLookup,
): Promise<BackendChoice> {
  if (device === 'wasm') return onWasm(dtype, lookup, 'WASM was requested.');
  const adapter = await requestAdapter();
  if (device === 'webgpu') {
    if (!adapter) {
      throw new ClipError(
        'no-webgpu',
        'This browser has no WebGPU adapter. Use device “auto” or “wasm”, or another browser.',
      );
    }
    return onWebgpu(adapter, dtype, lookup, 'WebGPU was requested.');
  }
  if (!adapter) return onWasm(dtype, lookup, 'This browser has no WebGPU adapter.');
  if (adapter.software) {
    return onWasm(
      dtype,
      lookup,
      `The only WebGPU adapter, ${adapter.name}, runs in software. WASM is faster.`,
    );
  }
  try {
    return await onWebgpu(adapter, dtype, lookup, 'This browser has a GPU.');
  } catch (error) {
    if (!isClipError(error) || (error.code !== 'unsupported-dtype' && error.code !== 'no-webgpu'))
      throw error;
    return onWasm(dtype, lookup, `The GPU is not used: ${error.message}`);
  }
}

async function onWebgpu(
  adapter: Adapter,
  dtype: Dtype | undefined,
  lookup: DtypeLookup,
  reason: string,
): Promise<BackendChoice> {
  const found = await find({ backend: 'webgpu', shaderF16: adapter.shaderF16 }, dtype, lookup);
  if (found) {
    const device = await requestDevice(adapter);
    return { backend: 'webgpu', ...found, reason, gpu: { adapter: adapter.name, device } };
  }
  throw new ClipError(
    'unsupported-dtype',
    dtype
      ? `The model has no ${dtype} files that ${adapter.name} can run.`
      : `The model has no files that ${adapter.name} can run.`,
  );
}

async function onWasm(dtype: Dtype | undefined, lookup: DtypeLookup, reason: string): Promise<BackendChoice> {
  const found = await find({ backend: 'wasm', shaderF16: false }, dtype, lookup);
  if (found) return { backend: 'wasm', ...found, reason };
  throw new ClipError(
    'unsupported-dtype',
    dtype
      ? `The model has no ${dtype} files. Omit the dtype to use the best available one.`
      : 'The model has no ONNX files under onnx/. Choose another model, or check its address.',
  );
}

/** Finds the best files that a processor can run. Stored files go before files that have to be downloaded. */
async function find(
  processor: Processor,
  wanted: Dtype | undefined,
  lookup: DtypeLookup,
): Promise<{ dtype: Dtype; files: EncoderFiles } | undefined> {
  for (const where of PLACES) {
    const asked = new Map<Dtype, EncoderFiles | undefined>();
    for (const preference of preferences(processor, wanted)) {
      const { dtype } = preference;
      if (!asked.has(dtype)) asked.set(dtype, await lookup(dtype, where));
      const files = asked.get(dtype);
      if (files && suits(processor, preference, files)) return { dtype, files };
    }
  }
  return undefined;
}
