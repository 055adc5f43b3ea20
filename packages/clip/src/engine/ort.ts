import type * as OrtWebgpu from 'onnxruntime-web/webgpu';
import type { Backend } from './dtypes.ts';
/** The part of onnxruntime-web that both of its builds share. */
export type Ort = typeof OrtWebgpu;

/** A build of onnxruntime-web: its script, and the name of its binary. */
interface Build {
  load: () => Promise<Ort>;
  file: string;
}

const WASM: Build = {
  load: () => import('onnxruntime-web/wasm') as Promise<Ort>,
  file: 'ort-wasm-simd-threaded',
};

const JSPI: Build = {
  load: () => import('onnxruntime-web/jspi') as Promise<Ort>,
  file: 'ort-wasm-simd-threaded.jspi',
};

const ASYNCIFY: Build = {
  load: () => import('onnxruntime-web/webgpu'),
  file: 'ort-wasm-simd-threaded.asyncify',
};

/**
 * The build for each backend. They are separate binaries on purpose: those with WebGPU are larger, and the
 * one instrumented for Asyncify is several times slower on the CPU. Browsers that can suspend WASM themselves
 * (JSPI, https://v8.dev/blog/jspi) need no instrumentation, which saves a third of the download and a quarter
 * of the time to dispatch a model's kernels.
 */
const BUILDS: Record<Backend, Build> = {
  wasm: WASM,
  webgpu: 'Suspending' in WebAssembly ? JSPI : ASYNCIFY,
};

/**
 * @param backend Where the encoders will run.
 * @param assets URL of the folder that contains `ort/`, with a trailing slash.
 * @param threads Number of WASM threads.
 * @returns onnxruntime-web, set up to load its binary from our own origin, and the URLs of the files that
 *   this backend needs. A GPU needs the files of both builds, because WASM checks its results and replaces it
 *   if it fails.
 */
export async function loadOrt(
  backend: Backend,
  assets: string,
  threads: number,
): Promise<{ ort: Ort; files: string[] }> {
  const ort = await BUILDS[backend].load();
  // Script and binary must have the same version, so the version is in the URL that caches see.
  const urls = (build: Backend): { mjs: string; wasm: string } => {
    const url = (ending: string): string =>
      new URL(`ort/${BUILDS[build].file}.${ending}?version=${ort.env.versions.web}`, assets).href;
    return { mjs: url('mjs'), wasm: url('wasm') };
  };
  // Set again for every engine, because transformers.js points this shared object at a CDN if it is unset.
  ort.env.wasm.wasmPaths = urls(backend);
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  const builds = new Set<Backend>([backend, 'wasm']);
  return { ort, files: [...builds].flatMap((build) => Object.values(urls(build))) };
}
