import {
  ASYNC_DISPOSE,
  asClipError,
  CALL_RULES,
  ClipError,
  checkList,
  checkOptions,
  checkTexts,
  described,
  invalid,
  orAborted,
  requireBrowser,
  throwIfAborted,
  withControls,
} from '@web-clip/calls';
import { canShareMemory } from '@web-clip/wasm-encoder';
import { HUGGING_FACE } from '@web-clip/weights';
import type { Remote } from 'comlink';
import { hasFolderPicker } from '../capabilities.ts';
import { limitsOf } from '../engine/limits.ts';
import type { ProgressListener } from '../engine/progress.ts';
import { CLASSIFY_RULES, classify } from '../scoring/classify.ts';
import { clipScore, scoredCaption } from '../scoring/clip-score.ts';
import type { Embeddings } from '../scoring/embeddings.ts';
import { LabelEmbeddings } from '../scoring/label-embeddings.ts';
import { similarity } from '../scoring/similarity.ts';
import type { ClipService } from '../worker/service.ts';
import { TERMINATE_DELAY, WorkerConnection } from '../worker/worker-connection.ts';
import type { Clip, RemotePlugin } from './clip.ts';
import { type CallOptions, type ClipOptions, checkClipOptions } from './clip-options.ts';
import { embedEach } from './embed-each.ts';
import { type ImageInput, post } from './inputs.ts';
import { ownFiles } from './own-files.ts';
import { startWorker } from './start-worker.ts';

/**
 * Starts a worker with a CLIP model. Resolves once the model has been found and a backend chosen. Each
 * encoder is downloaded and loaded when it is first used.
 *
 * @throws ClipError `invalid-argument`, `unknown-model`, `unsupported-model`, `no-webgpu`,
 *   `unsupported-dtype`, `download-failed` or `engine-failed`, or the signal's reason.
 */
export async function createClip(options: ClipOptions = {}): Promise<Clip> {
  checkClipOptions(options);
  requireBrowser('createClip()');
  const { model = 'pocket', device = 'auto', dtype, exact = false, weights = {} } = options;
  const { crossOrigin = false } = options;
  const { signal, onProgress } = options;
  const bases = {
    host: folder(weights.host ?? HUGGING_FACE),
    mirrors: (weights.mirrors ?? []).map(folder),
    assets: {
      ...(weights.assets === undefined ? ownFiles() : { folder: folder(weights.assets) }),
      ...(crossOrigin && { crossOrigin }),
    },
  };
  throwIfAborted(signal);
  const worker = startWorker(bases.assets, options.worker);
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
      bases,
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
    throwIfAborted(signal);
    throw failure;
  }

  const embedImages = (images: readonly ImageInput[], options?: CallOptions): Promise<Embeddings> =>
    withControls(options, (controls) =>
      post(images, (sources) => call((service) => service.embedImages(sources, controls)), options?.signal),
    );
  const embedTexts = (texts: readonly string[], options?: CallOptions): Promise<Embeddings> =>
    withControls(options, (controls) => call((service) => service.embedTexts(texts, controls)));
  const labelEmbeddings = new LabelEmbeddings(embedTexts);
  const dispose = (): void =>
    // Sessions, heap and GPU device end with the worker:
    // https://github.com/microsoft/onnxruntime/issues/21673
    connection.end(new ClipError('disposed', 'This clip was disposed. Create a new one with createClip().'));
  return {
    lost,
    similarity,
    async embedImages(images, options) {
      checkList('embedImages()', 'image', images);
      checkOptions('embedImages()', options, CALL_RULES);
      return embedImages(images, options);
    },
    embedEach: (images, options) => embedEach(images, options, call),
    async embedTexts(texts, options) {
      checkTexts('embedTexts()', 'text', texts);
      checkOptions('embedTexts()', options, CALL_RULES);
      return embedTexts(texts, options);
    },
    async encodeTexts(texts, options) {
      checkTexts('encodeTexts()', 'text', texts);
      checkOptions('encodeTexts()', options, CALL_RULES);
      return withControls(options, (controls) => call((service) => service.encodeTexts(texts, controls)));
    },
    async classify(images, labels, options = {}) {
      checkList('classify()', 'image', images);
      checkTexts('classify()', 'label', labels);
      checkOptions('classify()', options, { ...CLASSIFY_RULES, ...CALL_RULES });
      if (labels.length === 0) throw invalid('The list of labels is empty. Pass at least one label.');
      const { model } = await call((service) => service.info());
      const { onProgress, signal, ...classifyOptions } = options;
      const aborts = signal && { signal };
      // Progress counts images only, but the text encoder may have to be downloaded too.
      const ofLabels: ProgressListener = (progress) =>
        progress.phase === 'download' && onProgress?.(progress);
      return classify(
        () => embedImages(images, { ...aborts, ...(onProgress && { onProgress }) }),
        labels,
        labelEmbeddings,
        model.similarity,
        { ...classifyOptions, ...aborts, ...(onProgress && { onProgress: ofLabels }) },
      );
    },
    async clipScore(image, caption, options) {
      checkTexts('clipScore()', 'caption', [caption]);
      checkOptions('clipScore()', options, CALL_RULES);
      const [imageEmbedding, textEmbedding] = await Promise.all([
        embedImages([image], options),
        embedTexts([scoredCaption(caption)], options),
      ]);
      return clipScore(imageEmbedding, textEmbedding);
    },
    async prepareImages(images, options) {
      checkList('prepareImages()', 'image', images);
      checkOptions('prepareImages()', options, CALL_RULES);
      return withControls(options, (controls) =>
        post(
          images,
          (sources) => call((service) => service.prepareImages(sources, controls)),
          options?.signal,
        ),
      );
    },
    async tokenize(texts, options) {
      checkTexts('tokenize()', 'text', texts);
      checkOptions('tokenize()', options, CALL_RULES);
      return withControls(options, (controls) => call((service) => service.tokenize(texts, controls)));
    },
    async prefetch(options) {
      checkOptions('prefetch()', options, CALL_RULES);
      return withControls(options, (controls) => call((service) => service.prefetch(controls)));
    },
    async info() {
      const info = await call((service) => service.info());
      return { ...info, capabilities: { ...info.capabilities, directoryHandles: hasFolderPicker() } };
    },
    async loadPlugin<Plugin extends object>(url: string, argument: unknown) {
      if (!URL.canParse(url)) throw invalid(`loadPlugin() needs an absolute URL, but got ${described(url)}.`);
      const plugin = (await call((service) =>
        service.loadPlugin(url, argument),
      )) as unknown as RemotePlugin<Plugin>;
      return new Proxy(plugin, {
        // An object with a `then` would be mistaken for a promise.
        get: (target, method: keyof RemotePlugin<Plugin> & string) =>
          method === 'then' ? undefined : (...args: never[]) => call(() => target[method](...args)),
      });
    },
    dispose,
    [ASYNC_DISPOSE]: async () => dispose(),
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

/** Makes paths and relative URLs absolute. Ids and `owner/name` stay as they are. */
function absolute(model: string): string {
  return /^(\.{0,2}\/|[a-z]+:)/.test(model) ? new URL(model, base()).href : model;
}

/** What relative URLs are relative to. A worker has no document. */
const base = (): string => ('document' in globalThis ? document.baseURI : location.href);

function folder(url: string | URL): string {
  if (!URL.canParse(url, base())) {
    throw invalid(`“${url}” is not a valid URL. Use an absolute URL or a path.`);
  }
  const { href } = new URL(url, base());
  return href.endsWith('/') ? href : `${href}/`;
}
