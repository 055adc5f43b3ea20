import { asEmbeddings, type Encoder, type Feed } from '../engine/encoder.ts';
import type { OnnxFiles } from '../engine/onnx-files.ts';
import { ClipError, orClipError } from '../errors.ts';
import { instanceOf, type Kernels, loadKernels, memoryOf } from './kernel.ts';
import { aligned } from './memory-plan.ts';
import { readGraph, UINT8 } from './onnx-graph.ts';
import { type Plan, planOf } from './plan.ts';
import { Program, type ProgramOptions } from './program.ts';
import { Unsupported } from './shapes.ts';

/** What an encoder is made of. */
export interface Int8Options {
  files: OnnxFiles;
  /** Name of its input, which are pictures. */
  input: string;
  /** Names that exporters give the embedding, best first. */
  outputs: readonly string[];
  /** Length of an embedding, checked against every result. */
  dimension: number;
  /** Side of a picture, in pixels. */
  size: number;
  /** How many pictures are encoded at the same time. */
  threads: number;
}

const FAILED = 'The image encoder failed. Try again, or choose a smaller model.';

/** Encodes one picture at a time. */
interface Thread {
  /** Where the picture goes, and where its embedding is afterwards. */
  readonly input: Float32Array;
  readonly output: Float32Array;
  run(): Promise<void>;
  end(): void;
}

/**
 * An image encoder with dynamically quantised weights, on kernels of our own: they multiply bytes by relaxed vector
 * instructions, which onnxruntime's WASM does not, and encode in half the time. Each picture is quantised by its own
 * range, so that an embedding does not depend on its neighbours in the batch; each thread encodes whole pictures.
 */
export class Int8Encoder implements Encoder {
  readonly runtime = 'web-clip';
  readonly #idle: Thread[];
  readonly #waiting: ((thread: Thread) => void)[] = [];

  private constructor(
    readonly inputs: readonly string[],
    private readonly threads: readonly Thread[],
    private readonly dimension: number,
  ) {
    this.#idle = [...threads];
  }

  /**
   * @returns The encoder; undefined if the browser, the processor or the model are not made for it, or there is no
   *   memory.
   */
  static async load(options: Int8Options): Promise<Int8Encoder | undefined> {
    const { files, input, outputs, dimension, size, threads } = options;
    const isShared = threads > 1 && crossOriginIsolated;
    const kernels = await loadKernels(isShared);
    if (!kernels) return undefined;
    let started: Thread[] = [];
    try {
      const graph = readGraph(files.model, (path, start, end) => {
        const file = files.externalData.find((each) => each.path === path);
        if (!file) throw new Unsupported(`external data in ${path}`);
        return file.data.subarray(start, end);
      });
      const output = outputs.find((each) => graph.outputs.includes(each));
      if (!output || graph.inputs.length !== 1 || graph.inputs[0] !== input) return undefined;
      const plan = planOf(graph, { name: input, dims: [1, 3, size, size] }, output, kernels.flip);
      if (plan.output.length !== dimension) return undefined;
      started = await start(plan, kernels, isShared ? threads : 1, isShared);
      // An empty picture: what fails does so here, and what a browser compiles when it first runs, it compiles here.
      for (const thread of started) thread.input.fill(0);
      await Promise.all(started.map((thread) => thread.run()));
      return new Int8Encoder([input], started, dimension);
    } catch {
      for (const thread of started) thread.end();
      // Whatever it stumbles over, onnxruntime may not, or says what is wrong with the model.
      return undefined;
    }
  }

  async run(
    feeds: Readonly<Record<string, Feed>>,
    count: number,
  ): Promise<() => Promise<Float32Array<ArrayBuffer>>> {
    const feed = feeds[this.inputs[0] as string];
    if (feed?.type !== 'float32') throw new ClipError('engine-failed', 'There are no pixels to encode.');
    const length = feed.data.length / count;
    const rows: Float32Array[] = new Array(count);
    const encode = async (index: number): Promise<void> => {
      const thread =
        this.#idle.pop() ?? (await new Promise<Thread>((resolve) => this.#waiting.push(resolve)));
      try {
        thread.input.set(feed.data.subarray(index * length, (index + 1) * length));
        await orClipError('engine-failed', FAILED, () => thread.run());
        rows[index] = thread.output.slice();
      } finally {
        const next = this.#waiting.shift();
        if (next) next(thread);
        else this.#idle.push(thread);
      }
    };
    await Promise.all(Array.from({ length: count }, (_, index) => encode(index)));
    const data = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
    for (const [index, row] of rows.entries()) data.set(row, index * row.length);
    return async () => asEmbeddings(data, count, this.dimension);
  }

  async release(): Promise<void> {
    for (const thread of this.threads) thread.end();
  }
}

/** Brings the weights into memory, and starts threads that share them. */
async function start(plan: Plan, { module }: Kernels, count: number, isShared: boolean): Promise<Thread[]> {
  const scratch = aligned(plan.scratch);
  const largest = Math.max(
    0,
    ...plan.fills.map((fill) => ('tensor' in fill ? fill.inner * fill.columns : 0)),
  );
  const memory = memoryOf(plan.weights + Math.max(count * scratch, largest), isShared);
  fill(plan, module, memory);
  const { steps, input, output } = plan;
  const options = Array.from({ length: count }, (_, i) => ({
    module,
    memory,
    plan: { steps, input, output },
    base: plan.weights + i * scratch,
  }));
  if (!isShared) return options.map(startHere);
  const started = await Promise.allSettled(options.map(startWorker));
  const threads = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (threads.length === count) return threads;
  for (const thread of threads) thread.end();
  throw new Unsupported('a browser that starts no threads');
}

function fill({ fills, weights }: Plan, module: WebAssembly.Module, memory: WebAssembly.Memory): void {
  const { pack } = instanceOf(module, memory);
  for (const fill of fills) {
    if ('tensor' in fill) {
      const { at, sums, tensor, inner, columns, steps } = fill;
      const bytes = tensor.read();
      if (bytes.length !== inner * columns) throw new Unsupported('weights with too few numbers');
      new Uint8Array(memory.buffer, weights).set(bytes);
      pack(weights, inner, columns, ...steps, tensor.type === UINT8 ? 128 : 0, at, sums);
      continue;
    }
    const { at, transposed } = fill;
    const floats = fill.floats();
    const to = new Float32Array(memory.buffer, at, floats.length);
    if (!transposed) {
      to.set(floats);
      continue;
    }
    const { rows, columns } = transposed;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++)
        to[column * rows + row] = floats[row * columns + column] as number;
    }
  }
}

/** For pages that may not share memory. */
function startHere(options: ProgramOptions): Thread {
  const program = new Program(options);
  return {
    ...Program.placesOf(options),
    run: async () => {
      program.run();
      // Others have their turn between two pictures.
      await new Promise((resolve) => setTimeout(resolve));
    },
    end: () => undefined,
  };
}

async function startWorker(options: ProgramOptions): Promise<Thread> {
  const worker = new Worker(new URL('./encoder-thread.ts', import.meta.url), {
    type: 'module',
    name: 'web-clip encoder',
  });
  const answer = (message?: ProgramOptions): Promise<void> =>
    new Promise((resolve, reject) => {
      worker.onmessage = () => resolve();
      worker.onerror = (event) => {
        // Else it counts as the failure of this worker as well.
        event.preventDefault();
        reject(new WebAssembly.RuntimeError(event.message));
      };
      worker.postMessage(message);
    });
  try {
    await answer(options);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return { ...Program.placesOf(options), run: () => answer(), end: () => worker.terminate() };
}
