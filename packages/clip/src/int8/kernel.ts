import alone from './kernel.as.ts?wasm&relaxed';
import shared from './kernel.as.ts?wasm&relaxed&shared';

/** See products.as.ts for what these do. */
export interface Kernel {
  probe(weight: number, value: number): number;
  pack(
    from: number,
    inner: number,
    columns: number,
    rowStep: number,
    columnStep: number,
    flip: number,
    to: number,
    sums: number,
  ): void;
}

const PAGE = 65_536;

/** The kernels, and what this processor makes of bytes. */
export interface Kernels {
  module: WebAssembly.Module;
  /** As for `quantise` of products.as.ts. */
  flip: 0 | 128;
}

/**
 * @param isShared Whether threads share the memory.
 * @returns The kernels; undefined where the browser has no relaxed vector instructions
 *   (https://webassembly.org/features/), or the processor multiplies bytes in another way than is of use.
 */
export async function loadKernels(isShared: boolean): Promise<Kernels | undefined> {
  try {
    const module = await WebAssembly.compile(isShared ? shared : alone);
    const { probe } = instanceOf(module, memoryOf(PAGE, isShared));
    if (probe(-128, 255) === 4 * -128 * 255 && probe(127, 255) === 4 * 127 * 255) return { module, flip: 0 };
    if (probe(-128, -128) === 4 * 128 * 128 && probe(127, -1) === 4 * -127) return { module, flip: 128 };
  } catch {
    // The instructions are not known.
  }
  return undefined;
}

/**
 * @param bytes Its size, which stays what it is.
 * @throws RangeError if there is no memory.
 */
export function memoryOf(bytes: number, isShared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: isShared });
}

/** @returns Kernels that work on a memory. */
export const instanceOf = (module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel =>
  new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernel;
