import { asClipError, ClipError, throwIfAborted } from '../errors.ts';
import { decodeImage, type ImageSource } from '../image/decode.ts';
import { geometry } from '../image/geometry.ts';
import { pixelsOf } from '../image/pixels.ts';
import { resample } from '../image/resample.ts';
import { normalise } from '../image/tensor.ts';
import { filesOf, resolveModel } from '../models/resolve.ts';
import type { Dtype, ModelSpec } from '../models/spec.ts';
import type { Embeddings } from '../scoring/embeddings.ts';
import { SharedTask } from '../shared-task.ts';
import { pad } from '../text/ids.ts';
import type { Tokenizer } from '../text/tokenizer.ts';
import { fileUrl, type WeightBases } from '../weights/locate.ts';
import { ensureFile, ensureModel, fileJson } from '../weights/weights.ts';
import { type Backend, type BackendChoice, chooseBackend } from './backend.ts';
import type { ClipInfo } from './info.ts';
import { Lane, type Priority } from './lane.ts';
import { loadOrt, type Ort, wasmThreads } from './ort.ts';
import { DownloadMeter, type ProgressListener } from './progress.ts';
import { spaceOf } from './space.ts';
import { Timings } from './timings.ts';
import { Tower } from './tower.ts';

/** Pictures in one run of the encoder: more gain little, and a query waits for one batch. */
const BATCH: Record<Backend, number> = { wasm: 8, webgpu: 16 };

/** Texts in one run of the encoder. */
const TEXT_BATCH = 64;

/** What an engine is made from; all of it can be posted to a worker. */
export interface EngineOptions {
  model: string | ModelSpec;
  device: 'auto' | Backend;
  /** Undefined takes the best that the backend computes. */
  dtype: Dtype | undefined;
  bases: WeightBases;
}

/** What every call of an engine may be given. */
export interface EngineCallOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ProgressListener | undefined;
  /** `interactive` unless said otherwise. */
  priority?: Priority;
}

/** Encoders of one model on one backend. Lives in the worker, with the GPU device and the sessions. */
export class Engine {
  readonly #timings = new Timings();
  readonly #lane = new Lane();
  readonly #vision = new SharedTask((signal) => this.#loadTower('vision', signal));
  readonly #text = new SharedTask((signal) => this.#loadTower('text', signal));
  readonly #tokenizer = new SharedTask((signal) => this.#loadTokenizer(signal));
  readonly #downloads = new DownloadMeter();
  readonly #threads = wasmThreads();

  private constructor(
    /** The model. */
    readonly spec: ModelSpec,
    private readonly choice: BackendChoice,
    private readonly bases: WeightBases,
    private readonly ort: Ort,
    private readonly runtimeFiles: readonly string[],
    /** Names what embeddings must share to be compared: the model, its revision, and how pictures are prepared. */
    readonly space: string,
  ) {}

  /**
   * Finds the model and chooses a backend. The encoders are fetched when they are first needed.
   *
   * @throws ClipError `unknown-model`, `unsupported-model`, `no-webgpu`, `unsupported-dtype`, `download-failed`, …
   */
  static async create(options: EngineOptions, { signal, onProgress }: EngineCallOptions): Promise<Engine> {
    const { model, device, dtype, bases } = options;
    const downloads = new DownloadMeter();
    if (onProgress) downloads.add(onProgress);
    const spec = await resolveModel(model, bases, { signal, onProgress: downloads.report });
    const choice = await chooseBackend(device, dtype, (wanted, where) =>
      filesOf(spec, wanted, where, bases, signal),
    );
    throwIfAborted(signal);
    const { ort, files } = await loadOrt(choice.backend, bases.assets, wasmThreads());
    return new Engine(spec, choice, bases, ort, files, await spaceOf(spec));
  }

  /** How many pictures the encoder takes at once. */
  get batchSize(): number {
    return BATCH[this.choice.backend];
  }

