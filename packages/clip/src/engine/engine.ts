import { PriorityQueue, SharedPromise } from '@web-clip/calls';
import type { ImageSource } from '@web-clip/images';
import { ensureFile, forgetOtherRevisions, keepRevision, weightFile } from '@web-clip/weights';
import { capabilities } from '../capabilities.ts';
import { resolveModel } from '../models/resolve.ts';
import type { ModelSpec } from '../models/spec.ts';
import type { Embeddings } from '../scoring/embeddings.ts';
import { loadTokenizer, TOKENIZER_FILES } from '../text/load-tokenizer.ts';
import { spaceOf } from './embedding-space.ts';
import type { EncodedTexts } from './encoded-texts.ts';
import { Failover } from './failover.ts';
import { ImageEmbedder } from './image-embedder.ts';
import type { ClipInfo } from './info.ts';
import type { EngineCallOptions, EngineDependencies, EngineOptions } from './options.ts';
import { OrtBuilds } from './ort.ts';
import { DownloadMeter } from './progress.ts';
import { Runtime } from './runtime.ts';
import type { RuntimeContext } from './runtime-context.ts';
import type { EncoderKind } from './self-check.ts';
import { TextEmbedder } from './text-embedder.ts';
import { Timings } from './timings.ts';

/** The encoders of one model. Lives in the worker, along with the GPU device and the sessions. */
export class Engine {
  readonly #context: RuntimeContext;
  readonly #failover: Failover;
  readonly #texts: TextEmbedder;

  private constructor(
    context: RuntimeContext,
    failover: Failover,
    /** Prepares and embeds images, also those that other threads have decoded. */
    readonly images: ImageEmbedder,
    texts: TextEmbedder,
    /**
     * Identifies the embedding space. Embeddings are comparable only if their model, its revision, and the
     * image preprocessing are the same.
     */
    readonly space: string,
  ) {
    this.#context = context;
    this.#failover = failover;
    this.#texts = texts;
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
      const texts = new TextEmbedder(context, failover, tokenizer);
      const isSearching = (): boolean => texts.isSearching;
      const images = new ImageEmbedder({ context, failover, exact, prepareImage, isSearching });
      return new Engine(context, failover, images, texts, await spaceOf(spec, exact));
    });
  }

  get spec(): ModelSpec {
    return this.#context.spec;
  }

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
      batchSize: this.images.batchSize,
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

  /**
   * @param images Images; decoded ones are left open.
   * @returns Their embeddings, in the same order.
   * @throws ClipError for the first image that fails; `cause` says what was wrong with it.
   */
  embedImages(images: readonly ImageSource[], options?: EngineCallOptions): Promise<Embeddings> {
    return this.images.embed(images, options);
  }

  /**
   * Embeds one of many images. It shares a batch with others that arrive at the same time.
   *
   * @param image The image; a decoded one is left open.
   * @throws ClipError for an image that fails; `cause` says what was wrong with it.
   */
  embedImage(image: ImageSource, options?: EngineCallOptions): Promise<Float32Array<ArrayBuffer>> {
    return this.images.embedOne(image, options);
  }

  /**
   * @param texts Texts; any that are too long for the model are truncated.
   * @returns Their token ids, including start and end tokens, not padded.
   */
  tokenize(texts: readonly string[], options?: EngineCallOptions): Promise<number[][]> {
    return this.#texts.tokenize(texts, options);
  }

  /**
   * @param texts Texts; any that are too long for the model are truncated.
   * @returns Their embeddings, in the same order.
   */
  embedTexts(texts: readonly string[], options?: EngineCallOptions): Promise<Embeddings> {
    return this.#texts.embed(texts, options);
  }

  /**
   * @param texts Texts; any that are too long for the model are truncated.
   * @returns What other models are conditioned on.
   * @throws ClipError `unsupported-model` if the text encoder does not output its last hidden layer.
   */
  encodeTexts(texts: readonly string[], options?: EngineCallOptions): Promise<EncodedTexts> {
    return this.#texts.encode(texts, options);
  }

  /**
   * @param kind Which encoder.
   * @returns Its output for the self-check, to compare a GPU with.
   */
  answer(kind: EncoderKind): Promise<Float32Array<ArrayBuffer>> {
    return this.#failover.runtime.answer(kind);
  }
}
