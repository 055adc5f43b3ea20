import { createXXHash64 } from 'hash-wasm';

let hasher: ReturnType<typeof createXXHash64> | undefined;

/**
 * @param pieces Any bytes, one after another.
 * @returns Their xxHash64 in hexadecimal (https://xxhash.com): it tells damage, not malice, at the speed of memory.
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