  /** What is running, and how long it has taken. */
  info(): ClipInfo {
    const { backend, dtype, reason, gpu } = this.choice;
    return {
      model: this.spec,
      space: this.space,
      backend,
      dtype,
      reason,
      ...(gpu && { adapter: gpu.adapter }),
      threads: backend === 'wasm' ? this.#threads : 1,
      batchSize: this.batchSize,
      runtimeFiles: this.runtimeFiles,
      timings: this.#timings.snapshot(),
    };
  }

  /**
   * Stores both encoders, so that no later call needs the network.
   *
   * @throws ClipError `download-failed`, `storage-failed` or `aborted`.
   */
  async prefetch({ signal, onProgress }: EngineCallOptions): Promise<void> {
    await this.#reporting(onProgress, async () => {
      const options = { signal, onProgress: this.#downloads.report };
      const { text, vision } = this.choice.files;
      await Promise.all([
        ...['tokenizer.json', 'tokenizer_config.json'].map((path) => ensureFile(this.#url(path), options)),
        ...[text, vision].map((path) => ensureModel(this.#url(path), options)),
      ]);
    });
  }

  /**
   * Decodes a picture, upright.
   *
   * @returns A bitmap that the caller closes.
   * @throws ClipError `undecodable-image` or `unreadable-file`.
   */
  decodeImage(blob: Blob): Promise<ImageBitmap> {
    return this.#timings.measure('decode', () => decodeImage(blob));
  }

  /**
   * Resizes and crops a decoded picture to what the image encoder takes.
   *
   * @param image Stays open.
   * @returns 3 bytes a pixel, `spec.image.size` squared.
   */
  prepareImage(image: Exclude<ImageSource, Blob>): Promise<Uint8Array> {
    const spec = this.spec.image;
    return this.#timings.measure('preprocess', async () => {
      const { data, width, height } = await pixelsOf(image);
      return resample(data, width, height, geometry(width, height, spec), spec.interpolation);
    });
  }

  /**
   * @param prepared Pictures from {@link prepareImage}, {@link batchSize} of them at most.
   * @returns Their embeddings, in the same order.
   */
  async embedPrepared(prepared: readonly Uint8Array[], options: EngineCallOptions = {}): Promise<Embeddings> {
    const { signal, onProgress, priority = 'interactive' } = options;
    const { dimension, image } = this.spec;
    const tower = await this.#reporting(onProgress, () => this.#vision.join(signal));
    const floats = 3 * image.size * image.size;
    const pixels = new Float32Array(prepared.length * floats);
    for (const [i, rgb] of prepared.entries()) {
      normalise(rgb, image, pixels.subarray(i * floats, (i + 1) * floats));
    }
    const input = new this.ort.Tensor('float32', pixels, [prepared.length, 3, image.size, image.size]);
    const data = await this.#lane.run(
      priority,
      () => this.#timings.measure('encode-image', () => tower.run({ pixel_values: input }, prepared.length)),
      signal,
    );
    return { data, count: prepared.length, dimension };
  }

  /**
   * @param images Pictures; decoded ones are left open.
   * @returns Their embeddings, in the same order.
   * @throws ClipError for the first picture that fails; `cause` names what was wrong with it.
   */
  async embedImages(images: readonly ImageSource[], options: EngineCallOptions = {}): Promise<Embeddings> {
    const { dimension } = this.spec;
    const data = new Float32Array(images.length * dimension);
    for (let start = 0; start < images.length; start += this.batchSize) {
      throwIfAborted(options.signal);
      const batch = images.slice(start, start + this.batchSize);
      const prepared = await Promise.all(
        batch.map((source, i) => this.prepareSource(source, start + i, images.length)),
      );
      const rows = await this.embedPrepared(prepared, options);
      data.set(rows.data, start * dimension);
      options.onProgress?.({ phase: 'embed', done: start + batch.length, total: images.length });
    }
    return { data, count: images.length, dimension };
  }

  /**
   * @param texts Texts; those that are too long for the model are cut.
   * @returns Their token ids, start and end tokens included, not padded.
   */
  async tokenize(texts: readonly string[], { signal }: EngineCallOptions = {}): Promise<number[][]> {
    const tokenizer = await this.#tokenizer.join(signal);
    return this.#timings.measure('tokenize', () => texts.map((text) => tokenizer.encode(text)));
  }

