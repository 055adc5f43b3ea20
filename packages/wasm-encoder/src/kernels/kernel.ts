import alone from './kernel.as.ts?wasm&imported';
import relaxedAlone from './kernel.as.ts?wasm&imported&relaxed';
import relaxedShared from './kernel.as.ts?wasm&imported&relaxed&shared';
import shared from './kernel.as.ts?wasm&imported&shared';
import { hasRelaxedSimd } from './wasm-features.ts';

/** The functions are documented in products.as.ts. */
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

/** How quantised values are multiplied: see `quantise` in quantise.as.ts. */
export interface Arithmetic {
  bits: 8 | 16;
  flip: 0 | 128;
}

/** 16-bit values, which every processor multiplies exactly. */
const WIDE: Arithmetic = { bits: 16, flip: 0 };

/** The kernels, and the fastest exact arithmetic on this processor. */
export interface Kernels {
  module: WebAssembly.Module;
  arithmetic: Arithmetic;
}

/**
 * @param isShared Whether threads share the memory.
 * @returns The fastest kernels for this browser and processor.
 * @throws WebAssembly.CompileError if the browser lacks WASM SIMD.
 */
export async function loadKernels(isShared: boolean): Promise<Kernels> {
  if (!hasRelaxedSimd()) return plainKernels(isShared);
  const module = await WebAssembly.compile(isShared ? relaxedShared : relaxedAlone);
  return { module, arithmetic: arithmeticOf(instanceOf(module, memoryOf(PAGE, isShared))) };
}

/**
 * @param isShared Whether threads share the memory.
 * @returns Kernels without relaxed SIMD.
 * @throws WebAssembly.CompileError as {@link loadKernels}.
 */
export async function plainKernels(isShared: boolean): Promise<Kernels> {
  return { module: await WebAssembly.compile(isShared ? shared : alone), arithmetic: WIDE };
}

/** Multiplying bytes is fastest, but only some processors do it exactly. */
function arithmeticOf({ probe }: Kernel): Arithmetic {
  if (probe(-128, 255) === 4 * -128 * 255 && probe(127, 255) === 4 * 127 * 255) return { bits: 8, flip: 0 };
  if (probe(-128, -128) === 4 * 128 * 128 && probe(127, -1) === 4 * -127) return { bits: 8, flip: 128 };
  return WIDE;
}

/**
 * @param bytes Its size, which is fixed.
 * @throws RangeError if there is not enough memory.
 */
export function memoryOf(bytes: number, isShared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE);
  return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: isShared });
}

/** @returns An instance of the kernels that works on the given memory. */
export const instanceOf = (module: WebAssembly.Module, memory: WebAssembly.Memory): Kernel =>
  new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernel;
