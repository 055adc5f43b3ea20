import { hasImageDecoder } from '@web-clip/images';
import { canShareMemory, hasRelaxedSimd } from '@web-clip/wasm-encoder';

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
