import { createXXHash64 } from 'hash-wasm';

let hasher: ReturnType<typeof createXXHash64> | undefined;

/**
 * @param pieces Any bytes, in order.
 * @returns Their xxHash64 in hexadecimal (https://xxhash.com). It detects damage, not tampering, at memory
 *   speed.
 */
export async function checksumOf(...pieces: Uint8Array[]): Promise<string> {
  hasher ??= createXXHash64().catch((error) => {
    hasher = undefined;
    throw error;
  });
  const { init, update, digest } = await hasher;
  init();
  for (const piece of pieces) update(piece);
  return digest();
}

/**
 * @param bytes Any bytes.
 * @returns Their hexadecimal digits, two per byte.
 */
export const hexOf = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
