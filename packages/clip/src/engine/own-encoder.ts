import { ClipError } from '@web-clip/calls';
import { type Feed as MemoryFeed, WasmEncoder, type WasmEncoderOptions } from '@web-clip/wasm-encoder';
import { asEmbeddings, asStates, type Encoder, type Feed, type TextStates } from './encoder.ts';

/** An encoder that runs on our own WASM kernels. */
export class OwnEncoder implements Encoder {
  readonly runtime = 'web-clip';
  readonly #encoder: WasmEncoder;
  readonly #dimension: number;

  private constructor(encoder: WasmEncoder, dimension: number) {
    this.#encoder = encoder;
    this.#dimension = dimension;
  }

  /**
   * @param kernelsFor Loads the kernels. Its argument says whether they must share memory.
   * @returns The encoder; undefined if our kernels cannot compute the model or memory runs out.
   */
  static async load(
    options: WasmEncoderOptions,
    kernelsFor?: Parameters<typeof WasmEncoder.load>[1],
  ): Promise<OwnEncoder | undefined> {
    const encoder = await WasmEncoder.load(options, kernelsFor);
    return encoder && new OwnEncoder(encoder, options.dimension);
  }

  get inputs(): readonly string[] {
    return this.#encoder.inputs;
  }

  get outputs(): readonly string[] {
    return this.#encoder.outputs;
  }

  async run(
    feeds: Readonly<Record<string, Feed>>,
    count: number,
  ): Promise<() => Promise<Float32Array<ArrayBuffer>>> {
    const [data] = await this.#encoder.run(inMemory(feeds), count);
    return async () => asEmbeddings(data as Float32Array<ArrayBuffer>, count, this.#dimension);
  }

  async runForStates(
    feeds: Readonly<Record<string, Feed>>,
    count: number,
  ): Promise<() => Promise<TextStates>> {
    const outputs = await this.#encoder.run(inMemory(feeds), count, 2);
    return async () => asStates(outputs, count, this.#dimension);
  }

  async release(): Promise<void> {
    this.#encoder.release();
  }
}

function inMemory(feeds: Readonly<Record<string, Feed>>): Record<string, MemoryFeed> {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, feed]) => {
      if (feed.type !== 'gpu-buffer') return [name, feed];
      throw new ClipError(
        'engine-failed',
        `The input ${name} is on the GPU, where the WASM kernels cannot read it.`,
      );
    }),
  );
}
