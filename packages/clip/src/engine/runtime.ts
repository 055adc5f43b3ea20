import {
  ClipError,
  orClipError,
  type Priority,
  PriorityQueue,
  SharedPromise,
  throwIfAborted,
} from '@web-clip/calls';
import type { DownloadOptions } from '@web-clip/weights';
import { type EncoderInput, inMemory } from '../image/encoder-input.ts';
import { GpuResampler } from '../image/resample/gpu-resampler.ts';
import { type Resizable, resize } from '../image/resample/resize.ts';
import { normalise } from '../image/resample/tensor.ts';
import { filesOf } from '../models/resolve.ts';
import type { Dtype } from '../models/spec.ts';
import { type BackendChoice, chooseBackend } from './backend.ts';
import type { Backend } from './dtypes.ts';
import type { Encoder, EncoderRuntime, Feed, TextStates } from './encoder.ts';
import { loadEncoder, storeEncoder } from './load-encoder.ts';
import type { RuntimeContext } from './runtime-context.ts';
import {
  CHECK_IMAGE,
  CHECK_SENTENCE,
  type CheckReport,
  checkImage,
  compareWithTrusted,
  type EncoderKind,
  rememberedAnswer,
} from './self-check.ts';
import { textFeeds } from './text-feeds.ts';
import type { Stage } from './timings.ts';

/** What users call the encoders. */
const NAMES: Record<EncoderKind, string> = { vision: 'image', text: 'text' };

