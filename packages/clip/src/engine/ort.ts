import { type Assets, asClipError, assetUrl } from '@web-clip/calls';
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

/** Builds of onnxruntime-web. Each is loaded when an encoder first needs it. */
export class OrtBuilds {
  readonly #files = new Set<string>();
  readonly #assets: Assets;
  readonly #threads: number;

  /**
   * @param assets web-clip's own files, `ort/` among them.
   * @param threads Number of WASM threads.
   */
  constructor(assets: Assets, threads: number) {
    this.#assets = assets;
    this.#threads = threads;
  }

  /** URLs of the files of all builds that have been loaded. */
  get files(): string[] {
    return [...this.#files];
  }

  /**
   * Loads the script of a build. The build fetches its binary when it creates its first session.
   *
   * @param backend Where the encoders will run.
   * @returns onnxruntime-web, set up to load its binary from our own origin.
   * @throws ClipError `download-failed`.
   */
  async load(backend: Backend): Promise<Ort> {
    const { load, file } = BUILDS[backend];
    const ort = await load().catch((error) => {
      throw asClipError(
        error,
        'download-failed',
        'The browser could not load a web-clip script. Reload the page.',
      );
    });
    // Script and binary must have the same version, so the version is in the URL that caches see.
    const url = (ending: string): string =>
      assetUrl(this.#assets, `ort/${file}.${ending}`, { version: ort.env.versions.web as string });
    const paths = { mjs: url('mjs'), wasm: url('wasm') };
    // Set again for every engine, because transformers.js points this shared object at a CDN if it is unset.
    ort.env.wasm.wasmPaths = paths;
    ort.env.wasm.numThreads = this.#threads;
    ort.env.logLevel = 'error';
    for (const path of Object.values(paths)) this.#files.add(path);
    return ort;
  }
}
