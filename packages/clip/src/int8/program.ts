import type { Plan } from './plan.ts';

/** What a thread needs to compute a plan. */
export interface ProgramOptions {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  plan: Pick<Plan, 'steps' | 'input' | 'output'>;
  /** Address of the thread's own memory. */
  base: number;
}

/** A plan, ready to run in memory of its own. */
export class Program {
  readonly #calls: readonly (() => void)[];

  constructor({ module, memory, plan, base }: ProgramOptions) {
    const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<
      string,
      (...args: number[]) => void
    >;
    this.#calls = plan.steps.map(({ kernel, args, relative }) => {
      const call = kernels[kernel] as (...args: number[]) => void;
      const own = args.map((arg, i) => (relative[i] ? arg + base : arg));
      return () => call(...own);
    });
  }

  /** @returns Where a picture goes before {@link run}, and its embedding is afterwards. */
  static placesOf({ memory, plan, base }: ProgramOptions): { input: Float32Array; output: Float32Array } {
    const view = ({ at, length }: { at: number; length: number }) =>
      new Float32Array(memory.buffer, base + at, length);
    return { input: view(plan.input), output: view(plan.output) };
  }

  /** Encodes the picture. */
  run(): void {
    for (const call of this.#calls) call();
  }
}
