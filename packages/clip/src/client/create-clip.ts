import { asClipError, ClipError, orAborted, throwIfAborted, withControls } from '@web-clip/calls';
import { canShareMemory } from '@web-clip/wasm-encoder';
import { HUGGING_FACE } from '@web-clip/weights';
import type { Remote } from 'comlink';
import { hasFolderPicker } from '../capabilities.ts';
import type { Backend } from '../engine/dtypes.ts';
import type { ClipInfo } from '../engine/info.ts';
import { limitsOf } from '../engine/limits.ts';
import type { ProgressListener } from '../engine/progress.ts';
import type { Dtype, ModelSpec } from '../models/spec.ts';
import { type Classification, type ClassifyOptions, classify } from '../scoring/classify.ts';
import { clipScore, scoredCaption } from '../scoring/clip-score.ts';
import type { Embeddings } from '../scoring/embeddings.ts';
import { LabelEmbeddings } from '../scoring/label-embeddings.ts';
import { similarity } from '../scoring/similarity.ts';
import type { ClipService } from '../worker/service.ts';
import { TERMINATE_DELAY, WorkerConnection } from '../worker/worker-connection.ts';
import { type ImageInput, post } from './inputs.ts';
import { startWorker } from './start-worker.ts';

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
   * The folder with `ort/` (onnxruntime's WASM files) and `models/` (the bundled model). Default: the parent
   * of the folder from which this module was loaded.
   */
  assets?: string | URL;
}

/** Options of every long call. */
export interface CallOptions {
  /** Aborts the call. The work stops within a batch, and the call throws a ClipError `aborted`. */
  signal?: AbortSignal;
  /** Called as the call progresses. */
  onProgress?: ProgressListener;
}

