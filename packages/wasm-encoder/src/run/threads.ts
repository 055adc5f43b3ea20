import { ClipError, messagesHandled, newWorker, orClipError } from '@web-clip/calls';
import { UINT8 } from '../graph/onnx-graph.ts';
import { Unsupported } from '../graph/shapes.ts';
import { instanceOf, type Kernels, memoryOf } from '../kernels/kernel.ts';
import { aligned, type Place, type Plan } from '../plan/plan.ts';
import type { WeightLayout } from '../plan/weight-layout.ts';
import threadUrl from './encoder-thread.ts?worker&url';
import type { Job } from './plans.ts';
import { Program, type Workplace } from './program.ts';

const FAILED = 'An encoder failed. Try again, or choose a smaller model.';

/** Computes one plan at a time. */
interface Thread {
  /** @param steps The plan's steps; undefined to run the last plan again. */
  run(steps: Plan['steps'] | undefined): Promise<void>;
  end(): void;
}

/**
 * Threads that share the weights and have their own working memory. They start when there is work for them.
 */
export class Threads {
  readonly #workplaces: Workplace[];
  readonly #threads = new Map<Thread, Workplace>();
  readonly #idle: Thread[] = [];
  readonly #waiting: (() => void)[] = [];
  /** The plan that each thread ran last. */
  readonly #latest = new WeakMap<Thread, Plan>();
  readonly #memory: WebAssembly.Memory;
  #ended = false;
  readonly #scratch: number;
  readonly #isShared: boolean;

  /**
   * Copies the weights into memory.
   *
   * @param scratch Most bytes that a plan may need besides the weights.
   * @param count Maximum number of threads.
   * @param isShared Whether the threads are workers. If not, the only thread computes in this one.
   * @throws Unsupported if the weights are malformed; RangeError if there is not enough memory.
   */
  constructor(weights: WeightLayout, { module }: Kernels, scratch: number, count: number, isShared: boolean) {
    this.#scratch = scratch;
    this.#isShared = isShared;
    const step = aligned(scratch);
    const largest = Math.max(
      0,
      ...weights.fills.map((fill) => ('tensor' in fill ? fill.inner * fill.columns : 0)),
    );
    this.#memory = memoryOf(weights.bytes + Math.max(count * step, largest), isShared);
    bring(weights, module, this.#memory);
    this.#workplaces = Array.from({ length: count }, (_, i) => ({
      module,
      memory: this.#memory,
      base: weights.bytes + i * step,
    }));
  }

  /**
   * Computes a plan as soon as a thread is free.
   *
   * @param prepare Called then, to make the plan and its input data.
   * @param count How many of the plan's outputs to return, from the first.
   * @returns The outputs.
   * @throws ClipError `engine-failed`.
   */
  compute(prepare: () => Job, count = 1): Promise<Float32Array<ArrayBuffer>[]> {
    return orClipError('engine-failed', FAILED, async () => {
      try {
        return await this.#computeOn(await this.#free(), prepare, count);
      } finally {
        this.#waiting.shift()?.();
      }
    });
  }

  async #computeOn(thread: Thread, prepare: () => Job, count: number): Promise<Float32Array<ArrayBuffer>[]> {
    let isWell = true;
    try {
      const { plan, data } = prepare();
      if (plan.scratch > this.#scratch)
        throw new Unsupported('a plan that needs more memory than was reserved');
      for (const [i, values] of data.entries()) this.#view(thread, plan.inputs[i] as Place).set(values);
      // A thread that fails is in an unknown state: discard it and start a new one.
      isWell = false;
      await thread.run(this.#latest.get(thread) === plan ? undefined : plan.steps);
      isWell = true;
      this.#latest.set(thread, plan);
      return plan.outputs.slice(0, count).map((place) => this.#view(thread, place).slice());
    } finally {
      if (isWell) this.#idle.push(thread);
      else this.#discard(thread);
    }
  }

  /** Ends all threads and abandons what they compute. */
  end(): void {
    this.#ended = true;
    for (const thread of this.#threads.keys()) thread.end();
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #free(): Promise<Thread> {
    for (;;) {
      if (this.#ended) throw new ClipError('engine-failed', FAILED);
      const idle = this.#idle.pop();
      if (idle) return idle;
      const workplace = this.#workplaces.pop();
      if (workplace) {
        const started = await this.#start(workplace);
        if (started) return started;
      } else {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    }
  }

  /** Starts a thread. If that fails while others run, continues without it. */
  async #start(workplace: Workplace): Promise<Thread | undefined> {
    try {
      const thread = this.#isShared ? await startWorker(workplace) : startHere(workplace);
      this.#threads.set(thread, workplace);
      if (!this.#ended) return thread;
      thread.end();
      return undefined;
    } catch (error) {
      if (this.#threads.size > 0) return undefined;
      this.#workplaces.push(workplace);
      throw error;
    }
  }

  #discard(thread: Thread): void {
    thread.end();
    this.#workplaces.push(this.#threads.get(thread) as Workplace);
    this.#threads.delete(thread);
  }

  #view(thread: Thread, { at, length }: Place): Float32Array {
    const { base } = this.#threads.get(thread) as Workplace;
    return new Float32Array(this.#memory.buffer, base + at, length);
  }
}

function bring({ fills, bytes }: WeightLayout, module: WebAssembly.Module, memory: WebAssembly.Memory): void {
  const { pack } = instanceOf(module, memory);
  for (const fill of fills) {
    if ('tensor' in fill) {
      const { at, sums, tensor, inner, columns, steps, bits } = fill;
      const integers = tensor.read();
      if (integers.length !== inner * columns) throw new Unsupported('weights with too few numbers');
      new Uint8Array(memory.buffer, bytes).set(integers);
      pack(bytes, inner, columns, ...steps, tensor.type === UINT8 ? 128 : 0, bits, at, sums);
      continue;
    }
    fill.write(new Float32Array(memory.buffer, fill.at, fill.length));
  }
}

/** Computes in this thread, because the page may not share memory. */
function startHere(workplace: Workplace): Thread {
  const program = new Program(workplace);
  return {
    run: async (steps) => {
      program.run(steps);
      // Lets other messages be handled between two inputs.
      await messagesHandled();
    },
    end: () => undefined,
  };
}

async function startWorker(workplace: Workplace): Promise<Thread> {
  const worker = newWorker(threadUrl, 'web-clip encoder');
  const answer = (message: Workplace | Plan['steps'] | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      worker.onmessage = () => resolve();
      worker.onerror = (event) => {
        // Otherwise the error would also be reported as one of this worker.
        event.preventDefault();
        reject(new WebAssembly.RuntimeError(event.message));
      };
      worker.postMessage(message);
    });
  try {
    await answer(workplace);
  } catch (error) {
    worker.terminate();
    throw error;
  }
  return { run: answer, end: () => worker.terminate() };
}
