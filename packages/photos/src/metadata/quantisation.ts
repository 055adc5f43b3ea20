import { jpegSegments } from '@web-clip/images/containers';
import { firstParts } from './blocks.ts';

const QUANTISATION = 'db';

/** Values of a quantisation table. */
const VALUES = 64;

/**
 * @param bytes A JPEG, or its beginning.
 * @returns The mean step of its first quantisation table (ITU-T T.81, B.2.4.1), or undefined if it is missing.
 */
export function quantisationOf(bytes: Uint8Array): number | undefined {
  for (const { type, content, end } of firstParts(jpegSegments(bytes))) {
    if (type !== QUANTISATION) continue;
    const isWide = (bytes[content] as number) >= 16;
    const table = bytes.subarray(content + 1, Math.min(end, content + 1 + VALUES * (isWide ? 2 : 1)));
    if (table.length < VALUES * (isWide ? 2 : 1)) return undefined;
    let sum = 0;
    for (const [i, byte] of table.entries()) sum += isWide && i % 2 === 0 ? 256 * byte : byte;
    return Number((sum / VALUES).toFixed(2));
  }
  return undefined;
}
