import {
  asClipError,
  ClipError,
  LruCache,
  PriorityQueue,
  SharedPromise,
  throwIfAborted,
} from '@web-clip/calls';
import type { ImageSource } from '@web-clip/images';
import { ensureFile, forgetOtherRevisions, keepRevision, weightFile } from '@web-clip/weights';
import { capabilities } from '../capabilities.ts';
import { allOrNone, type EncoderInput, inMemory, moveToDevice, releaseAll } from '../image/encoder-input.ts';
import type { Preparation, ResizedImage } from '../image/image-preparation.ts';
import type { Resizable } from '../image/resample/resize.ts';
import { resolveModel } from '../models/resolve.ts';
import type { ModelSpec } from '../models/spec.ts';
import type { Embeddings } from '../scoring/embeddings.ts';
import { pad } from '../text/ids.ts';
import { loadTokenizer, TOKENIZER_FILES } from '../text/load-tokenizer.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { spaceOf } from './embedding-space.ts';
import { type EncodedBatch, type EncodedTexts, joined } from './encoded-texts.ts';
import { Failover } from './failover.ts';
import { ImageBatches } from './image-batches.ts';
import type { ClipInfo } from './info.ts';
import type { EngineCallOptions, EngineDependencies, EngineOptions } from './options.ts';
import { OrtBuilds } from './ort.ts';
import { DownloadMeter } from './progress.ts';
import { Runtime } from './runtime.ts';
import type { RuntimeContext } from './runtime-context.ts';
import type { EncoderKind } from './self-check.ts';
import { Timings } from './timings.ts';

/**
 * After a query, another one is expected for this many milliseconds. Batches are smaller then, so that the
 * query waits less.
 */
const SEARCHING = 10_000;

/** Texts per run of the encoder. */
const TEXT_BATCH = 64;

/** How many query embeddings are cached. People go back and forth between queries. */
const QUERIES = 256;

