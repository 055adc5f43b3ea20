import { ClipError, orClipError, type Priority, SharedPromise, throwIfAborted } from '@web-clip/calls';
import type { DownloadOptions } from '@web-clip/weights';
import type { EncoderInput } from '../image/encoder-input.ts';
import type { Resizable } from '../image/resample/resize.ts';
import { filesOf } from '../models/resolve.ts';
import type { Dtype } from '../models/spec.ts';
import { type BackendChoice, chooseBackend } from './backend.ts';
import type { Backend } from './dtypes.ts';
import type { Encoder, EncoderRuntime, TextStates } from './encoder.ts';
import { EncoderRuns } from './encoder-runs.ts';
import { loadEncoder, storeEncoder } from './load-encoder.ts';
import type { RuntimeContext } from './runtime-context.ts';
import {
  CHECK_IMAGE,
  CHECK_SENTENCE,
  type CheckReport,
  compareWithTrusted,
  type EncoderKind,
  rememberedAnswer,
} from './self-check.ts';

/** What users call the encoders. */
const NAMES: Record<EncoderKind, string> = { vision: 'image', text: 'text' };

/** The encoders of one model on one backend. */
export class Runtime {
  readonly #encoders: Record<EncoderKind, SharedPromise<Encoder>> = {
    vision: new SharedPromise((signal) => this.#loadOrFail('vision', signal)),
    text: new SharedPromise((signal) => this.#loadOrFail('text', signal)),
  };
  readonly #loaded = new Set<Encoder>();
  #released = false;
  /** What runs each loaded encoder. */
  readonly runtimes: { [Kind in EncoderKind]?: EncoderRuntime } = {};
  /** Self-check results of the loaded encoders. */
  readonly checks: { [Kind in EncoderKind]?: CheckReport } = {};
  readonly #context: RuntimeContext;
  readonly #runs: EncoderRuns;

  private constructor(
    context: RuntimeContext,
    /** Where the encoders run, and why. */
    readonly choice: BackendChoice,
  ) {
    this.#context = context;
    this.#runs = new EncoderRuns(context, choice);
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
  prepare(image: Resizable): Promise<EncoderInput> {
    return this.#runs.prepare(image);
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
    const encoder = await this.load('vision', signal);
    return this.#runs.encodeImages(encoder, prepared, { priority, signal, stage: 'encode-image' });
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
    const encoder = await this.load('text', signal);
    return this.#runs.encodeTexts(encoder, ids, { priority, signal, stage: 'encode-text' });
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
    const encoder = await this.load('text', signal);
    return this.#runs.encodeTextStates(encoder, ids, { priority, signal, stage: 'encode-text' });
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
    return this.#runs.answer(kind, await this.load(kind));
  }

  /**
   * Frees the encoders' memory once nobody waits for them. The GPU device stays, because images that were
   * prepared on it may still be read.
   */
  async release(): Promise<void> {
    this.#released = true;
    for (const encoder of this.#loaded) await this.#runs.release(encoder, 'background');
  }

  /** Everything that WASM's answer depends on besides the model file. */
  async #question(kind: EncoderKind, signal: AbortSignal): Promise<unknown> {
    const { spec, tokenize } = this.#context;
    const { size, mean, std } = spec.image;
    return kind === 'vision' ? [CHECK_IMAGE, size, mean, std] : tokenize(CHECK_SENTENCE, signal);
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
      await this.#runs.release(encoder, 'interactive');
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
    const answer = await this.#runs.answer(kind, encoder, signal);
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
