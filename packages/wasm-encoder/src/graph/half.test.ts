import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf } from './half.ts';

const ALL = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
const isNan = (bits: number): boolean => (bits & 0x7fff) > 0x7c00;

describe('half precision', () => {
  // https://en.wikipedia.org/wiki/Half-precision_floating-point_format#Half_precision_examples
  it.each([
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, (1023 / 1024) * 2 ** -14],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x3bff, 0.99951171875],
    [0x3c00, 1],
    [0x3c01, 1.0009765625],
    [0x7bff, 65504],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0x8000, -0],
    [0xc000, -2],
    [0xfc00, Number.NEGATIVE_INFINITY],
  ])('represents 0x%s as %d', (bits, value) => {
    expect(fromHalf(Uint16Array.of(bits))[0]).toBe(value);
    expect(toHalf(Float32Array.of(value))[0]).toBe(bits);
  });

  it('keeps every half-precision number', () => {
    const again = toHalf(fromHalf(ALL));
    const isSame = (bits: number): boolean =>
      isNan(bits) ? isNan(again[bits] as number) : again[bits] === bits;
    expect(ALL.filter((bits) => !isSame(bits))).toEqual(new Uint16Array());
  });

  it('rounds to nearest, ties to even', () => {
    const finite = ALL.subarray(0, 0x7c00);
    const values = fromHalf(finite);
    const between = finite.subarray(0, -1);
    const middles = Float32Array.from(
      between,
      (bits) => ((values[bits] as number) + (values[bits + 1] as number)) / 2,
    );
    // At least one float32 step.
    const beside = (step: number): Float32Array =>
      middles.map((middle) => middle + step * Math.max(middle * 2 ** -23, 2 ** -149));
    const [below, even, above] = [beside(-1), middles, beside(1)].map(toHalf);
    const wrong = between.filter(
      (bits) => below?.[bits] !== bits || even?.[bits] !== bits + (bits & 1) || above?.[bits] !== bits + 1,
    );
    expect(wrong).toEqual(new Uint16Array());
  });

  it('overflows to infinity and underflows to zero', () => {
    expect([...toHalf(Float32Array.of(65519, 65520, 1e30, 2 ** -25, 2 ** -25 * 1.001, 1e-40))]).toEqual([
      0x7bff, 0x7c00, 0x7c00, 0, 1, 0,
    ]);
    expect(isNan(toHalf(Float32Array.of(Number.NaN))[0] as number)).toBe(true);
  });

  it('reads a part of a buffer', () => {
    expect([...toHalf(Float32Array.of(1, 2, 3).subarray(1))]).toEqual([0x4000, 0x4200]);
  });
});
