import { asClipError, ClipError, throwIfAborted } from '@web-clip/calls';
import type { ImageSource } from '@web-clip/images';
import { allOrNone, type EncoderInput, inMemory, moveToDevice, releaseAll } from '../image/encoder-input.ts';
import type { Preparation, ResizedImage } from '../image/image-preparation.ts';
import type { Resizable } from '../image/resample/resize.ts';
import type { Embeddings } from '../scoring/embeddings.ts';
import type { Failover } from './failover.ts';
import { ImageBatches } from './image-batches.ts';
import type { EngineCallOptions, EngineDependencies } from './options.ts';
import type { RuntimeContext } from './runtime-context.ts';

/** What an {@link ImageEmbedder} needs. */
interface Parts {
  context: RuntimeContext;
  failover: Failover;
  /** Whether images keep their full size and their colours, as in PyTorch. */
  exact: boolean;
  prepareImage: EngineDependencies['prepareImage'];
  /** Whether a query is expected soon. */
  isSearching: () => boolean;
}

/** Embeds images: prepares them, and runs the image encoder on batches of them. */
export class ImageEmbedder {
  readonly #context: RuntimeContext;
  readonly #failover: Failover;
  readonly #exact: boolean;
  readonly #prepareImage: EngineDependencies['prepareImage'];
  readonly #isSearching: () => boolean;
  /** Images that were requested one at a time. Queries go first: such lists are long, or never end. */
  readonly #batches = new ImageBatches({
    batchSize: () => this.batchSize,
    encode: (inputs, again) => this.#embedBatch(inputs, again, { priority: 'background' }),
  });

  constructor({ context, failover, exact, prepareImage, isSearching }: Parts) {
    this.#context = context;
    this.#failover = failover;
    this.#exact = exact;
    this.#prepareImage = prepareImage;
    this.#isSearching = isSearching;
  }

  /** Images per run of the encoder. There are fewer on WASM while the user searches. */
  get batchSize(): number {
    const { spec, limits } = this.#context;
    const { backend } = this.#failover.runtime.choice;
    const share = Math.min(1, (224 / spec.image.size) ** 2);
    const halves = backend === 'wasm' && this.#isSearching() ? 2 : 1;
    return Math.max(1, Math.floor((limits.batch[backend] * share) / halves));
  }

  /**
   * How many batches to keep in flight, so that the slowest stage sets the pace: one is being prepared, one
   * encoded, one read back.
   */
  readonly batchesUnderWay = 3;

  /** How other threads should prepare images for {@link adopt}. It changes when another backend takes over. */
  get preparation(): Preparation {
    return {
      spec: this.#context.spec.image,
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
    const { dimension } = this.#context.spec;
    return { data: await this.#embedBatch(prepared, again, options), count: prepared.length, dimension };
  }

  /**
   * @param images Images; decoded ones are left open.
   * @returns Their embeddings, in the same order.
   * @throws ClipError for the first image that fails; `cause` says what was wrong with it.
   */
  async embed(images: readonly ImageSource[], options: EngineCallOptions = {}): Promise<Embeddings> {
    const { signal, onProgress } = options;
    const { dimension } = this.#context.spec;
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
  embedOne(image: ImageSource, { signal }: EngineCallOptions = {}): Promise<Float32Array<ArrayBuffer>> {
    return this.#batches.embed(() => this.prepareSource(image, 0, 1), signal);
  }

  /**
   * @param source An image; a decoded one is left open.
   * @param index Index of the image, for error messages if there are several.
   * @param of Number of images.
   * @returns The pixels that the image encoder sees, before normalisation.
   */
  async bytes(source: ImageSource, index: number, of: number): Promise<Uint8Array> {
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
