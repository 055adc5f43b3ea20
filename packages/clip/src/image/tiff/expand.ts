import { expandLzw } from './lzw.ts';

/** LZW, and Deflate by its two numbers (https://www.awaresystems.be/imaging/tiff/tifftags/compression.html). */
const [LZW, DEFLATE, OLD_DEFLATE] = [5, 8, 32_946];

/**
 * Expands what has to be kept within limits: a few bytes of Deflate may claim gigabytes.
 *
 * @param data Compressed bytes.
 * @param compression How.
 * @param length Bytes that are wanted.
 * @returns That many, zeros where the data end too early; undefined for any other compression.
 */
export async function expand(
  data: Uint8Array<ArrayBuffer>,
  compression: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (compression === LZW) return expandLzw(data, length);
  if (compression === DEFLATE || compression === OLD_DEFLATE) return inflate(data, length);
  return undefined;
}

async function inflate(data: Uint8Array<ArrayBuffer>, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const output = new Uint8Array(length);
  const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  let written = 0;
  try {
    while (written < length) {
      const { done, value } = await reader.read();
      if (done) break;
      output.set(value.subarray(0, length - written), written);
      written += value.length;
    }
  } catch (error) {
    // What came before the damage is painted, as of a JPEG.
    if (written === 0) throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return output;
}
