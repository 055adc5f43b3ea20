import { expandLzw } from './lzw.ts';

/** LZW, and the two codes of Deflate (https://www.awaresystems.be/imaging/tiff/tifftags/compression.html). */
const [LZW, DEFLATE, OLD_DEFLATE] = [5, 8, 32_946];

/**
 * Expands data with a limit on its output, because a few bytes of Deflate may expand to gigabytes.
 *
 * @param data Compressed bytes.
 * @param compression The compression's code.
 * @param length Number of bytes wanted.
 * @returns That many bytes, with zeros if the data ends early; undefined for any other compression.
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
    // Returns the data before the damage, as for JPEG.
    if (written === 0) throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return output;
}
