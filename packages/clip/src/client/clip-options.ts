import {
  CALL_RULES,
  checkOptions,
  described,
  FLAG,
  invalid,
  type OptionRules,
  oneOf,
  type Requirement,
} from '@web-clip/calls';
import type { Backend } from '../engine/dtypes.ts';
import type { ProgressListener } from '../engine/progress.ts';
import { DTYPES, type Dtype, type ModelSpec } from '../models/spec.ts';

/** Options of `createClip`. */
export interface ClipOptions {
  /**
   * An id in the {@link registry}, the `owner/name` of a repository in the Hugging Face layout, the URL of a
   * folder with that layout, or your own spec. Default: the bundled `pocket` model.
   */
  model?: string | ModelSpec;
  /** Default `auto`: WebGPU on a real GPU, otherwise WASM. */
  device?: 'auto' | Backend;
  /** Default: the best that the backend supports. */
  dtype?: Dtype;
  /**
   * Whether to decode images as Python does, with Pillow and `convert('RGB')`: in full size, with stored
   * values and regardless of any colour profile. By default, large JPEGs are decoded at a reduced size, at
   * least twice what the model sees. That is several times faster, and the embedding's cosine with the exact
   * one is above 0.998. Colours are converted to sRGB, which changes images in Adobe RGB, Display P3 or CMYK
   * (down to a cosine of 0.89).
   *
   * Some differences from Python remain: images are turned by their EXIF orientation; 16-bit grey PNGs keep
   * their upper 8 bits, where Pillow makes nearly all of them white; decoders may differ by 1 of 255, those
   * of AVIF and HEIC by 3.
   */
  exact?: boolean;
  /** Where to download files from. */
  weights?: WeightOptions;
  /**
   * Whether web-clip's scripts may come from another origin than the page, such as a CDN. It has to send CORS headers.
   * The page's Content-Security-Policy, if any, has to allow that origin in `script-src`, `worker-src` and
   * `connect-src`, and `blob:` in `worker-src`, because a `blob:` script of the page's origin imports each worker.
   * Default: false.
   */
  crossOrigin?: boolean;
  /**
   * A worker that runs `web-clip/assets/clip-worker.js` of the npm package, for pages that start workers in a way of their
   * own. The clip ends it. Default: one that web-clip starts.
   */
  worker?: Worker;
  /** Aborts the start. */
  signal?: AbortSignal;
  /** Called with the progress of downloads that find the model. */
  onProgress?: ProgressListener;
}

/** Where to download files from. */
export interface WeightOptions {
  /** Host of repositories, with the layout of the Hugging Face hub. Default: the hub. */
  host?: string | URL;
  /** Hosts with the same layout, tried in this order if `host` does not respond. */
  mirrors?: readonly (string | URL)[];
  /**
   * The folder with web-clip's own files: its workers, `ort/` (onnxruntime's WASM files) and `models/` (the bundled
   * model), as `npx web-clip assets` copies them. Default: where the npm package, or the bundler, put them.
   */
  assets?: string | URL;
}

/** Options of every long call. */
export interface CallOptions {
  /** Aborts the call. The work stops within a batch, and the call throws the signal's reason. */
  signal?: AbortSignal;
  /** Called as the call progresses. */
  onProgress?: ProgressListener;
}

/** The fields of a {@link ModelSpec} without which no model can be found or run, with their types. */
const SPEC_FIELDS = {
  id: 'string',
  source: 'object',
  image: 'object',
  text: 'object',
  similarity: 'object',
  dimension: 'number',
  files: 'object',
} as const satisfies Partial<Record<keyof ModelSpec, string>>;

const ADDRESS: Requirement = {
  what: 'a URL or a path',
  fits: (value) => value instanceof URL || typeof value === 'string',
};

/** Besides those of every call. */
const CLIP_RULES: OptionRules<Omit<ClipOptions, keyof CallOptions>> = {
  model: {
    what: 'the id of a model, “owner/name” of a repository, the URL of a folder, or a ModelSpec',
    fits: (value) =>
      (typeof value === 'string' && value !== '') ||
      (typeof value === 'object' && value !== null && !(value instanceof URL)),
  },
  device: oneOf(['auto', 'webgpu', 'wasm']),
  dtype: oneOf(DTYPES),
  exact: FLAG,
  crossOrigin: FLAG,
  worker: { what: 'a Worker', fits: (value) => 'Worker' in globalThis && value instanceof Worker },
  // It has rules of its own.
  weights: { what: 'an object', fits: () => true },
};

const WEIGHT_RULES: OptionRules<WeightOptions> = {
  host: ADDRESS,
  mirrors: {
    what: 'an array of URLs',
    fits: (value) => Array.isArray(value) && value.every(ADDRESS.fits),
  },
  assets: ADDRESS,
};

/**
 * Checks the options of `createClip`.
 *
 * @param options Anything that was given.
 * @throws ClipError `invalid-argument`.
 */
export function checkClipOptions(options: ClipOptions): void {
  checkOptions('createClip()', options, { ...CLIP_RULES, ...CALL_RULES });
  checkOptions('createClip({ weights })', options.weights, WEIGHT_RULES);
  if (options.model !== undefined && typeof options.model !== 'string') checkSpec(options.model);
}

/** A spec crosses to the worker as it is, so nobody there would say what is missing. */
function checkSpec(spec: ModelSpec): void {
  const missing = Object.entries(SPEC_FIELDS)
    .map(([name, type]) => ({ name, type, value: spec[name as keyof ModelSpec] }))
    .filter(({ type, value }) => typeof value !== type || value === null)
    .map(({ name }) => name);
  if (missing.length === 0) return;
  throw invalid(
    `The model is ${described(spec)} without ${missing.join(', ')}. Pass an id such as “pocket”, or a complete ModelSpec; the registry has examples.`,
  );
}
