/** Optional browser features that web-clip uses. */
export interface Capabilities {
  /** Threads can share memory, so WASM can use several. */
  sharedMemory: boolean;
  /** Relaxed SIMD for WASM, which multiplies bytes in half the time. */
  relaxedSimd: boolean;
  /** The user can grant access to folders, and the page can keep the handles for later visits. */
  directoryHandles: boolean;
  /**
   * Files of the origin with synchronous access, which hold large weights. Reading them creates no garbage.
   */
  originPrivateFiles: boolean;
  /** `ImageDecoder`, which decodes JPEGs at a reduced size. */
  imageDecoder: boolean;
  /** Whether its frames report their orientation. */
  frameRotation: boolean;
  /** WebGL 2 in a worker, which can read the colours of transparent pixels. */
  webgl2: boolean;
}

let asked: Capabilities | undefined;

/** @returns What the browser supports in the calling worker. Only a page can determine `directoryHandles`. */
export function capabilities(): Capabilities {
  asked ??= {
    sharedMemory: canShareMemory(),
    relaxedSimd: hasRelaxedSimd(),
    directoryHandles: hasFolderPicker(),
    originPrivateFiles:
      'FileSystemFileHandle' in globalThis && 'createSyncAccessHandle' in FileSystemFileHandle.prototype,
    imageDecoder: hasImageDecoder(),
    frameRotation: hasImageDecoder() && 'rotation' in VideoFrame.prototype,
    webgl2: new OffscreenCanvas(1, 1).getContext('webgl2') !== null,
  };
  return asked;
}

/** @returns Whether this page can ask for a folder and get its handle. Firefox has handles, but no picker. */
export const hasFolderPicker = (): boolean => 'showDirectoryPicker' in globalThis;

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

/** @returns Whether images can be decoded to frames with readable pixels. */
export const hasImageDecoder = (): boolean => 'ImageDecoder' in globalThis && 'VideoFrame' in globalThis;