/** An object in the worker as the page sees it: every method returns a promise. */
export type RemotePlugin<Plugin extends object> = {
  [Method in keyof Plugin]: Plugin[Method] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/** A CLIP model that runs in its own worker. */
export interface Clip {
  /**
   * @param images Images of any size. Bitmaps and frames remain the caller's.
   * @returns L2-normalised embeddings, one per image, in the same order.
   * @throws ClipError `undecodable-image` or `too-large-image` for the first image that cannot be decoded,
   *   `aborted`, …
   */
  embedImages(images: readonly ImageInput[], options?: CallOptions): Promise<Embeddings>;
  /**
   * @param texts Texts. Any beyond the model's context length are truncated.
   * @returns L2-normalised embeddings, one per text, in the same order.
   */
  embedTexts(texts: readonly string[], options?: CallOptions): Promise<Embeddings>;
  /**
   * Returns what the image encoder sees, to help explain results.
   *
   * @param images As for `embedImages`.
   * @returns For each image, `size * size` pixels of 3 bytes (RGB), resized and cropped as the model's spec
   *   says, before normalisation.
   */
  prepareImages(images: readonly ImageInput[]): Promise<Uint8Array[]>;
  /**
   * Returns what the text encoder sees, to help explain results.
   *
   * @param texts As for `embedTexts`.
   * @returns For each text, its token ids after cleaning, including start and end tokens, not padded.
   */
  tokenize(texts: readonly string[], options?: CallOptions): Promise<number[][]>;
  /** Cosines between two sets of embeddings. */
  similarity: typeof similarity;
  /**
   * Says which labels fit each image, without training. Labels are embedded once and reused by later calls.
   *
   * @param images As for `embedImages`.
   * @param labels Words for what the images may show, at least one.
   * @returns For each image, all labels, the most probable first.
   * @throws ClipError `invalid-argument`, or as `embedImages`.
   */
  classify(
    images: readonly ImageInput[],
    labels: readonly string[],
    options?: ClassifyOptions & CallOptions,
  ): Promise<Classification[][]>;
  /**
   * Measures how well a caption fits an image: CLIPScore (https://arxiv.org/abs/2104.08718). Like the paper,
   * it embeds “A photo depicts ” followed by the caption. torchmetrics' `CLIPScore` embeds the caption alone
   * and returns 100 times the cosine. On that scale the two differ by up to 15.5.
   *
   * @returns 0..2.5. Good captions reach about 0.8 with `Xenova/clip-vit-base-patch32`, the model it was
   *   published for.
   */
  clipScore(image: ImageInput, caption: string, options?: CallOptions): Promise<number>;
  /**
   * Downloads both encoders and the tokenizer into the browser's storage. The page itself must cache the
   * runtime, `info().runtimeFiles`, like its own scripts.
   */
  prefetch(options?: CallOptions): Promise<void>;
  /** What runs where, why, and how long each stage has taken. */
  info(): Promise<ClipInfo>;
  /**
   * Loads a script into the worker, next to the encoders; see `registerPlugin` in `web-clip/worker`.
   *
   * @param url Its absolute URL.
   * @param argument Passed to the plugin; must be cloneable.
   */
  loadPlugin<Plugin extends object>(url: string, argument: unknown): Promise<RemotePlugin<Plugin>>;
  /**
   * Resolves with an error if the worker dies or hangs, like `GPUDevice.lost`. All calls then throw this
   * error. Never resolves after `dispose()`.
   */
  readonly lost: Promise<ClipError>;
  /**
   * Ends the worker and frees all its memory half a second later. Pending calls throw a ClipError `disposed`.
   */
  dispose(): void;
}

const DEVICES: ReadonlySet<string> = new Set(['auto', 'webgpu', 'wasm'] satisfies ClipOptions['device'][]);

/**
 * web-clip's files are in the parent of the folder with its scripts: `<root>/assets/x.js` or
 * `<root>/web-clip/x.js`.
 */
const ROOT = new URL(import.meta.env.DEV ? '/' : '../', import.meta.url);

/**
 * Starts a worker with a CLIP model. Resolves once the model has been found and a backend chosen. Each
 * encoder is downloaded and loaded when it is first used.
 *
 * @throws ClipError `unknown-model`, `unsupported-model`, `no-webgpu`, `unsupported-dtype`,
 *   `download-failed`, `engine-failed` or `aborted`.
 */
export async function createClip(options: ClipOptions = {}): Promise<Clip> {
  const { model = 'pocket', device = 'auto', dtype, exact = false, weights = {} } = options;
  const { signal, onProgress } = options;
  if (!DEVICES.has(device)) {
    throw new ClipError('invalid-argument', `There is no device “${device}”. Use auto, webgpu or wasm.`);
  }
  throwIfAborted(signal);
  const worker = startWorker();
  const { promise: lost, resolve: lose } = Promise.withResolvers<ClipError>();
  const failed = (what: string): void => {
    const error = new ClipError(
      'engine-failed',
      `The web-clip worker failed: ${what}. Create a new clip with createClip().`,
    );
    // Resolves `lost` before rejecting the pending calls.
    lose(error);
    connection.end(error);
  };
  const connection: WorkerConnection<ClipService> = new WorkerConnection(worker, failed, {
    terminateDelay: TERMINATE_DELAY,
  });
  const call = <T>(work: (service: Remote<ClipService>) => Promise<T>): Promise<T> => connection.run(work);

  try {
    const start = {
      model: typeof model === 'string' ? absolute(model) : model,
      device,
      dtype,
      exact,
      bases: {
        host: folder(weights.host ?? HUGGING_FACE),
        mirrors: (weights.mirrors ?? []).map(folder),
        assets: folder(weights.assets ?? ROOT),
      },
      limits: limitsOf(navigator, canShareMemory()),
    };
    // The worker's script may take long to arrive.
    await orAborted(watchLife(connection), signal);
    await withControls({ signal, onProgress }, (controls) =>
      call((service) => service.load(start, controls)),
    );
  } catch (error) {
    const failure = asClipError(
      error,
      'engine-failed',
      'The web-clip worker did not start. Reload the page.',
    );
    connection.end(failure);
    throw failure;
  }

  const embedImages: Clip['embedImages'] = async (images, options) => {
    requireList('images', images);
    return withControls(options, (controls) =>
      post(images, (sources) => call((service) => service.embedImages(sources, controls))),
    );
  };
  const embedTexts: Clip['embedTexts'] = async (texts, options) => {
    requireList('texts', texts, isString);
    return withControls(options, (controls) => call((service) => service.embedTexts(texts, controls)));
  };
  const labelEmbeddings = new LabelEmbeddings(embedTexts);
  return {
    lost,
    similarity,
    embedImages,
    embedTexts,
    async classify(images, labels, options = {}) {
      requireList('labels', labels, isString);
      if (labels.length === 0)
        throw new ClipError('invalid-argument', 'The list of labels is empty. Pass at least one label.');
      const { model } = await call((service) => service.info());
      const { onProgress } = options;
      // Progress counts images only, but the text encoder may have to be downloaded too.
      const ofLabels: ProgressListener = (progress) =>
        progress.phase === 'download' && onProgress?.(progress);
      return classify(() => embedImages(images, options), labels, labelEmbeddings, model.similarity, {
        ...options,
        ...(onProgress && { onProgress: ofLabels }),
      });
    },
    async clipScore(image, caption, options) {
      requireList('captions', [caption], isString);
      const [imageEmbedding, textEmbedding] = await Promise.all([
        embedImages([image], options),
        embedTexts([scoredCaption(caption)], options),
      ]);
      return clipScore(imageEmbedding, textEmbedding);
    },
    async prepareImages(images) {
      requireList('images', images);
      return post(images, (sources) => call((service) => service.prepareImages(sources)));
    },
    async tokenize(texts, options) {
      requireList('texts', texts, isString);
      return withControls(options, (controls) => call((service) => service.tokenize(texts, controls)));
    },
    prefetch: (options) => withControls(options, (controls) => call((service) => service.prefetch(controls))),
    async info() {
      const info = await call((service) => service.info());
      return { ...info, capabilities: { ...info.capabilities, directoryHandles: hasFolderPicker() } };
    },
    async loadPlugin<Plugin extends object>(url: string, argument: unknown) {
      const plugin = (await call((service) =>
        service.loadPlugin(url, argument),
      )) as unknown as RemotePlugin<Plugin>;
      return new Proxy(plugin, {
        // An object with a `then` would be mistaken for a promise.
        get: (target, method: keyof RemotePlugin<Plugin> & string) =>
          method === 'then' ? undefined : (...args: never[]) => call(() => target[method](...args)),
      });
    },
    dispose() {
      // Sessions, heap and GPU device end with the worker:
      // https://github.com/microsoft/onnxruntime/issues/21673
      connection.end(
        new ClipError('disposed', 'This clip was disposed. Create a new one with createClip().'),
      );
    },
  };
}

/**
 * Notices at once when the worker dies, which browsers do not report: the lock that it holds is then released
 * (https://w3c.github.io/web-locks/#agent-integration).
 *
 * @returns Once the worker holds the lock.
 */
async function watchLife(connection: WorkerConnection<ClipService>): Promise<void> {
  const lock = `web-clip-worker-${crypto.randomUUID()}`;
  // A page without storage has no locks either. It then takes minutes to notice.
  const holds = await connection
    .run((service) => service.live(lock))
    .then(
      () => true,
      () => false,
    );
  if (holds)
    navigator.locks.request(lock, () => connection.fail('the browser terminated it')).catch(() => undefined);
}

const isString = (item: unknown): boolean => typeof item === 'string';

/** Callers without type checking may pass a single item instead of a list. */
function requireList(
  what: string,
  list: readonly unknown[],
  fits: (item: unknown) => boolean = () => true,
): void {
  if (Array.isArray(list) && list.every(fits)) return;
  throw new ClipError(
    'invalid-argument',
    `web-clip needs an array of ${what}. Put brackets around a single one.`,
  );
}

/** Makes paths and relative URLs absolute. Ids and `owner/name` stay as they are. */
function absolute(model: string): string {
  return /^(\.{0,2}\/|[a-z]+:)/.test(model) ? new URL(model, document.baseURI).href : model;
}

function folder(url: string | URL): string {
  if (!URL.canParse(url, document.baseURI)) {
    throw new ClipError('invalid-argument', `“${url}” is not a valid URL. Use an absolute URL or a path.`);
  }
  const { href } = new URL(url, document.baseURI);
  return href.endsWith('/') ? href : `${href}/`;
}