/** The encoders of one model on one backend. */
export class Runtime {
  readonly #encoders: Record<EncoderKind, SharedPromise<Encoder>> = {
    vision: new SharedPromise((signal) => this.#loadOrFail('vision', signal)),
    text: new SharedPromise((signal) => this.#loadOrFail('text', signal)),
  };
  readonly #loaded = new Set<Encoder>();
  /** Each encoder on our own kernels has a queue of its own, so that a query need not wait for images. */
  readonly #ownQueues = new WeakMap<Encoder, PriorityQueue>();
  #released = false;
  readonly #resampler: GpuResampler | undefined;
  /** Set once the GPU's results can no longer be trusted. */
  #gpuError: GPUError | undefined;
  /** What runs each loaded encoder. */
  readonly runtimes: { [Kind in EncoderKind]?: EncoderRuntime } = {};
  /** Self-check results of the loaded encoders. */
  readonly checks: { [Kind in EncoderKind]?: CheckReport } = {};
  readonly #context: RuntimeContext;

  private constructor(
    context: RuntimeContext,
    /** Where the encoders run, and why. */
    readonly choice: BackendChoice,
  ) {
    this.#context = context;
    const { gpu } = choice;
    if (!gpu) return;
    this.#resampler = new GpuResampler(gpu.device, context.spec.image);
    gpu.device.addEventListener('uncapturederror', ({ error }) => {
      this.#gpuError ??= error;
    });
  }

  /**
   * Chooses a backend. The encoders, and what runs them, are loaded when they are first needed.
   *
   * @throws ClipError `no-webgpu`, `unsupported-dtype` or `download-failed`, or the signal's reason.
   */
  static async create(
    context: RuntimeContext,
    device: 'auto' | Backend,
    dtype: Dtype | undefined,
    signal?: AbortSignal,
  ): Promise<Runtime> {
    const { spec, bases } = context;
    const choice = await chooseBackend(device, dtype, (wanted, where) =>
      filesOf(spec, wanted, where, bases, signal),
    );
    throwIfAborted(signal);
    return new Runtime(context, choice);
  }

  /**
   * Resizes and crops a decoded image to the size that the image encoder takes.
   *
   * @param image Stays open.
   * @returns The image, in memory or on the GPU, whichever this runtime prefers. Other runtimes accept both.
   */
  async prepare(image: Resizable): Promise<EncoderInput> {
    if (this.#resampler) return this.#resampler.prepare(image);
    return inMemory(await resize(image, this.#context.spec.image));
  }

  /**
   * Waits until an encoder is loaded.
   *
   * @throws ClipError `wrong-results` if its output for the self-check differs from the trusted one,
   *   `invalid-model`, `engine-failed`, or an error of the download.
   */
  load(kind: EncoderKind, signal?: AbortSignal): Promise<Encoder> {
    return this.#encoders[kind].join(signal);
  }

  /**
   * @param prepared Images of one batch.
   * @returns Their embeddings, row by row.
   */
  async encodeImages(
    prepared: readonly EncoderInput[],
    priority: Priority,
    signal?: AbortSignal,
  ): Promise<Float32Array<ArrayBuffer>> {
    return this.#encodeImages('encode-image', await this.load('vision', signal), prepared, priority, signal);
  }

  /**
   * @param ids Token ids of each text in the batch.
   * @returns Their embeddings, row by row.
   */
  async encodeTexts(
    ids: readonly number[][],
    priority: Priority,
    signal?: AbortSignal,
  ): Promise<Float32Array<ArrayBuffer>> {
    return this.#encodeTexts('encode-text', await this.load('text', signal), ids, priority, signal);
  }

  /**
   * @param ids Token ids of each text in the batch. They are padded to the context.
   * @returns What models are conditioned on.
   * @throws ClipError `unsupported-model` if the text encoder does not output its last hidden layer.
   */
  async encodeTextStates(
    ids: readonly number[][],
    priority: Priority,
    signal?: AbortSignal,
  ): Promise<TextStates> {
    const { spec, timings } = this.#context;
    const encoder = await this.load('text', signal);
    if (encoder.outputs.length < 2) throw withoutStates(spec.name, this.choice.files.text);
    const feeds = textFeeds(ids, { ...spec.text, padTo: 'context' }, encoder.inputs);
    return this.#encode(encoder, priority, signal, () =>
      timings.measure('encode-text', () => encoder.runForStates(feeds, ids.length)),
    );
  }

  /**
   * Stores both encoders. Also loads the scripts of the onnxruntime builds that they need without a network, so
   * that their files are known: the build for the GPU, and the one for WASM unless our own kernels run both
   * encoders there. WASM replaces a GPU that fails.
   *
   * @throws ClipError `download-failed`, `storage-failed`, or the signal's reason.
   */
  async store(options: DownloadOptions): Promise<void> {
    const { ort } = this.#context;
    const kinds = ['text', 'vision'] as const;
    const own = await Promise.all(
      kinds.map((kind) => storeEncoder(kind, this.#context, this.choice, options)),
    );
    if (this.choice.gpu) await ort.load('webgpu');
    if (!own.every(Boolean)) await ort.load('wasm');
  }

  /**
   * @param kind Which encoder.
   * @returns Its output for the built-in image or sentence.
   */
  async answer(kind: EncoderKind): Promise<Float32Array<ArrayBuffer>> {
    return this.#answer(kind, await this.load(kind));
  }

  /**
   * Frees the encoders' memory once nobody waits for them. The GPU device stays, because images that were
   * prepared on it may still be read.
   */
  async release(): Promise<void> {
    this.#released = true;
    for (const encoder of this.#loaded)
      await this.#queueOf(encoder).run('background', () => encoder.release());
  }

  async #encodeImages(
    stage: Stage | undefined,
    encoder: Encoder,
    prepared: readonly EncoderInput[],
    priority: Priority,
    signal: AbortSignal | undefined,
  ): Promise<Float32Array<ArrayBuffer>> {
    const { timings, spec } = this.#context;
    const { size } = spec.image;
    const dims = [prepared.length, 3, size, size];
    return this.#encode(encoder, priority, signal, async () => {
      const input = await timings.measure('preprocess', () => this.#batch(prepared, dims));
      try {
        return await this.#timed(stage, () => encoder.run({ pixel_values: input }, prepared.length));
      } finally {
        if (input.type === 'gpu-buffer') input.data.destroy();
      }
    });
  }

  /**
   * Runs work on an encoder when its turn comes. The next job starts while this result is read back.
   *
   * @param job Runs the encoder.
   */
  async #encode<T>(
    encoder: Encoder,
    priority: Priority,
    signal: AbortSignal | undefined,
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

  /** @param stage What the time counts as, or undefined if it is part of a longer stage. */
  #timed<T>(stage: Stage | undefined, work: () => Promise<T>): Promise<T> {
    return stage ? this.#context.timings.measure(stage, work) : work();
  }

  #queueOf(encoder: Encoder): PriorityQueue {
    if (encoder.runtime === 'onnxruntime') return this.#context.queues[this.choice.backend];
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

  async #encodeTexts(
    stage: Stage | undefined,
    encoder: Encoder,
    texts: readonly number[][],
    priority: Priority,
    signal: AbortSignal | undefined,
  ): Promise<Float32Array<ArrayBuffer>> {
    const { spec } = this.#context;
    const feeds = textFeeds(texts, spec.text, encoder.inputs);
    return this.#encode(encoder, priority, signal, () =>
      this.#timed(stage, () => encoder.run(feeds, texts.length)),
    );
  }

  /** Everything that WASM's answer depends on besides the model file. */
  async #question(kind: EncoderKind, signal: AbortSignal): Promise<unknown> {
    const { spec, tokenize } = this.#context;
    const { size, mean, std } = spec.image;
    return kind === 'vision' ? [CHECK_IMAGE, size, mean, std] : tokenize(CHECK_SENTENCE, signal);
  }