  /**
   * @param texts Texts; those that are too long for the model are cut.
   * @returns Their embeddings, in the same order.
   */
  async embedTexts(texts: readonly string[], options: EngineCallOptions = {}): Promise<Embeddings> {
    const { signal, onProgress, priority = 'interactive' } = options;
    const { dimension } = this.spec;
    const data = new Float32Array(texts.length * dimension);
    if (texts.length === 0) return { data, count: 0, dimension };
    const [tower] = await this.#reporting(onProgress, () =>
      Promise.all([this.#text.join(signal), this.#tokenizer.join(signal)]),
    );
    for (let start = 0; start < texts.length; start += TEXT_BATCH) {
      const batch = texts.slice(start, start + TEXT_BATCH);
      const { ids, mask, length } = pad(await this.tokenize(batch, options), this.spec.text);
      const shape = [batch.length, length];
      const feeds: Record<string, InstanceType<Ort['Tensor']>> = {
        input_ids: new this.ort.Tensor('int64', ids, shape),
      };
      if (tower.inputs.includes('attention_mask')) {
        feeds.attention_mask = new this.ort.Tensor('int64', mask, shape);
      }
      const rows = await this.#lane.run(
        priority,
        () => this.#timings.measure('encode-text', () => tower.run(feeds, batch.length)),
        signal,
      );
      data.set(rows, start * dimension);
      onProgress?.({ phase: 'embed', done: start + batch.length, total: texts.length });
    }
    return { data, count: texts.length, dimension };
  }

  #url(path: string): string {
    return fileUrl(this.spec.source, this.bases, path);
  }

  /**
   * Decodes a picture if it has to be, and prepares it as {@link prepareImage} does.
   *
   * @param index Names the picture in an error, if it is one of several.
   * @param of How many there are.
   */
  async prepareSource(source: ImageSource, index: number, of: number): Promise<Uint8Array> {
    try {
      if (!(source instanceof Blob)) return await this.prepareImage(source);
      const bitmap = await this.decodeImage(source);
      return await this.prepareImage(bitmap).finally(() => bitmap.close());
    } catch (error) {
      const { code, message } = asClipError(
        error,
        'undecodable-image',
        'It has no pixels: it was closed, or is empty.',
      );
      throw new ClipError(code, of > 1 ? `Picture ${index}: ${message}` : message, { cause: error });
    }
  }

  #loadTower(tower: 'vision' | 'text', signal: AbortSignal): Promise<Tower> {
    return Tower.load({
      ort: this.ort,
      executionProviders: [this.choice.gpu ? { name: 'webgpu', device: this.choice.gpu.device } : 'wasm'],
      url: this.#url(this.choice.files[tower]),
      outputs: tower === 'vision' ? ['image_embeds', 'pooler_output'] : ['text_embeds', 'pooler_output'],
      dimension: this.spec.dimension,
      timings: this.#timings,
      alone: (job) => this.#lane.run('interactive', job),
      signal,
      onProgress: this.#downloads.report,
    });
  }

  async #loadTokenizer(signal: AbortSignal): Promise<Tokenizer> {
    const json = (path: string) => fileJson(this.#url(path), { signal, onProgress: this.#downloads.report });
    const [{ createTokenizer }, tokenizer, config] = await Promise.all([
      // On demand: pictures are embedded without it, and it is half of the worker's code.
      import('../text/tokenizer.ts').catch((error) => {
        throw asClipError(
          error,
          'engine-failed',
          'A script of web-clip could not be loaded. Reload the page.',
        );
      }),
      json('tokenizer.json'),
      json('tokenizer_config.json'),
    ]);
    return createTokenizer(tokenizer, config, this.spec.text);
  }

  /** Lets a caller hear of the downloads that it waits for, whoever began them. */
  async #reporting<T>(listener: ProgressListener | undefined, work: () => Promise<T>): Promise<T> {
    if (!listener) return work();
    this.#downloads.add(listener);
    try {
      return await work();
    } finally {
      this.#downloads.remove(listener);
    }
  }
}
