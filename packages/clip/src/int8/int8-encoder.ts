import { asEmbeddings, type Encoder, type Feed } from '../engine/encoder.ts';
import type { OnnxFiles } from '../engine/onnx-files.ts';
import { ClipError } from '../errors.ts';
import { integers } from './constants.ts';
import { loadKernels } from './kernel.ts';
import { readGraph } from './onnx-graph.ts';
import { Planner } from './plan.ts';
import { Unsupported } from './shapes.ts';
import { Threads } from './threads.ts';

/** What an encoder is made of. */
export interface Int8Options {
  files: OnnxFiles;
  /** Names of what it may take: pictures, or token ids and their mask. */
  inputs: readonly string[];
  /** Names that exporters give the embedding, best first. */
  outputs: readonly string[];
  /** Length of an embedding, checked against every result. */
  dimension: number;
  /** Of what it takes: sides of a picture in pixels, or numbers of tokens, the least and the most of them. */
  takes: { size: number } | { tokens: readonly number[] };
  /** How many pictures or texts are encoded at the same time. */
  threads: number;
}

/** Buffers of a text do not always pack as well as those of the longest, of which this is a share. */
const ROOM = 1.25;

/** A plan, and what goes into its inputs. */
type Job = ReturnType<Planner['plan']>;

/** Makes the plan for one of the inputs that an encoder is fed with. */
type Prepare = (feeds: Readonly<Record<string, Feed>>, index: number, count: number) => Job;

/**
 * An encoder with dynamically quantised weights, on kernels of our own: they multiply bytes by relaxed vector
 * instructions, which onnxruntime's WASM does not, and encode in half the time. Each picture or text is quantised by its
 * own range, so that an embedding does not depend on its neighbours in the batch; each thread encodes whole ones.
 */
export class Int8Encoder implements Encoder {
  readonly runtime = 'web-clip';

  private constructor(
    readonly inputs: readonly string[],
    private readonly prepare: Prepare,
    private readonly threads: Threads,
    private readonly dimension: number,
  ) {}

  /**
   * @returns The encoder; undefined if the browser, the processor or the model are not made for it, or there is no
   *   memory.
   */
  static async load(options: Int8Options): Promise<Int8Encoder | undefined> {
    const { files, inputs, outputs, dimension, takes, threads: count } = options;
    const isShared = count > 1 && crossOriginIsolated;
    const kernels = await loadKernels(isShared);
    if (!kernels) return undefined;
    let threads: Threads | undefined;
    try {
      const graph = readGraph(files.model, (path, start, end) => {
        const file = files.externalData.find((each) => each.path === path);
        if (!file) throw new Unsupported(`external data in ${path}`);
        return file.data.subarray(start, end);
      });
      const output = outputs.find((each) => graph.outputs.includes(each));
      const isFed =
        graph.inputs.includes(inputs[0] ?? '') && graph.inputs.every((each) => inputs.includes(each));
      if (!output || !isFed) return undefined;
      const planner = new Planner(graph, output, kernels.flip);
      const samples: Job[] =
        'size' in takes
          ? [planPicture(planner, graph.inputs, takes.size)]
          : takes.tokens.map((tokens) => planTexts(planner, blank(graph.inputs, tokens), 0, 1));
      const largest = samples.reduce((most, { plan }) => Math.max(most, plan.scratch), 0);
      if (samples.some(({ plan }) => plan.output.length !== dimension)) return undefined;
      threads = new Threads(planner.weights, kernels, largest * ROOM, isShared ? count : 1, isShared);
      planner.weights.seal();
      const [first] = samples as [Job];
      const prepare: Prepare =
        'size' in takes
          ? (feeds, index, of) => ({
              plan: first.plan,
              data: [pixels(feeds, graph.inputs, index, of), ...first.data],
            })
          : (feeds, index, of) => planTexts(planner, feeds, index, of);
      // What fails does so here, and what a browser compiles when it first runs, it compiles here.
      for (const { plan, data } of samples) {
        const empty = plan.inputs.slice(data.length).map(({ length }) => new Float32Array(length));
        await threads.compute(() => ({ plan, data: [...empty, ...data] }));
      }
      return new Int8Encoder(graph.inputs, prepare, threads, dimension);
    } catch {
      threads?.end();
      // Whatever it stumbles over, onnxruntime may not, or says what is wrong with the model.
      return undefined;
    }
  }

  async run(
    feeds: Readonly<Record<string, Feed>>,
    count: number,
  ): Promise<() => Promise<Float32Array<ArrayBuffer>>> {
    const rows = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        this.threads.compute(() => this.prepare(feeds, index, count)),
      ),
    );
    const data = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
    for (const [index, row] of rows.entries()) data.set(row, index * row.length);
    return async () => asEmbeddings(data, count, this.dimension);
  }

  async release(): Promise<void> {
    this.threads.end();
  }
}

function planPicture(planner: Planner, [input = '']: readonly string[], size: number): Job {
  return planner.plan({ [input]: { dims: [1, 3, size, size] } });
}

/** One picture of a batch. */
function pixels(
  feeds: Readonly<Record<string, Feed>>,
  [input = '']: readonly string[],
  index: number,
  count: number,
): Float32Array {
  const feed = feeds[input];
  if (feed?.type !== 'float32') throw new ClipError('engine-failed', 'There are no pixels to encode.');
  const length = feed.data.length / count;
  return feed.data.subarray(index * length, (index + 1) * length);
}

/** Plans the encoding of one text of a batch. */
function planTexts(
  planner: Planner,
  feeds: Readonly<Record<string, Feed>>,
  index: number,
  count: number,
): Job {
  return planner.plan(
    Object.fromEntries(
      Object.entries(feeds).map(([name, feed]) => {
        if (feed.type !== 'int64') throw new ClipError('engine-failed', 'There are no tokens to encode.');
        const length = feed.data.length / count;
        const ids = Array.from(feed.data.subarray(index * length, (index + 1) * length), Number);
        return [name, integers(ids, [1, length])];
      }),
    ),
  );
}

/** So many tokens of a text. */
function blank(inputs: readonly string[], tokens: number): Record<string, Feed> {
  const feed = { type: 'int64', data: new BigInt64Array(tokens).fill(1n), dims: [1, tokens] } as const;
  return Object.fromEntries(inputs.map((name) => [name, feed]));
}
