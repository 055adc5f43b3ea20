import { asClipError, ClipError, orClipError, throwIfAborted } from '@web-clip/calls';
import { fromHalf, toHalf } from '@web-clip/wasm-encoder/onnx';
import { asEmbeddings, asStates, type Encoder, type Feed, type TextStates } from './encoder.ts';
import { GpuHalves } from './gpu-halves.ts';
import type { OnnxFiles } from './onnx-files.ts';
import type { Ort } from './ort.ts';

type Session = Awaited<ReturnType<Ort['InferenceSession']['create']>>;
type Tensor = InstanceType<Ort['Tensor']>;

export interface OrtEncoderOptions {
  ort: Ort;
  /** The device it runs on, or undefined for WASM. */
  gpu: GPUDevice | undefined;
  /** The ONNX file's URL, for messages. */
  url: string;
  files: OnnxFiles;
  /** Names of its inputs. Only the first is required. */
  inputs: readonly string[];
  /**
   * For each output, the names that exporters give it, in order of preference. The first output is the embedding. The
   * model may lack the others.
   */
  outputs: readonly (readonly string[])[];
  /** Length of an embedding. Every result is checked against it. */
  dimension: number;
  /** Runs a job while no session runs, because onnxruntime-web creates and runs sessions one at a time. */
  alone: <T>(job: () => Promise<T>) => Promise<T>;
  signal: AbortSignal;
}

/** An encoder that onnxruntime runs. */
export class OrtEncoder implements Encoder {
  readonly runtime = 'onnxruntime';
  /** Results that are being read back. */
  readonly #reading = new Set<Promise<Float32Array<ArrayBuffer>>>();

  readonly #gpuHalves: GpuHalves | undefined;
  /**
   * Inputs of type float16, which some exporters of fp16 files use:
   * https://github.com/huggingface/transformers.js/issues/1447
   */
  readonly #halfInputs: ReadonlySet<string>;
  readonly #ort: Ort;
  readonly #session: Session;
  readonly #dimension: number;

  private constructor(
    ort: Ort,
    session: Session,
    readonly outputs: readonly string[],
    dimension: number,
    gpu: GPUDevice | undefined,
  ) {
    this.#ort = ort;
    this.#session = session;
    this.#dimension = dimension;
    const halves = session.inputMetadata.filter((input) => input.isTensor && input.type === 'float16');
    this.#halfInputs = new Set(halves.map(({ name }) => name));
    this.#gpuHalves = gpu && halves.length > 0 ? new GpuHalves(gpu) : undefined;
  }

  /**
   * Creates an encoder's session.
   *
   * @throws ClipError `invalid-model` or `engine-failed`, or the signal's reason.
   */
  static async load(options: OrtEncoderOptions): Promise<OrtEncoder> {
    const { ort, gpu, url, files, inputs, dimension, alone, signal } = options;
    const { model, externalData } = files;
    let session: Session;
    try {
      session = await alone(() =>
        ort.InferenceSession.create(model, {
          externalData,
          executionProviders: [gpu ? { name: 'webgpu', device: gpu } : 'wasm'],
          ...(gpu && { preferredOutputLocation: 'gpu-buffer' }),
        }),
      );
    } catch (error) {
      throw asClipError(
        error,
        'engine-failed',
        `onnxruntime could not load ${url}. Try another dtype or device.`,
      );
    }
    const [embedding, ...others] = options.outputs.map((names) =>
      names.find((name) => session.outputNames.includes(name)),
    );
    const isFed =
      session.inputNames.includes(inputs[0] ?? '') &&
      session.inputNames.every((name) => inputs.includes(name));
    if (signal.aborted || !embedding || !isFed) await alone(() => session.release());
    throwIfAborted(signal);
    if (!isFed) {
      throw new ClipError(
        'invalid-model',
        `${url} expects the inputs ${session.inputNames.join(', ')}, but web-clip provides ${inputs.join(' and ')}. Choose another model.`,
      );
    }
    if (!embedding) {
      throw new ClipError(
        'invalid-model',
        `${url} has the outputs ${session.outputNames.join(', ')}, but web-clip needs ${options.outputs[0]?.[0]}. Choose another model.`,
      );
    }
    const outputs = [embedding, ...others.filter((name) => name !== undefined)];
    return new OrtEncoder(ort, session, outputs, dimension, gpu);
  }

