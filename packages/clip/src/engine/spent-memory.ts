import { ClipError } from '@web-clip/calls';

/**
 * The errors of onnxruntime when WASM's memory has reached its limit (4 GB, or what the browser allows), and
 * of browsers that have no memory left for a model file. After a trap or an abort, the state of WASM's memory
 * is unknown as well.
 */
const SPENT = /bad_alloc|out of memory|allocation failed/i;

/**
 * Detects that WASM's memory is used up or damaged. It never shrinks
 * (https://github.com/microsoft/onnxruntime/issues/21673), so everything computed next would fail too. Only a
 * new worker helps.
 *
 * @param error The error of an encoder on WASM.
 * @returns The error to throw instead; undefined if the memory is fine.
 */
export function spentMemory({ cause }: ClipError): ClipError | undefined {
  if (!(cause instanceof WebAssembly.RuntimeError) && !(cause instanceof Error && SPENT.test(cause.message)))
    return undefined;
  return new ClipError(
    'engine-failed',
    'The browser has no memory left for this model. Close other tabs, or choose a smaller model.',
    { cause },
  );
}
