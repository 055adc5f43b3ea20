import { viewOf } from './containers.ts';
import type { ImageSize } from './size-limit.ts';

/** Ratios of width to height by their 3-bit code. Code 0 means that the width follows. */
const RATIOS = [0, 1, 6 / 5, 4 / 3, 3 / 2, 16 / 9, 5 / 4, 2] as const;

/** Number of bits of a size, by its 2-bit selector. */
const SIZE_BITS = [9, 13, 18, 30] as const;

/**
 * Reads the size of a JPEG XL, bare or in boxes (ISO/IEC 18181-1, annex D.2, and 18181-2; the same in
 * https://github.com/libjxl/libjxl/blob/main/lib/jxl/headers.cc, `SizeHeader`).
 *
 * @returns The size before the image is turned; undefined if the header is incomplete.
 */
export function jxlSize(bytes: Uint8Array): ImageSize | undefined {
  const stream = codestream(bytes);
  if (!stream) return undefined;
  const read = bitReader(stream.subarray(2, 12));
  const isSmall = read(1) === 1;
  const side = (): number => (isSmall ? 8 * (1 + read(5)) : 1 + read(SIZE_BITS[read(2)] ?? 0));
  const height = side();
  const ratio = RATIOS[read(3)] ?? Number.NaN;
  const width = ratio === 0 ? side() : Math.floor(height * ratio);
  return Number.isNaN(width) ? undefined : { width, height };
}

function codestream(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] === 0xff) return bytes;
  const view = viewOf(bytes);
  for (let start = 0; start + 8 <= bytes.length; ) {
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    // A `jxlp` part begins with its number.
    if (type === 'jxlc' || type === 'jxlp') return bytes.subarray(start + (type === 'jxlc' ? 8 : 12));
    const length = view.getUint32(start);
    if (length < 8) return undefined;
    start += length;
  }
  return undefined;
}

/** Reads numbers of a given number of bits, lowest bit first; NaN past the end. */
function bitReader(bytes: Uint8Array): (count: number) => number {
  let at = 0;
  return (count) => {
    if (at + count > bytes.length * 8) return Number.NaN;
    let value = 0;
    for (let i = 0; i < count; i++, at++) value += (((bytes[at >> 3] as number) >> (at & 7)) & 1) * 2 ** i;
    return value;
  };
}
