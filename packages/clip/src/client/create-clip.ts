import type { Remote } from 'comlink';
import { canShareMemory, hasFolderPicker } from '../capabilities.ts';
import type { Backend } from '../engine/backend.ts';
import type { ClipInfo } from '../engine/info.ts';
import { limitsOf } from '../engine/limits.ts';
import type { ProgressListener } from '../engine/progress.ts';
import { asClipError, ClipError, orAborted, throwIfAborted } from '../errors.ts';
import type { Dtype, ModelSpec } from '../models/spec.ts';
import { type Classification, type ClassifyOptions, classify } from '../scoring/classify.ts';
import { clipScore, scoredCaption } from '../scoring/clip-score.ts';
import type { Embeddings } from '../scoring/embeddings.ts';
import { LabelEmbeddings } from '../scoring/label-embeddings.ts';
import { similarity } from '../scoring/similarity.ts';
import { HUGGING_FACE } from '../weights/locate.ts';
import { LINGER, Link } from '../worker/link.ts';
import { withControls } from '../worker/rpc.ts';
import type { ClipService } from '../worker/service.ts';
import { type ImageInput, post } from './inputs.ts';
import { startWorker } from './start-worker.ts';

/** What `createClip` may be given. */
export interface ClipOptions {
  /**
   * An id of the {@link registry}, the `owner/name` of a repository in the Hugging Face layout, the URL
   * of such a folder, or a spec of one's own. Default: the bundled `pocket` model.
   */
  model?: string | ModelSpec;
  /** Default `auto`: WebGPU on a real GPU, else WASM. */
  device?: 'auto' | Backend;
  /** Default: the best that the backend computes. */
  dtype?: Dtype;
  /**
   * Whether images are decoded as Python does, by Pillow and `convert('RGB')`: in full size, and with the values that they
   * store, whatever a colour profile says these mean. By default JPEGs that are large are decoded at a reduced size, of at
   * least twice what the model sees: several times faster, and the embedding's cosine with the exact one is above 0.998;
   * and colours become sRGB, which changes images in Adobe RGB, Display P3 or CMYK (down to a cosine of 0.89).
   *
   * What still departs from Python: images are turned by their EXIF orientation; grey PNGs of 16 bits keep their upper 8,
   * where Pillow makes nearly all of them white; decoders may differ by 1 of 255, of AVIF and HEIC by 3.
   */
  exact?: boolean;
  /** Where files come from. */
  weights?: WeightOptions;
  /** Aborts the start. */
  signal?: AbortSignal;
  /** Is told of the files that are downloaded to find the model. */
  onProgress?: ProgressListener;
}

/** Where files come from. */
export interface WeightOptions {
  /** Host of repositories, laid out like the Hugging Face hub, which is the default. */
  host?: string | URL;
  /** Hosts with the same layout, which are asked in this order while that one does not answer. */
  mirrors?: readonly (string | URL)[];
  /**
   * The folder that holds `ort/` (onnxruntime's WASM files) and `models/` (the bundled model).
   * Default: the parent of the folder that this module was loaded from.
   */
  assets?: string | URL;
}

/** What every long call may be given. */
export interface CallOptions {
  /** Aborts the call: the work stops within a batch, and the call throws a ClipError `aborted`. */
  signal?: AbortSignal;
  /** Is told how far the call has come. */
  onProgress?: ProgressListener;
}

