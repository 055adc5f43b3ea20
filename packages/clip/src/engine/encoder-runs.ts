import { ClipError, type Priority, PriorityQueue } from '@web-clip/calls';
import { type EncoderInput, inMemory } from '../image/encoder-input.ts';
import { GpuResampler } from '../image/resample/gpu-resampler.ts';
import { type Resizable, resize } from '../image/resample/resize.ts';
import { normalise } from '../image/resample/tensor.ts';
import type { BackendChoice } from './backend.ts';
import type { Encoder, Feed, TextStates } from './encoder.ts';
import type { RuntimeContext } from './runtime-context.ts';
import { CHECK_SENTENCE, checkImage, type EncoderKind } from './self-check.ts';
import { textFeeds } from './text-feeds.ts';
import type { Stage } from './timings.ts';

/** How a batch is run. */
export interface RunOptions {
  priority: Priority;
  signal?: AbortSignal | undefined;
  /** What its time counts as; absent if it is part of a longer stage. */
  stage?: Stage;
}

/** Runs the loaded encoders of one backend, batch by batch. */
export class EncoderRuns {
  /** Each encoder on our own kernels has a queue of its own, so that a query need not wait for images. */
  readonly #ownQueues = new WeakMap<Encoder, PriorityQueue>();
  readonly #resampler: GpuResampler | undefined;
  /** Set once the GPU's results can no longer be trusted. */
  #gpuError: GPUError | undefined;
  readonly #context: RuntimeContext;
  readonly #choice: BackendChoice;

  constructor(context: RuntimeContext, choice: BackendChoice) {
    this.#context = context;
    this.#choice = choice;
    const { gpu } = choice;
    if (!gpu) return;
    this.#resampler = new GpuResampler(gpu.device, context.spec.image);
    gpu.device.addEventListener('uncapturederror', ({ error }) => {
      this.#gpuError ??= error;
    });
  }

  /**
   * Resizes and crops a decoded image to the size that the image encoder takes.
   *
   * @param image Stays open.
   * @returns The image, in memory or on the GPU, whichever this backend prefers. Other backends accept both.
   */
  async prepare(image: Resizable): Promise<EncoderInput> {
    if (this.#resampler) return this.#resampler.prepare(image);
    return inMemory(await resize(image, this.#context.spec.image));
  }

  /**
   * @param prepared Images of one batch.
   * @returns Their embeddings, row by row.
   */
  async encodeImages(
    encoder: Encoder,
    prepared: readonly EncoderInput[],
    options: RunOptions,
  ): Promise<Float32Array<ArrayBuffer>> {
    const { timings, spec } = this.#context;
    const { size } = spec.image;
    const dims = [prepared.length, 3, size, size];
    return this.#encode(encoder, options, async () => {
      const input = await timings.measure('preprocess', () => this.#batch(prepared, dims));
      try {
        return await this.#timed(options.stage, () => encoder.run({ pixel_values: input }, prepared.length));
      } finally {
        if (input.type === 'gpu-buffer') input.data.destroy();
      }
    });
  }

  /**
   * @param ids Token ids of each text in the batch.
   * @returns Their embeddings, row by row.
   */
  async encodeTexts(
    encoder: Encoder,
    ids: readonly number[][],
    options: RunOptions,
  ): Promise<Float32Array<ArrayBuffer>> {
    const { spec } = this.#context;
    const feeds = textFeeds(ids, spec.text, encoder.inputs);
    return this.#encode(encoder, options, () =>
      this.#timed(options.stage, () => encoder.run(feeds, ids.length)),
    );
  }

  /**
   * @param ids Token ids of each text in the batch. They are padded to the context.
   * @returns What models are conditioned on.
   * @throws ClipError `unsupported-model` if the text encoder does not output its last hidden layer.
   */
  async encodeTextStates(
    encoder: Encoder,
    ids: readonly number[][],
    options: RunOptions,
  ): Promise<TextStates> {
    const { spec } = this.#context;
    if (encoder.outputs.length < 2) throw withoutStates(spec.name, this.#choice.files.text);
    const feeds = textFeeds(ids, { ...spec.text, padTo: 'context' }, encoder.inputs);
    return this.#encode(encoder, options, () =>
      this.#timed(options.stage, () => encoder.runForStates(feeds, ids.length)),
    );
  }

  /**
   * @param kind Which encoder it is.
   * @returns Its output for the built-in image or sentence.
   */
  async answer(
    kind: EncoderKind,
    encoder: Encoder,
    signal?: AbortSignal,
  ): Promise<Float32Array<ArrayBuffer>> {
    const { spec, tokenize } = this.#context;
    const options: RunOptions = { priority: 'interactive', signal };
    return kind === 'vision'
      ? this.encodeImages(encoder, [inMemory(checkImage(spec.image.size))], options)
      : this.encodeTexts(encoder, [await tokenize(CHECK_SENTENCE, signal)], options);
  }

  /**
   * Frees an encoder's memory when its turn comes.
   *
   * @param priority `background` waits for all that was asked before.
   */
  async release(encoder: Encoder, priority: Priority): Promise<void> {
    await this.#queueOf(encoder).run(priority, () => encoder.release());
  }

  /**
   * Runs work on an encoder when its turn comes. The next job starts while this result is read back.
   *
   * @param job Runs the encoder.
   */
  async #encode<T>(
    encoder: Encoder,
    { priority, signal }: RunOptions,
    job: () => Promise<() => Promise<T>>,
  ): Promise<T> {
    const { timings } = this.#context;
    const result = await this.#queueOf(encoder).run(priority, job, signal);
    try {
      const values = await timings.measure('read-back', result);
      // If a GPU cannot allocate a buffer, it skips the work that needs it and returns the results of earlier
      // batches.
      if (!this.#gpuError) return values;
    } catch (error) {
      // A failed GPU may return NaN too. If the GPU has not failed, the model is to blame, or a GPU that
      // computes wrongly.
      if (!this.#gpuError) throw error;
    }
    throw new ClipError('engine-failed', 'The GPU failed. Try again, or use device “wasm”.', {
      cause: this.#gpuError,
    });
  }

  #timed<T>(stage: Stage | undefined, work: () => Promise<T>): Promise<T> {
    return stage ? this.#context.timings.measure(stage, work) : work();
  }

  #queueOf(encoder: Encoder): PriorityQueue {
    if (encoder.runtime === 'onnxruntime') return this.#context.queues[this.#choice.backend];
    const queue = this.#ownQueues.get(encoder) ?? new PriorityQueue();
    this.#ownQueues.set(encoder, queue);
    return queue;
  }

  /** Normalises images into the encoder's input. */
  async #batch(prepared: readonly EncoderInput[], dims: readonly number[]): Promise<Feed> {
    if (this.#resampler) return { type: 'gpu-buffer', data: await this.#resampler.batch(prepared), dims };
    const { image } = this.#context.spec;
    const floats = 3 * image.size * image.size;
    const data = new Float32Array(prepared.length * floats);
    for (const [i, input] of prepared.entries()) {
      normalise(await input.bytes(), image, data.subarray(i * floats, (i + 1) * floats));
    }
    return { type: 'float32', data, dims };
  }
}

const withoutStates = (model: string, file: string): ClipError =>
  new ClipError(
    'unsupported-model',
    `The text encoder of ${model} (${file}) does not output its last hidden layer, last_hidden_state. Choose a model that does, or export this one with the option --hidden-states of the export recipe.`,
  );
