import { ClipError } from '@web-clip/calls';

/** A file that can be read in parts. */
export interface RandomAccess {
  /** In bytes. */
  readonly size: number;
  /**
   * @param start Offset of the first byte.
   * @param end Offset after the last byte.
   * @returns The bytes; fewer if the file ends early.
   * @throws ClipError `unreadable-file`.
   */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Opens a file for reading in parts. */
export function randomAccess(file: Blob | Uint8Array<ArrayBuffer>): RandomAccess {
  return file instanceof Blob
    ? { size: file.size, read: (start, end) => readAll(file.slice(start, end)) }
    : { size: file.length, read: async (start, end) => file.subarray(start, end) };
}

/**
 * @param file A file that may no longer exist.
 * @returns All its bytes.
 * @throws ClipError `unreadable-file`.
 */
export async function readAll(file: Blob | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (file instanceof Uint8Array) return file;
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new ClipError(
      'unreadable-file',
      'The file was moved or changed, or this page lost access to it. Add its folder again.',
      { cause: error },
    );
  }
}