/** An object in the worker, as the page sees it: every method returns a promise. */
export type Hosted<Guest extends object> = {
  [Method in keyof Guest]: Guest[Method] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

/** A CLIP model that runs in a worker of its own. */
export interface Clip {
  /**
   * @param images Pictures of any size. Bitmaps and frames stay the caller's.
   * @returns L2-normalised embeddings, one a picture, in the same order.
   * @throws ClipError `undecodable-image` or `too-large-image` for the first picture that cannot be decoded,
   *   `aborted`, …
   */
  embedImages(images: readonly ImageInput[], options?: CallOptions): Promise<Embeddings>;
  /**
   * @param texts Texts; those beyond the model's context length are cut.
   * @returns L2-normalised embeddings, one a text, in the same order.
   */
  embedTexts(texts: readonly string[], options?: CallOptions): Promise<Embeddings>;
  /**
   * What the image encoder sees, for looking into results.
   *
   * @param images As for `embedImages`.
   * @returns For each picture `size * size` pixels of 3 bytes (RGB), resized and cropped as the model's
   *   spec says, before normalisation.
   */
  prepareImages(images: readonly ImageInput[]): Promise<Uint8Array[]>;
  /**
   * What the text encoder sees, for looking into results.
   *
   * @param texts As for `embedTexts`.
   * @returns For each text its token ids after cleaning, start and end tokens included, not padded.
   */
  tokenize(texts: readonly string[], options?: CallOptions): Promise<number[][]>;
  /** Cosines between two sets of embeddings. */
  similarity: typeof similarity;
  /**
   * Says which labels fit pictures, without training. Labels are embedded once for all calls.
   *
   * @param images As for `embedImages`.
   * @param labels Words for what may be seen, at least one.
   * @returns For each picture all labels, the most probable first.
   * @throws ClipError `invalid-argument`, and what `embedImages` throws.
   */
  classify(
    images: readonly ImageInput[],
    labels: readonly string[],
    options?: ClassifyOptions & CallOptions,
  ): Promise<Classification[][]>;
  /**
   * How well a caption fits a picture: CLIPScore (https://arxiv.org/abs/2104.08718). Like the paper it embeds
   * “A photo depicts ” and the caption. torchmetrics' `CLIPScore` embeds the caption alone, and gives 100 times the cosine:
   * on that scale the two are up to 15.5 apart.
   *
   * @returns 0..2.5; good captions reach about 0.8 with `Xenova/clip-vit-base-patch32`, for which it was published.
   */
  clipScore(image: ImageInput, caption: string, options?: CallOptions): Promise<number>;
  /**
   * Downloads both encoders and the tokenizer into the browser's storage. What runs them, `info().runtimeFiles`, is the
   * page's own to keep, as its scripts are.
   */
  prefetch(options?: CallOptions): Promise<void>;
  /** What runs where, why, and how long each stage has taken. */
  info(): Promise<ClipInfo>;
  /**
   * Loads a script into the worker, next to the encoders; see `offerGuest` in `web-clip/host`.
   *
   * @param url Its absolute URL.
   * @param argument What its guest is made with; must be cloneable.
   */
  host<Guest extends object>(url: string, argument: unknown): Promise<Hosted<Guest>>;
  /**
   * Resolves if the worker dies or hangs, as `GPUDevice.lost` does; then all calls throw this error. Never after
   * `dispose()`.
   */
  readonly lost: Promise<ClipError>;
  /** Ends the worker and gives all its memory back, half a second later. Calls under way throw a ClipError `disposed`. */
  dispose(): void;
}

const DEVICES: ReadonlySet<string> = new Set(['auto', 'webgpu', 'wasm'] satisfies ClipOptions['device'][]);

/** web-clip's files lie beside the folder of its scripts: `<root>/assets/x.js` or `<root>/web-clip/x.js`. */
const ROOT = new URL(import.meta.env.DEV ? '/' : '../', import.meta.url);

/**
 * Starts a worker with a CLIP model. It resolves once the model is found and a backend is chosen; each
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
      `web-clip’s worker failed: ${what}. Make a new clip with createClip().`,
    );
    // Who waits for it hears of it before the calls fail.
    lose(error);
    link.end(error);
  };
  const link: Link<ClipService> = new Link(worker, failed, { linger: LINGER });
  const call = <T>(work: (service: Remote<ClipService>) => Promise<T>): Promise<T> => link.run(work);

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
    // The worker's script may be long on its way.
    await orAborted(watchLife(link), signal);
    await withControls({ signal, onProgress }, (controls) =>
      call((service) => service.load(start, controls)),
    );
  } catch (error) {
    const failure = asClipError(error, 'engine-failed', 'web-clip’s worker did not start.');
    link.end(failure);
    throw failure;
  }

  const embedImages: Clip['embedImages'] = async (images, options) => {
    requireList('pictures', images);
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
      if (labels.length === 0) throw new ClipError('invalid-argument', 'Give at least one label.');
      const { model } = await call((service) => service.info());
      const { onProgress } = options;
      // What is counted is pictures; the text encoder may be on its way all the same.
      const ofLabels: ProgressListener = (progress) =>
        progress.phase === 'download' && onProgress?.(progress);
      return classify(() => embedImages(images, options), labels, labelEmbeddings, model.similarity, {
        ...options,
        ...(onProgress && { onProgress: ofLabels }),
      });
    },
    async clipScore(image, caption, options) {
      requireList('captions', [caption], isString);
      const [picture, text] = await Promise.all([
        embedImages([image], options),
        embedTexts([scoredCaption(caption)], options),
      ]);
      return clipScore(picture, text);
    },
    async prepareImages(images) {
      requireList('pictures', images);
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
    async host<Guest extends object>(url: string, argument: unknown) {
      const guest = (await call((service) => service.host(url, argument))) as unknown as Hosted<Guest>;
      return new Proxy(guest, {
        // An object with a `then` would be taken for a promise.
        get: (target, method: keyof Hosted<Guest> & string) =>
          method === 'then' ? undefined : (...args: never[]) => call(() => target[method](...args)),
      });
    },
    dispose() {
      // Sessions, heap and GPU device go with their worker: https://github.com/microsoft/onnxruntime/issues/21673
      link.end(new ClipError('disposed', 'This clip was disposed. Make a new one with createClip().'));
    },
  };
}

/**
 * Notices at once when a worker dies, of which browsers tell nobody: the lock that it holds is free then
 * (https://w3c.github.io/web-locks/#agent-integration).
 *
 * @returns Once the worker holds it.
 */
async function watchLife(link: Link<ClipService>): Promise<void> {
  const lock = `web-clip-worker-${crypto.randomUUID()}`;
  // A page without storage has no locks either: then it takes minutes to notice.
  const holds = await link
    .run((service) => service.live(lock))
    .then(
      () => true,
      () => false,
    );
  if (holds) navigator.locks.request(lock, () => link.fail('the browser ended it')).catch(() => undefined);
}

const isString = (item: unknown): boolean => typeof item === 'string';

/** Callers without types pass a single thing where a list of them goes. */
function requireList(
  what: string,
  list: readonly unknown[],
  fits: (item: unknown) => boolean = () => true,
): void {
  if (Array.isArray(list) && list.every(fits)) return;
  throw new ClipError('invalid-argument', `An array of ${what} is needed. Put brackets around a single one.`);
}

/** A path or relative URL becomes absolute; ids and `owner/name` stay. */
function absolute(model: string): string {
  return /^(\.{0,2}\/|[a-z]+:)/.test(model) ? new URL(model, document.baseURI).href : model;
}

function folder(url: string | URL): string {
  if (!URL.canParse(url, document.baseURI)) {
    throw new ClipError('invalid-argument', `“${url}” is no URL. Give an absolute one, or a path.`);
  }
  const { href } = new URL(url, document.baseURI);
  return href.endsWith('/') ? href : `${href}/`;
}
