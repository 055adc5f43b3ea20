import { xxhash64 } from 'hash-wasm';

/**
 * @param bytes Any.
 * @returns Their xxHash64 in hexadecimal (https://xxhash.com): it tells damage, not malice, at the speed of memory.
 */
export const checksumOf = (bytes: Uint8Array): Promise<string> => xxhash64(bytes);
