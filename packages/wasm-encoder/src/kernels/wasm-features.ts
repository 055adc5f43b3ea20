/**
 * WebKitGTK reports a page as isolated and creates shared memory even without SharedArrayBuffer. Posting such
 * memory to a thread throws a DataCloneError.
 *
 * @returns Whether threads can share memory.
 */
export const canShareMemory = (): boolean => crossOriginIsolated && typeof SharedArrayBuffer === 'function';

/** `i8x16.relaxed_swizzle`: https://github.com/WebAssembly/relaxed-simd/blob/main/proposals/relaxed-simd/Overview.md */
const RELAXED_SWIZZLE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // A module of version 1,
  ...[1, 5, 1, 0x60, 0, 1, 0x7b], // a type: no parameters, returns v128,
  ...[3, 2, 1, 0], // a function of that type,
  ...[10, 15, 1, 13, 0, 0x41, 1, 0xfd, 15, 0x41, 2, 0xfd, 15, 0xfd, 0x80, 2, 0x0b], // and its code.
);

/** @returns Whether WASM can use relaxed SIMD. */
export const hasRelaxedSimd = (): boolean => WebAssembly.validate(RELAXED_SWIZZLE);
