/**
 * Half-precision numbers, stored as their 16 bits:
 * https://en.wikipedia.org/wiki/Half-precision_floating-point_format
 */

/**
 * @param values Any numbers.
 * @returns The nearest half-precision numbers, ties to even; infinite from 65,520 on.
 */
export function toHalf(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, halfOf);
}

/** @param halves Numbers from {@link toHalf} or a float16 tensor. */
export const fromHalf = (halves: Uint16Array): Float32Array<ArrayBuffer> =>
  Float32Array.from(halves, (bits) => {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >>> 10) & 31;
    const fraction = bits & 0x3ff;
    if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    // Subnormals have no implicit leading 1.
    return exponent ? sign * (1024 + fraction) * 2 ** (exponent - 25) : sign * fraction * 2 ** -24;
  });

function halfOf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 255) - 127 + 15;
  const fraction = bits & 0x7fffff;
  if (exponent === 255 - 127 + 15) return sign | 0x7c00 | (fraction ? 0x200 : 0);
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent < -10) return sign;
  // If the fraction overflows, the carry correctly increments the exponent.
  if (exponent > 0) return sign | (rounded(fraction, 13) + (exponent << 10));
  return sign | rounded(fraction | 0x800000, 14 - exponent);
}

/** Drops the lowest bits of an integer. Rounds to nearest, ties to even. */
function rounded(value: number, bits: number): number {
  const kept = value >>> bits;
  const dropped = value & ((1 << bits) - 1);
  const middle = 1 << (bits - 1);
  return kept + (dropped > middle || (dropped === middle && kept & 1) ? 1 : 0);
}