  async #answer(
    kind: EncoderKind,
    encoder: Encoder,
    signal?: AbortSignal,
  ): Promise<Float32Array<ArrayBuffer>> {
    const { spec, tokenize } = this.#context;
    return kind === 'vision'
      ? this.#encodeImages(undefined, encoder, [inMemory(checkImage(spec.image.size))], 'interactive', signal)
      : this.#encodeTexts(
          undefined,
          encoder,
          [await tokenize(CHECK_SENTENCE, signal)],
          'interactive',
          signal,
        );
  }

  #loadOrFail(kind: EncoderKind, signal: AbortSignal): Promise<Encoder> {
    const message = `The browser could not load the ${NAMES[kind]} encoder. Close other tabs, or choose a smaller model.`;
    // Out of memory, browsers throw different errors.
    return orClipError('engine-failed', message, () => this.#load(kind, signal));
  }

  /** @param allowOwnKernels Whether our own kernels may run it. */
  async #load(kind: EncoderKind, signal: AbortSignal, allowOwnKernels = !this.choice.gpu): Promise<Encoder> {
    const { spec, timings } = this.#context;
    const { encoder, fingerprint } = await loadEncoder(kind, {
      context: this.#context,
      choice: this.choice,
      allowOwnKernels,
      signal,
    });
    try {
      throwIfAborted(signal);
      if (this.choice.gpu || spec.selfCheck) {
        await timings.measure('self-check', () => this.#check(kind, encoder, fingerprint, signal));
      }
      if (this.#released) throw new ClipError('engine-failed', 'web-clip stopped using the GPU. Try again.');
    } catch (error) {
      await this.#queueOf(encoder).run('interactive', () => encoder.release());
      throwIfAborted(signal);
      // onnxruntime may succeed where our own kernels fail.
      if (encoder.runtime === 'web-clip') return this.#load(kind, signal, false);
      throw error;
    }
    this.runtimes[kind] = encoder.runtime;
    this.#loaded.add(encoder);
    return encoder;
  }

  async #check(kind: EncoderKind, encoder: Encoder, fingerprint: string, signal: AbortSignal): Promise<void> {
    const { spec, crossCheck } = this.#context;
    const { backend, dtype, gpu } = this.choice;
    const answer = await this.#answer(kind, encoder, signal);
    const report = await compareWithTrusted(spec, kind, { backend, dtype }, answer, async () => {
      const key = `${fingerprint} ${JSON.stringify(await this.#question(kind, signal))}`;
      try {
        return await rememberedAnswer(key, () => crossCheck(kind, dtype, signal));
      } catch {
        throwIfAborted(signal);
        // The model may be too large for WASM's memory or lack kernels there, and still be right on the GPU.
        // `info()` says that it was not checked.
        return undefined;
      }
    });
    if (!report) return;
    this.checks[kind] = report;
    if (report.against === 'nobody' || report.cosine >= report.tolerance) return;
    const { cosine, against } = report;
    const trusted = against === 'record' ? 'the recorded answer' : 'the answer on WASM';
    throw new ClipError(
      'wrong-results',
      `${gpu ? `The GPU (${gpu.adapter})` : 'WASM'} failed the self-check of the ${NAMES[kind]} encoder: its answer has a cosine of ${cosine.toFixed(4)} with ${trusted}.${gpu ? '' : ' Use another model, dtype or browser.'}`,
    );
  }
}

const withoutStates = (model: string, file: string): ClipError =>
  new ClipError(
    'unsupported-model',
    `The text encoder of ${model} (${file}) does not output its last hidden layer, last_hidden_state. Choose a model that does, or export this one with the option --hidden-states of the export recipe.`,
  );