  async release(): Promise<void> {
    await Promise.allSettled(this.#reading);
    await this.#session.release();
  }

  get inputs(): readonly string[] {
    return this.#session.inputNames;
  }

  async run(
    feeds: Readonly<Record<string, Feed>>,
    count: number,
  ): Promise<() => Promise<Float32Array<ArrayBuffer>>> {
    const results = await this.#run(feeds, 1);
    return async () => {
      const [data] = await results();
      return asEmbeddings(data as Float32Array<ArrayBuffer>, count, this.#dimension);
    };
  }

  async runForStates(
    feeds: Readonly<Record<string, Feed>>,
    count: number,
  ): Promise<() => Promise<TextStates>> {
    const results = await this.#run(feeds, 2);
    return async () => asStates(await results(), count, this.#dimension);
  }

  /** @param wanted How many of the outputs to compute, from the first. */
  async #run(
    feeds: Readonly<Record<string, Feed>>,
    wanted: number,
  ): Promise<() => Promise<Float32Array<ArrayBuffer>[]>> {
    const outputs = this.outputs.slice(0, wanted);
    const spent: GPUBuffer[] = [];
    const tensors = Object.entries(feeds).map(
      ([name, feed]) =>
        [name, this.#halfInputs.has(name) ? this.#halves(feed, spent) : this.#tensor(feed)] as const,
    );
    const results = await running(() => this.#session.run(Object.fromEntries(tensors), outputs)).finally(
      () => {
        for (const buffer of spent) buffer.destroy();
      },
    );
    const reads = outputs.map(async (name) => {
      const result = results[name] as Tensor;
      if (result.location === 'gpu-buffer') return () => this.#read(result);
      // On WASM, copy at once: the tensor may be a view of the heap, which moves when it grows.
      const values = await copyOf(result);
      return async () => values;
    });
    const ready = await Promise.all(reads);
    return () => Promise.all(ready.map((read) => read()));
  }

  #read(result: Tensor): Promise<Float32Array<ArrayBuffer>> {
    const reading = copyOf(result).finally(() => this.#reading.delete(reading));
    this.#reading.add(reading);
    return reading;
  }

  #tensor({ type, data, dims }: Feed): Tensor {
    const { Tensor } = this.#ort;
    if (type === 'float32') return new Tensor(type, data, dims);
    if (type === 'int64') return new Tensor(type, data, dims);
    return Tensor.fromGpuBuffer(data, { dataType: 'float32', dims });
  }

  /** @param spent Collects buffers to destroy after the encoder has run. */
  #halves(feed: Feed, spent: GPUBuffer[]): Tensor {
    const { Tensor } = this.#ort;
    const { type, data, dims } = feed;
    if (type === 'float32') return new Tensor('float16', toHalf(data), dims);
    if (type === 'int64' || !this.#gpuHalves) return this.#tensor(feed);
    const halves = this.#gpuHalves.of(data);
    spent.push(halves);
    return Tensor.fromGpuBuffer(halves, { dataType: 'float16', dims });
  }
}

const copyOf = (tensor: Tensor): Promise<Float32Array<ArrayBuffer>> =>
  running(async () => {
    const data = floatsOf(await tensor.getData());
    tensor.dispose();
    return data;
  });

/** @returns A copy. Half precision comes as a Float16Array, or as its bits if the browser lacks that type. */
function floatsOf(data: Tensor['data']): Float32Array<ArrayBuffer> {
  return data instanceof Uint16Array ? fromHalf(data) : new Float32Array(data as Float32Array);
}

const running = <T>(work: () => Promise<T>): Promise<T> =>
  orClipError('engine-failed', 'onnxruntime could not run the model. Try another dtype or device.', work);
