import { ClipError } from '../errors.ts';

/**
 * What onnxruntime says when WASM's memory has reached its limit, of 4 GB or what the browser grants, and browsers
 * when they have none for a model's file. After a trap or an abort WASM's memory is also in no known state.
 */
const SPENT = /bad_alloc|out of memory|allocation failed/i;

/**
 * Tells that WASM's memory is used up or damaged. It never shrinks
 * (https://github.com/microsoft/onnxruntime/issues/21673), so that whatever is computed next fails as well:
 * only another worker begins anew.
 *
 * @param error What an encoder on WASM threw.
 * @returns What to throw in its place; undefined if the memory is well.
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
