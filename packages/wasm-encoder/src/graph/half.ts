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

/** By sign and exponent: what a fraction, with its implicit leading 1, is multiplied by. */
const SCALES = Float32Array.from({ length: 64 }, (_, i) => {
  const [sign, exponent] = [i < 32 ? 1 : -1, i & 31];
  return sign * 2 ** (Math.max(exponent, 1) - 25);
});

/** @param halves Numbers from {@link toHalf} or a float16 tensor. */
export function fromHalf(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const floats = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) {
    const bits = halves[i] as number;
    const [scale, exponent, fraction] = [SCALES[bits >>> 10] as number, bits & 0x7c00, bits & 0x3ff];
    // Subnormals have no implicit leading 1.
    if (exponent < 0x7c00) floats[i] = scale * (exponent ? 1024 + fraction : fraction);
    else floats[i] = fraction ? Number.NaN : scale * Number.POSITIVE_INFINITY;
  }
  return floats;
}

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
