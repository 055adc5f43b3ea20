import type * as OrtWebgpu from 'onnxruntime-web/webgpu';
import type { Backend } from './backend.ts';

/** The part of onnxruntime-web that both of its builds have. */
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
 * The build for a backend. They are binaries of their own on purpose: those with WebGPU are larger, and the
 * one that is instrumented for asyncify several times slower on the CPU. Browsers that can suspend WASM by
 * themselves (JSPI, https://v8.dev/blog/jspi) need no instrumentation: a third less to download, and a
 * quarter less time to dispatch a model's kernels.
 */
const BUILDS: Record<Backend, Build> = {
  wasm: WASM,
  webgpu: 'Suspending' in WebAssembly ? JSPI : ASYNCIFY,
};

/**
 * @param backend Where the encoders will run.
 * @param assets URL of the folder that holds `ort/`, with a slash at its end.
 * @param threads Number of WASM threads.
 * @returns onnxruntime-web, set up to take its binary from our own origin, and the URLs of the files that
 *   this backend needs: a GPU those of both builds, since WASM checks it and takes its place if it fails.
 */
export async function loadOrt(
  backend: Backend,
  assets: string,
  threads: number,
): Promise<{ ort: Ort; files: string[] }> {
  const ort = await BUILDS[backend].load();
  // Script and binary have to be of one version: caches must not take those of another for them.
  const urls = (build: Backend): { mjs: string; wasm: string } => {
    const url = (ending: string): string =>
      new URL(`ort/${BUILDS[build].file}.${ending}?version=${ort.env.versions.web}`, assets).href;
    return { mjs: url('mjs'), wasm: url('wasm') };
  };
  // Set again for every engine: transformers.js points the same object at a CDN unless it is set.
  ort.env.wasm.wasmPaths = urls(backend);
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  const builds = new Set<Backend>([backend, 'wasm']);
  return { ort, files: [...builds].flatMap((build) => Object.values(urls(build))) };
}
