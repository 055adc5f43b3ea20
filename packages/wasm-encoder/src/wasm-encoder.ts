import { readGraph } from './graph/onnx-graph.ts';
import { Unsupported } from './graph/shapes.ts';
import { type Kernels, loadKernels } from './kernels/kernel.ts';
import { canShareMemory } from './kernels/wasm-features.ts';
import { Planner } from './plan/planner.ts';
import { ImagePlans } from './run/image-plans.ts';
import type { Feed, Plans } from './run/plans.ts';
import { TextPlans } from './run/text-plans.ts';
import { Threads } from './run/threads.ts';

/** What an encoder needs to load. */
export interface WasmEncoderOptions {
  /** The model, and its external data files by the paths that the model refers to them by. */
  files: {
    model: Uint8Array<ArrayBuffer>;
    externalData: readonly { path: string; data: Uint8Array<ArrayBuffer> }[];
  };
  /** Names of the inputs it may have: images, or token ids and their mask. */
  inputs: readonly string[];
  /**
   * For each output to compute, the names that exporters give it, in order of preference. The first output is the
   * embedding. A model may lack the others.
   */
  outputs: readonly (readonly string[])[];
  /** Length of an embedding. A model with another one is not loaded. */
  dimension: number;
  /** Input size: the side of an image in pixels, or the fewest and the most tokens. */
  takes: { size: number } | { tokens: readonly number[] };
  /** How many images or texts are encoded in parallel. */
  threads: number;
}

/**
 * Memory headroom for texts, as a factor. The buffers of a shorter text may pack worse than those of the
 * longest.
 */
const ROOM = 1.25;

/**
 * A dynamically quantised encoder that runs on our own kernels. They multiply bytes with relaxed SIMD where
 * the processor does that exactly, in half the time of onnxruntime's WASM.
 *
 * Each image or text is quantised by its own range, so an embedding does not depend on its neighbours in the
 * batch. Each thread encodes whole images or texts.
 *
 * Small weight-only quantised models run on these kernels too, in floats.
 */
export class WasmEncoder {
  readonly #plans: Plans;
  readonly #threads: Threads;

  private constructor(
    /** Names of its inputs. */
    readonly inputs: readonly string[],
    /** Names of the outputs that it computes, the embedding first. */
    readonly outputs: readonly string[],
    plans: Plans,
    threads: Threads,
  ) {
    this.#plans = plans;
    this.#threads = threads;
  }

  /**
   * @param kernelsFor Loads the kernels. Its argument says whether they must share memory.
   * @returns The encoder; undefined if the kernels cannot compute the model or memory runs out.
   */
  static async load(options: WasmEncoderOptions, kernelsFor = loadKernels): Promise<WasmEncoder | undefined> {
    const isShared = options.threads > 1 && canShareMemory();
    let threads: Threads | undefined;
    try {
      const kernels = await kernelsFor(isShared);
      const { planner, plans, inputs, outputs } = planned(options, kernels);
      const { samples } = plans;
      const largest = samples.reduce((most, { plan }) => Math.max(most, plan.scratch), 0);
      const scratch = samples.length > 1 ? largest * ROOM : largest;
      threads = new Threads(planner.weights, kernels, scratch, isShared ? options.threads : 1, isShared);
      planner.weights.seal();
      // Trial runs: failures surface now, and the browser compiles now what it would compile on first use.
      for (const sample of samples) await threads.compute(() => sample);
      return new WasmEncoder(inputs, outputs, plans, threads);
    } catch {
      threads?.end();
      // Fall back to onnxruntime: it may load the model, or explain what is wrong with it.
      return undefined;
    }
  }

  /** @returns Whether the kernels can compute the model if there is enough memory. Reads only a few weights. */
  static async supports(options: WasmEncoderOptions): Promise<boolean> {
    try {
      planned(options, await loadKernels(false));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Runs the encoder.
   *
   * @param feeds Inputs by name, each with `count` rows.
   * @param count Number of images or texts.
   * @param wanted How many of {@link outputs} to return, from the first.
   * @returns Each output, row by row, as the model gives it. The embeddings are `count * dimension` values.
   * @throws ClipError `engine-failed`.
   */
  async run(
    feeds: Readonly<Record<string, Feed>>,
    count: number,
    wanted = 1,
  ): Promise<Float32Array<ArrayBuffer>[]> {
    const rows = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        this.#threads.compute(() => this.#plans.job(feeds, index, count), wanted),
      ),
    );
    return this.outputs
      .slice(0, wanted)
      .map((_, output) => joined(rows.map((row) => row[output] as Float32Array)));
  }

  /** Ends its threads and frees its memory. Must not be called while it runs. */
  release(): void {
    this.#threads.end();
  }
}

function joined(rows: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const data = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  for (const [index, row] of rows.entries()) data.set(row, index * row.length);
  return data;
}

/**
 * Plans the smallest and the largest input of a model.
 *
 * @throws Unsupported if the kernels cannot compute it; ClipError if it is not a model.
 */
function planned({ files, inputs, outputs, dimension, takes }: WasmEncoderOptions, kernels: Kernels) {
  const graph = readGraph(files.model, (path, start, end) => {
    const file = files.externalData.find((each) => each.path === path);
    if (!file) throw new Unsupported(`external data in ${path}`);
    return file.data.subarray(start, end);
  });
  const [embedding, ...others] = outputs.map((names) => names.find((each) => graph.outputs.includes(each)));
  const isFed = graph.inputs.includes(inputs[0] ?? '') && graph.inputs.every((each) => inputs.includes(each));
  if (!embedding || !isFed) throw new Unsupported('these inputs and outputs');
  const known = [embedding, ...others.filter((name) => name !== undefined)];
  const planner = new Planner(graph, known, kernels.arithmetic);
  const plans: Plans =
    'size' in takes
      ? new ImagePlans(planner, inputs[0] as string, takes.size)
      : new TextPlans(planner, graph.inputs, takes.tokens);
  if (plans.samples.some(({ plan }) => plan.outputs[0]?.length !== dimension))
    throw new Unsupported('an embedding of another length');
  return { planner, plans, inputs: graph.inputs, outputs: known };
}
