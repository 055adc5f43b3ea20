import type { Plan } from '../plan/plan.ts';

/** The kernels and memory of one thread. */
export interface Workplace {
  module: WebAssembly.Module;
  /** Holds the weights and one area for each thread. */
  memory: WebAssembly.Memory;
  /** Address of the thread's own area. */
  base: number;
}

/** Runs plans in a thread's own area of the memory. The latest plan is kept. */
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
   * Runs a plan on its inputs.
   *
   * @param steps The plan's steps; undefined to run the last plan again.
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
