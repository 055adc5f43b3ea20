import { hasRelaxedSimd } from '../capabilities.ts';
import alone from './kernel.as.ts?wasm&imported';
import relaxedAlone from './kernel.as.ts?wasm&imported&relaxed';
import relaxedShared from './kernel.as.ts?wasm&imported&relaxed&shared';
import shared from './kernel.as.ts?wasm&imported&shared';

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
    bits: number,
    to: number,
    sums: number,
  ): void;
}

const PAGE = 65_536;

/** How quantised values are multiplied: see `quantise` of quantise.as.ts. */
export interface Arithmetic {
  bits: 8 | 16;
  flip: 0 | 128;
}

/** Values of 16 bits, which every processor multiplies. */
const WIDE: Arithmetic = { bits: 16, flip: 0 };

/** The kernels, and what is best for this processor. */
export interface Kernels {
  module: WebAssembly.Module;
  arithmetic: Arithmetic;
}

/**
 * @param isShared Whether threads share the memory.
 * @returns The kernels that are best for this browser and processor.
 * @throws WebAssembly.CompileError if the browser has no vector instructions at all.
 */
export async function loadKernels(isShared: boolean): Promise<Kernels> {
  if (!hasRelaxedSimd()) return plainKernels(isShared);
  const module = await WebAssembly.compile(isShared ? relaxedShared : relaxedAlone);
  return { module, arithmetic: arithmeticOf(instanceOf(module, memoryOf(PAGE, isShared))) };
}

/**
 * @param isShared Whether threads share the memory.
 * @returns Kernels for browsers without relaxed vector instructions.
 * @throws WebAssembly.CompileError as {@link loadKernels}.
 */
export async function plainKernels(isShared: boolean): Promise<Kernels> {
  return { module: await WebAssembly.compile(isShared ? shared : alone), arithmetic: WIDE };
}

/** Products of bytes are quickest, if the processor's are of use. */
function arithmeticOf({ probe }: Kernel): Arithmetic {
  if (probe(-128, 255) === 4 * -128 * 255 && probe(127, 255) === 4 * 127 * 255) return { bits: 8, flip: 0 };
  if (probe(-128, -128) === 4 * 128 * 128 && probe(127, -1) === 4 * -127) return { bits: 8, flip: 128 };
  return WIDE;
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