/** The encoders of one model. Lives in the worker, along with the GPU device and the sessions. */
export class Engine {
  #lastQuery = Number.NEGATIVE_INFINITY;
  /** Embeddings of texts that were requested one at a time. */
  readonly #queries = new LruCache<string, Float32Array<ArrayBuffer>>(QUERIES);
  readonly #context: RuntimeContext;
  readonly #failover: Failover;
  readonly #tokenizer: SharedPromise<Tokenizer>;
  readonly #exact: boolean;
  readonly #prepareImage: EngineDependencies['prepareImage'];
  /** Images that were requested one at a time. Queries go first: such lists are long, or never end. */
  readonly #batches = new ImageBatches({
    batchSize: () => this.batchSize,
    encode: (inputs, again) => this.#embedBatch(inputs, again, { priority: 'background' }),
  });

  private constructor(
    context: RuntimeContext,
    failover: Failover,
    tokenizer: SharedPromise<Tokenizer>,
    exact: boolean,
    prepareImage: EngineDependencies['prepareImage'],
    /**
     * Identifies the embedding space. Embeddings are comparable only if their model, its revision, and the
     * image preprocessing are the same.
     */
    readonly space: string,
  ) {
    this.#context = context;
    this.#failover = failover;
    this.#tokenizer = tokenizer;
    this.#exact = exact;
    this.#prepareImage = prepareImage;
  }

  /**
   * Finds the model and chooses a backend. The encoders are fetched when they are first needed.
   *
   * @throws ClipError `unknown-model`, `unsupported-model`, `no-webgpu`, `unsupported-dtype`,
   *   `download-failed`, …
   */
  static async create(
    { model, device, dtype, exact, bases, limits }: EngineOptions,
    { crossCheck, prepareImage, fail }: EngineDependencies,
    { signal, onProgress }: EngineCallOptions,
  ): Promise<Engine> {
    const downloads = new DownloadMeter();
    return downloads.during(onProgress, async () => {
      const spec = await resolveModel(model, bases, { signal, onProgress: downloads.report });
      await keepRevision(spec);
      const tokenizer = new SharedPromise((stop) =>
        loadTokenizer(spec, bases, { signal: stop, onProgress: downloads.report }),
      );
      const context: RuntimeContext = {
        spec,
        bases,
        limits,
        ort: new OrtBuilds(bases.assets, limits.threads),
        downloads,
        queues: { webgpu: new PriorityQueue(), wasm: new PriorityQueue() },
        timings: new Timings(),
        tokenize: async (text, stop) => (await tokenizer.join(stop)).encode(text),
        crossCheck: (kind, wanted, stop) =>
          crossCheck({ model: spec, device: 'wasm', dtype: wanted, exact, bases, limits }, kind, stop),
      };
      const runtime = await Runtime.create(context, device, dtype, signal);
      const failover = new Failover(context, device, runtime, fail);
      return new Engine(context, failover, tokenizer, exact, prepareImage, await spaceOf(spec, exact));
    });
  }

  get spec(): ModelSpec {
    return this.#context.spec;
  }

  /** Images per run of the encoder. There are fewer on WASM while the user searches. */
  get batchSize(): number {
    const { backend } = this.#failover.runtime.choice;
    const share = Math.min(1, (224 / this.spec.image.size) ** 2);
    const searching = backend === 'wasm' && performance.now() - this.#lastQuery < SEARCHING;
    return Math.max(1, Math.floor((this.#context.limits.batch[backend] * share) / (searching ? 2 : 1)));
  }

  /**
   * How many batches to keep in flight, so that the slowest stage sets the pace: one is being prepared, one
   * encoded, one read back.
   */
  readonly batchesUnderWay = 3;

  /** The GPU device that the encoders run on. Other users of the device must handle its loss. */
  get gpu(): GPUDevice | undefined {
    return this.#failover.appointed.choice.gpu?.device;
  }

  /** What is running, and how long each stage has taken. */
  info(): ClipInfo {
    const { choice, checks, runtimes } = this.#failover.appointed;
    const { backend, dtype, reason, gpu } = choice;
    return {
      model: this.spec,
      space: this.space,
      backend,
      dtype,
      reason,
      runtimes: { ...runtimes },
      selfCheck: { ...checks },
      ...(gpu && { adapter: gpu.adapter }),
      shaderF16: gpu?.device.features.has('shader-f16') ?? false,
      threads: backend === 'wasm' ? this.#context.limits.threads : 1,
      capabilities: capabilities(),
      batchSize: this.batchSize,
      assets: this.#context.bases.assets,
      runtimeFiles: this.#context.ort.files,
      timings: this.#context.timings.snapshot(),
    };
  }

  /**
   * Stores both encoders and the tokenizer, and finds out which files of onnxruntime they need.
   *
   * @throws ClipError `download-failed` or `storage-failed`, or the signal's reason.
   */
  async prefetch({ signal, onProgress }: EngineCallOptions): Promise<void> {
    const { spec, bases, downloads } = this.#context;
    await this.#context.downloads.during(onProgress, async () => {
      const options = { signal, onProgress: downloads.report };
      await Promise.all([
        ...TOKENIZER_FILES.map((path) => ensureFile(weightFile(spec, bases, path), options)),
        this.#failover.runtime.store(options),
      ]);
      await forgetOtherRevisions(spec);
    });
  }

  /**
   * Loads the image encoder before it is needed.
   *
   * @throws ClipError as the first call that needs it, or the signal's reason.
   */
  async loadImageEncoder({ signal, onProgress }: EngineCallOptions): Promise<void> {
    await this.#failover.run(onProgress, (runtime) => runtime.load('vision', signal));
  }

  /** How other threads should prepare images for {@link adopt}. It changes when another backend takes over. */
  get preparation(): Preparation {
    return {
      spec: this.spec.image,
      exact: this.#exact,
      onGpu: this.#failover.runtime.choice.gpu !== undefined,
    };
  }

  /**
   * Takes over an image that another thread has prepared.
   *
   * @param ready The image; its memory is freed.
   * @returns The image, in memory or on the GPU; {@link embedPrepared} releases it.
   */
  async adopt({ content, milliseconds: { decode, preprocess } }: ResizedImage): Promise<EncoderInput> {
    const { timings } = this.#context;
    timings.add('decode', decode);
    if (content instanceof Uint8Array) {
      timings.add('preprocess', preprocess);
      return inMemory(content);
    }
    try {
      return await this.#prepare(content);
    } finally {
      if ('close' in content) content.close();
    }
  }

  /**
   * @param prepared At most {@link batchSize} images from {@link adopt}; they are released.
   * @param again Prepares them again, in case they are lost with a GPU.
   * @returns Their embeddings, in the same order.
   */
  async embedPrepared(
    prepared: readonly EncoderInput[],
    again: () => Promise<EncoderInput[]>,
    options: EngineCallOptions = {},
  ): Promise<Embeddings> {
    const { dimension } = this.spec;
    return { data: await this.#embedBatch(prepared, again, options), count: prepared.length, dimension };
  }

  /**
   * @param images Images; decoded ones are left open.
   * @returns Their embeddings, in the same order.
   * @throws ClipError for the first image that fails; `cause` says what was wrong with it.
   */
  async embedImages(images: readonly ImageSource[], options: EngineCallOptions = {}): Promise<Embeddings> {
    const { signal, onProgress } = options;
    const { dimension } = this.spec;
    const data = new Float32Array(images.length * dimension);
    let done = 0;
    const embed = async (start: number, batch: readonly ImageSource[]): Promise<void> => {
      const prepare = (): Promise<EncoderInput[]> =>
        allOrNone(batch.map((source, i) => this.prepareSource(source, start + i, images.length)));
      const rows = await this.#embedBatch(await prepare(), prepare, options);
      data.set(rows, start * dimension);
      done += batch.length;
      onProgress?.({ phase: 'embed', done, total: images.length });
    };
    const underWay: Promise<void>[] = [];
    try {
      for (let start = 0; start < images.length; ) {
        throwIfAborted(signal);
        const batch = images.slice(start, start + this.batchSize);
        const embedding = embed(start, batch);
        // It may fail before it is awaited.
        embedding.catch(() => undefined);
        underWay.push(embedding);
        start += batch.length;
        if (underWay.length === this.batchesUnderWay) await underWay.shift();
      }
      while (underWay.length > 0) await underWay.shift();
    } finally {
      // After a failure, wait for the other batches: the caller closes the images when this returns.
      await Promise.allSettled(underWay);
    }
    return { data, count: images.length, dimension };
  }

  /**
   * Embeds one of many images. It shares a batch with others that arrive at the same time.
   *
   * @param image The image; a decoded one is left open.
   * @throws ClipError for an image that fails; `cause` says what was wrong with it.
   */
  embedImage(image: ImageSource, { signal }: EngineCallOptions = {}): Promise<Float32Array<ArrayBuffer>> {
    return this.#batches.embed(() => this.prepareSource(image, 0, 1), signal);
  }

  /**
   * @param texts Texts; any that are too long for the model are truncated.
   * @returns Their token ids, including start and end tokens, not padded.
   */
  async tokenize(texts: readonly string[], { signal }: EngineCallOptions = {}): Promise<number[][]> {
    const tokenizer = await this.#tokenizer.join(signal);
    return this.#context.timings.measure('tokenize', () => texts.map((text) => tokenizer.encode(text)));
  }

  /**
   * @param texts Texts; any that are too long for the model are truncated.
   * @returns Their embeddings, in the same order.
   */
  async embedTexts(texts: readonly string[], options: EngineCallOptions = {}): Promise<Embeddings> {
    const { signal, onProgress, priority = 'interactive' } = options;
    const { dimension } = this.spec;
    const query = texts.length === 1 ? texts[0] : undefined;
    const known = query === undefined ? undefined : this.#queries.get(query);
    if (query !== undefined) this.#lastQuery = performance.now();
    if (known) return { data: known.slice(), count: 1, dimension };
    const data = new Float32Array(texts.length * dimension);
    for (let start = 0; start < texts.length; start += TEXT_BATCH) {
      const batch = texts.slice(start, start + TEXT_BATCH);
      const rows = await this.#failover.run(onProgress, async (runtime) => {
        // Fetches the tokenizer and the encoder in parallel.
        const [ids] = await Promise.all([this.tokenize(batch, options), runtime.load('text', signal)]);
        return runtime.encodeTexts(ids, priority, signal);
      });
      data.set(rows, start * dimension);
      onProgress?.({ phase: 'embed', done: start + batch.length, total: texts.length });
    }
    if (query !== undefined) this.#queries.set(query, data.slice());
    return { data, count: texts.length, dimension };
  }

  /**
   * @param texts Texts; any that are too long for the model are truncated.
   * @returns What other models are conditioned on.
   * @throws ClipError `unsupported-model` if the text encoder does not output its last hidden layer.
   */
  async encodeTexts(texts: readonly string[], options: EngineCallOptions = {}): Promise<EncodedTexts> {
    const { signal, onProgress, priority = 'interactive' } = options;
    const spec = { ...this.spec.text, padTo: 'context' as const };
    const batches: EncodedBatch[] = [];
    for (let start = 0; start < texts.length; start += TEXT_BATCH) {
      const batch = texts.slice(start, start + TEXT_BATCH);
      const states = await this.#failover.run(onProgress, async (runtime) => {
        const [ids] = await Promise.all([this.tokenize(batch, options), runtime.load('text', signal)]);
        return { ...(await runtime.encodeTextStates(ids, priority, signal)), mask: pad(ids, spec).mask };
      });
      batches.push(states);
      onProgress?.({ phase: 'embed', done: start + batch.length, total: texts.length });
    }
    return joined(batches, spec.contextLength);
  }

  /**
   * @param kind Which encoder.
   * @returns Its output for the self-check, to compare a GPU with.
   */
  answer(kind: EncoderKind): Promise<Float32Array<ArrayBuffer>> {
    return this.#failover.runtime.answer(kind);
  }

  /**
   * @param source An image; a decoded one is left open.
   * @param index Index of the image, for error messages if there are several.
   * @param of Number of images.
   * @returns The pixels that the image encoder sees, before normalisation.
   */
  async preparedBytes(source: ImageSource, index: number, of: number): Promise<Uint8Array> {
    let first: EncoderInput | undefined = await this.prepareSource(source, index, of);
    return this.#failover.run(undefined, async () => {
      const input = first ?? (await this.prepareSource(source, index, of));
      first = undefined;
      return input.bytes().finally(() => input.release());
    });
  }

  /**
   * Prepares one image.
   *
   * @param index Index of the image, for error messages if there are several.
   * @param of Number of images.
   */
  async prepareSource(source: ImageSource, index: number, of: number): Promise<EncoderInput> {
    try {
      if (!(source instanceof Blob)) return await this.#prepare(source);
      return await this.adopt(await this.#prepareImage(source, this.preparation));
    } catch (error) {
      const { code, message } = asClipError(
        error,
        'undecodable-image',
        'The image was closed or has no pixels. Pass it before you close it.',
      );
      throw new ClipError(code, of > 1 ? `Image ${index}: ${message}` : message, { cause: error });
    }
  }

  #prepare(image: Resizable): Promise<EncoderInput> {
    return this.#context.timings.measure('preprocess', () => this.#failover.runtime.prepare(image));
  }

  /**
   * @param prepared Images of one batch; they are released.
   * @param again Prepares them again, in case they are lost with a GPU.
   */
  #embedBatch(
    prepared: readonly EncoderInput[],
    again: () => Promise<EncoderInput[]>,
    { signal, onProgress, priority = 'interactive' }: EngineCallOptions,
  ): Promise<Float32Array<ArrayBuffer>> {
    let first: readonly EncoderInput[] | undefined = prepared;
    return this.#failover.run(onProgress, async (runtime) => {
      // Another GPU or WASM may have taken over since the images were prepared, or while they are prepared
      // again.
      const device = runtime.choice.gpu?.device;
      const kept = first && (await moveToDevice(device, first));
      first = undefined;
      const inputs = kept ?? (await moveToDevice(device, await again()));
      if (!inputs) throw new ClipError('engine-failed', 'The GPU was lost. Try again, or use device “wasm”.');
      return runtime.encodeImages(inputs, priority, signal).finally(() => releaseAll(inputs));
    });
  }
}
