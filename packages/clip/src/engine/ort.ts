import type * as OrtWebgpu from 'onnxruntime-web/webgpu';
import type { Backend } from './backend.ts';

/** The part of onnxruntime-web that both of its builds have. */
export type Ort = typeof OrtWebgpu;

/**
 * The build of onnxruntime-web for a backend. They are two binaries on purpose: the one with WebGPU
 * is instrumented for asyncify, twice the size, and several times slower on the CPU.
 */
const BUILDS = {
  webgpu: { load: () => import('onnxruntime-web/webgpu'), file: 'ort-wasm-simd-threaded.asyncify' },
  wasm: { load: () => import('onnxruntime-web/wasm') as Promise<Ort>, file: 'ort-wasm-simd-threaded' },
} as const satisfies Record<Backend, { load: () => Promise<Ort>; file: string }>;

/**
 * @param backend Where the encoders will run.
 * @param assets URL of the folder that holds `ort/`, with a slash at its end.
 * @param threads Number of WASM threads.
 * @returns onnxruntime-web, set up to take its binary from our own origin, and the URLs of its files.
 */
export async function loadOrt(
  backend: Backend,
  assets: string,
  threads: number,
): Promise<{ ort: Ort; files: string[] }> {
  const { load, file } = BUILDS[backend];
  const ort = await load();
  // Set again for every engine: transformers.js points the same object at a CDN unless it is set.
  // Script and binary have to be of one version: caches must not take those of another for them.
  const url = (ending: string): string =>
    new URL(`ort/${file}.${ending}?version=${ort.env.versions.web}`, assets).href;
  ort.env.wasm.wasmPaths = { mjs: url('mjs'), wasm: url('wasm') };
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  return { ort, files: [url('mjs'), url('wasm')] };
}

/**
 * @returns How many WASM threads to use: more than one need cross-origin isolation; from four cores
 *   on, half of them are taken to be hyperthreads, which do not help matrix products.
 */
export function wasmThreads(): number {
  const cores = navigator.hardwareConcurrency;
  if (!crossOriginIsolated) return 1;
  return cores <= 4 ? cores : Math.min(8, Math.ceil(cores / 2));
}
