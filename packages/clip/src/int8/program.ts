import type { Plan } from './plan.ts';

/** Where a thread works. */
export interface Workplace {
  /** The kernels. */
  module: WebAssembly.Module;
  /** Has the weights in it, and a part for each thread. */
  memory: WebAssembly.Memory;
  /** Address of the thread's own part. */
  base: number;
}

/** Plans, ready to run in a thread's own part of the memory: the latest is kept. */
export class Program {
  readonly #kernels: Record<string, (...args: number[]) => void>;
  readonly #base: number;
  #calls: readonly (() => void)[] = [];

  constructor({ module, memory, base }: Workplace) {
    this.#kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<
      string,
      (...args: number[]) => void
    >;
    this.#base = base;
  }

  /**
   * Computes a plan of what is in its inputs.
   *
   * @param steps The plan's; undefined for those of the last one.
   */
  run(steps: Plan['steps'] | undefined): void {
    if (steps) {
      this.#calls = steps.map(({ kernel, args, relative }) => {
        const call = this.#kernels[kernel] as (...args: number[]) => void;
        const own = args.map((arg, i) => (relative[i] ? arg + this.#base : arg));
        return () => call(...own);
      });
    }
    for (const call of this.#calls) call();
  }
}
