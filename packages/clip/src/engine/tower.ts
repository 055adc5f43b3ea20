import { asClipError, ClipError, throwIfAborted } from '../errors.ts';
import { normaliseRows } from '../scoring/embeddings.ts';
import { type DownloadOptions, ensureModel, fileBytes } from '../weights/weights.ts';
import type { Ort } from './ort.ts';
import type { Timings } from './timings.ts';

type Session = Awaited<ReturnType<Ort['InferenceSession']['create']>>;
type SessionOptions = NonNullable<Parameters<Ort['InferenceSession']['create']>[1]>;
type Feeds = Parameters<Session['run']>[0];

/** What a tower is made of. */
export interface TowerOptions extends DownloadOptions {
  ort: Ort;
  executionProviders: NonNullable<SessionOptions['executionProviders']>;
  /** The ONNX file. */
  url: string;
  /** Names that exporters give the embedding, best first. */
  outputs: readonly string[];
  /** Length of an embedding, checked against every result. */
  dimension: number;
  timings: Timings;
  /** Runs a job while no session runs: onnxruntime-web makes a session and runs sessions one at a time. */
  alone: <T>(job: () => Promise<T>) => Promise<T>;
  signal: AbortSignal;
}

/** One of the two encoders: an ONNX session whose output is an embedding a row. */
export class Tower {
  private constructor(
    private readonly session: Session,
    private readonly output: string,
    private readonly dimension: number,
  ) {}

  /**
   * Fetches an encoder, with the external data that it names, and makes its session.
   *
   * @throws ClipError `invalid-model`, `engine-failed`, and those of {@link fileBytes}.
   */
  static async load(options: TowerOptions): Promise<Tower> {
    const { ort, executionProviders, url, outputs, dimension, timings, alone, signal } = options;
    const [model, externalData] = await timings.measure('download', async () => {
      const external = [];
      for (const path of await ensureModel(url, options)) {
        external.push({ path, data: await fileBytes(new URL(path, url).href, options) });
      }
      return [await fileBytes(url, options), external];
    });
    const session = await timings.measure('load', async () => {
      try {
        return await alone(() => ort.InferenceSession.create(model, { executionProviders, externalData }));
      } catch (error) {
        throw asClipError(
          error,
          'engine-failed',
          `onnxruntime could not load ${url}. Try another dtype or device.`,
        );
      }
    });
    if (signal.aborted) await session.release();
    throwIfAborted(signal);
    const output = outputs.find((name) => session.outputNames.includes(name));
    if (!output) {
      throw new ClipError(
        'invalid-model',
        `${url} gives ${session.outputNames.join(', ')}, and no ${outputs[0]}. Choose another model.`,
      );
    }
    return new Tower(session, output, dimension);
  }

  /** Names of the inputs that the encoder takes. */
  get inputs(): readonly string[] {
    return this.session.inputNames;
  }

  /**
   * @param feeds Input tensors by name, `count` rows each.
   * @param count Number of rows.
   * @returns `count * dimension` values; every row has length 1.
   * @throws ClipError `engine-failed`, or `invalid-model` if the embedding has another length than the spec says.
   */
  async run(feeds: Feeds, count: number): Promise<Float32Array<ArrayBuffer>> {
    let data: Float32Array<ArrayBuffer>;
    try {
      const results = await this.session.run(feeds, [this.output]);
      // A copy: the tensor may view the WASM heap, which moves when it grows.
      data = new Float32Array((await results[this.output]?.getData()) as Float32Array);
      results[this.output]?.dispose();
    } catch (error) {
      throw asClipError(
        error,
        'engine-failed',
        'onnxruntime could not run the model. Try another dtype or device.',
      );
    }
    if (data.length !== count * this.dimension) {
      throw new ClipError(
        'invalid-model',
        `The model gives embeddings of ${data.length / count} values where its spec says ${this.dimension}.`,
      );
    }
    normaliseRows(data, this.dimension);
    if (data.some(Number.isNaN)) {
      throw new ClipError(
        'engine-failed',
        'The model gave values that are no numbers. Try another dtype or device.',
      );
    }
    return data;
  }
}
