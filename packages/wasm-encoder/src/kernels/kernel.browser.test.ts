import { describe, expect, it } from 'vitest';
import { type Arithmetic, instanceOf, type Kernels, loadKernels, memoryOf, plainKernels } from './kernel.ts';
import { random } from './random.fixture.ts';

type Call = (...args: number[]) => void;

const memory = memoryOf(2 ** 22, false);

const floats = (at: number, length: number): Float32Array => new Float32Array(memory.buffer, at, length);
const bytes = (at: number, length: number): Uint8Array => new Uint8Array(memory.buffer, at, length);

/** Writes random floats and returns them. */
function written(at: number, length: number, scale = 1): Float32Array {
  const view = floats(at, length);
  for (let i = 0; i < length; i++) view[i] = random() * scale;
  return view.slice();
}

// Addresses of buffers that do not overlap.
const [A, B, C, D, E, F] = [64, 2 ** 19, 2 ** 20, 1.5 * 2 ** 20, 2 ** 21, 3 * 2 ** 20].map(Math.floor) as [
  number,
  number,
  number,
  number,
  number,
  number,
];

const [best, plain] = [await loadKernels(false), await plainKernels(false)];

const callerOf = ({ module }: Kernels) => {
  const kernels = instanceOf(module, memory) as unknown as Record<string, Call>;
  return (name: string, ...args: number[]): void => (kernels[name] as Call)(...args);
};

/**
 * Name, kernels, arithmetic, and the range of values that the arithmetic gets right. Every processor gets
 * bytes right whose highest bit is clear.
 */
const sorts: [string, Kernels, Arithmetic, least: number, count: number][] = [
  ['16 bits', best, { bits: 16, flip: 0 }, 0, 256],
  ['16 bits, without relaxed instructions', plain, { bits: 16, flip: 0 }, 0, 256],
  ['unsigned bytes', best, { bits: 8, flip: 0 }, 0, 128],
  ['signed bytes', best, { bits: 8, flip: 128 }, 128, 128],
  ['the fastest exact kind', best, best.arithmetic, 0, 256],
];

describe.each(sorts)('values of %s', (_, kernels, arithmetic, least, count) => {
  const call = callerOf(kernels);
  const { bits, flip } = arithmetic;
  /** How much lower the zero point is stored. */
  const lowered = (zero: number): number => (bits === 8 ? flip : zero);
  const quantise = (length: number): void => call('quantise', A, length, bits, flip, B, C);
  const quantised = (length: number, zero: number): number[] =>
    bits === 8
      ? Array.from(bytes(B, length), (byte) => byte ^ flip)
      : Array.from(new Int16Array(memory.buffer, B, length), (value) => value + zero);

  it.each<[string, number, (value: number, i: number) => number]>([
    ['4 floats', 4, (value) => 3 * value],
    ['20 floats', 20, (value) => 3 * value],
    ['1003 floats', 1003, (value) => 3 * value],
    ['floats whose highest would be 256', 71, (_, i) => (i % 2 ? 127.5 : -127.5)],
    ['floats above 0', 71, (value) => 2 + value],
    ['floats below 0', 71, (value) => value - 2],
  ])('quantise turns %s into the standard’s result', (_, length, of) => {
    const values = written(A, length).map(of);
    floats(A, length).set(values);
    quantise(length);
    const low = Math.min(0, ...values);
    const high = Math.max(0, ...values);
    const scale = Math.fround(Math.fround(high - low) / 255);
    const zero = Math.abs(Math.round(Math.fround(-low / scale)));
    expect(floats(C, 1)[0]).toBe(scale);
    expect(new Int32Array(memory.buffer, C, 2)[1]).toBe(zero - lowered(zero));
    const expected = Array.from(values, (value) => {
      const quotient = Math.fround(value / scale);
      const down = Math.floor(quotient);
      const rest = quotient - down;
      const rounded = rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
      return Math.min(255, Math.max(0, rounded + zero));
    });
    expect(quantised(length, zero)).toEqual(expected);
  });

  it('quantise gives zeros a scale, too', () => {
    floats(A, 8).fill(0);
    quantise(8);
    expect(floats(C, 1)[0]).toBe(1);
    expect(quantised(8, 0)).toEqual(Array(8).fill(0));
  });

  describe.each(['unsigned', 'signed'])('linear with %s weights', (kind) => {
    it.each([
      [1, 4, 8],
      [2, 12, 16],
      [5, 64, 24],
      [6, 1028, 8],
      [12, 588, 40, 0],
      [12, 2100, 16, 255],
      [50, 100, 8],
    ])('multiplies %i rows of %i values by %i columns exactly', (rows, inner, columns, zero = 77) => {
      const lower = kind === 'unsigned' ? 128 : 0;
      const weights = Uint8Array.from({ length: inner * columns }, () => Math.floor((random() + 1) * 127.99));
      bytes(A, weights.length).set(weights);
      call('pack', A, inner, columns, columns, 1, lower, bits, B, C);
      const values = Array.from(
        { length: rows * inner },
        () => least + Math.floor(((random() + 1) / 2) * 0.999 * count),
      );
      if (bits === 8) bytes(D, values.length).set(values.map((value) => value ^ flip));
      else new Int16Array(memory.buffer, D, values.length).set(values.map((value) => value - zero));
      const zeros = Int32Array.from({ length: columns }, (_, i) => 100 + i);
      new Int32Array(memory.buffer, C + 4 * columns, columns).set(zeros.map((each) => each - lower));
      floats(C + 8 * columns, columns).fill(0.5);
      floats(C + 12 * columns, columns).set(Float32Array.from(zeros));
      // Powers of two keep the floats exact.
      floats(E, 1)[0] = 0.25;
      new Int32Array(memory.buffer, E, 2)[1] = zero - lowered(zero);
      const behind = E + 64 + 4 * rows;
      bytes(behind, 64).fill(99);
      call('linear', D, rows, inner, columns, E, bits, flip, B, C, E + 64, F);
      expect(bytes(behind, 64).every((byte) => byte === 99)).toBe(true);
      const signedOf = (byte = 0): number => (lower ? byte : (byte << 24) >> 24);
      const expected = Array.from({ length: rows * columns }, (_, i) => {
        const [row, column] = [Math.floor(i / columns), i % columns];
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          const weight = signedOf(weights[k * columns + column]) - (zeros[column] as number);
          sum += ((values[row * inner + k] as number) - zero) * weight;
        }
        return Math.fround(sum) * 0.125 + (zeros[column] as number);
      });
      expect(Array.from(floats(F, rows * columns))).toEqual(expected.map(Math.fround));
    });
  });
});

describe.each([
  ['for this browser', best],
  ['without relaxed instructions', plain],
])('kernels %s', (_, kernels) => {
  const call = callerOf(kernels);

  it.each([
    [1, 1, 3, 5],
    [2, 7, 64, 50],
    [3, 4, 16, 16],
    [2, 50, 50, 83],
  ])('matmul multiplies %i matrices of %i rows, %i values and %i columns', (batch, rows, inner, columns) => {
    const a = written(A, batch * rows * inner);
    const b = written(B, batch * inner * columns);
    call('matmul', A, B, C, batch, rows, inner, columns, inner * columns);
    const found = floats(C, batch * rows * columns);
    for (let i = 0; i < found.length; i++) {
      const [pair, row, column] = [
        Math.floor(i / (rows * columns)),
        Math.floor(i / columns) % rows,
        i % columns,
      ];
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum +=
          (a[(pair * rows + row) * inner + k] as number) *
          (b[(pair * inner + k) * columns + column] as number);
      }
      expect(found[i]).toBeCloseTo(sum, 5);
    }
  });

  it.each([3, 8, 50])('softmax normalises rows of %i', (columns) => {
    const values = written(A, 4 * columns, 20);
    call('softmax', A, 4, columns, B);
    for (let row = 0; row < 4; row++) {
      const own = Array.from(values.slice(row * columns, (row + 1) * columns), Math.exp);
      const sum = own.reduce((total, value) => total + value, 0);
      const found = floats(B, 4 * columns).slice(row * columns, (row + 1) * columns);
      for (const [i, share] of found.entries()) expect(share).toBeCloseTo((own[i] as number) / sum, 6);
    }
  });

  it('softmax gives 0 to masked values', () => {
    floats(A, 8).set([1, 2, 3, -3.4e38, -1e9, -90, 2, 1]);
    call('softmax', A, 1, 8, B);
    expect(Array.from(floats(B, 8), (share) => share === 0)).toEqual([0, 0, 0, 1, 1, 1, 0, 0].map(Boolean));
  });

  it('layerNorm gives rows mean 0 and variance 1, and mean returns means', () => {
    const values = written(A, 3 * 20, 5).map((value) => value + 100);
    floats(A, 60).set(values);
    const weights = written(B, 20);
    const biases = written(C, 20);
    call('layerNorm', A, 3, 20, B, C, 1e-5, D);
    call('mean', A, 3, 20, E);
    for (let row = 0; row < 3; row++) {
      const own = [...values.slice(row * 20, row * 20 + 20)];
      const mean = own.reduce((sum, value) => sum + value, 0) / 20;
      const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 20;
      expect(floats(E, 3)[row]).toBeCloseTo(mean, 4);
      for (const [i, value] of own.entries()) {
        const normal = ((value - mean) / Math.sqrt(variance + 1e-5)) * (weights[i] as number);
        expect(floats(D, 60)[row * 20 + i]).toBeCloseTo(normal + (biases[i] as number), 4);
      }
    }
  });

  /** By its Taylor series, which is accurate enough for small sums. */
  function erf(x: number): number {
    let sum = 0;
    for (let n = 0, term = x; n < 60; n++) {
      sum += term / (2 * n + 1);
      term *= (-x * x) / (n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }

  it.each<[string, (x: number) => number, Call]>([
    ['sigmoid', (x) => 1 / (1 + Math.exp(-x)), (count) => call('unary', 0, A, count, B)],
    ['tanh', Math.tanh, (count) => call('unary', 1, A, count, B)],
    ['erf', erf, (count) => call('unary', 2, A, count, B)],
    ['swish', (x) => x / (1 + Math.exp(-1.702 * x)), (count) => call('swish', A, count, 1.702, B)],
  ])('%s is right to six digits', (_, expected, run) => {
    const values = written(A, 1000, 4);
    run(1000);
    for (const [i, value] of values.entries()) expect(floats(B, 1000)[i]).toBeCloseTo(expected(value), 5);
  });

  it.each([-1000, -88, 88, 1000])('functions of %d are finite', (value) => {
    floats(A, 4).fill(value);
    for (const operator of [0, 1, 2]) {
      call('unary', operator, A, 4, B);
      expect(Math.abs(floats(B, 1)[0] as number)).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    ['the same shape', 1, 24],
    ['a row', 1, 8],
    ['an odd row', 1, 3],
    ['one value', 24, 1],
    ['one value per row', 8, 3],
    ['one value per odd row', 3, 8],
    ['one value per row, repeatedly', 4, 2],
  ])('binary computes %s', (_, repeat, period) => {
    const a = written(A, 24);
    const b = written(B, 24);
    const operators: ((x: number, y: number) => number)[] = [
      (x, y) => x + y,
      (x, y) => x - y,
      (x, y) => x * y,
      (x, y) => x / y,
      (x, y) => y - x,
      (x, y) => y / x,
    ];
    for (const [operator, apply] of operators.entries()) {
      call('binary', operator, A, B, 24, repeat, period, C);
      const expected = Array.from(a, (x, i) =>
        Math.fround(apply(x, b[Math.floor(i / repeat) % period] as number)),
      );
      expect(Array.from(floats(C, 24))).toEqual(expected);
    }
  });

  it('copy moves values with any strides', () => {
    const values = written(A, 24);
    // Transposes axes 2 x 3 x 4 to 4 x 2 x 3.
    call('copy', A, B, 1, 4, 2, 3, 0, 1, 12, 4, 0, 6, 3, 1);
    const expected = Array.from({ length: 24 }, (_, i) => {
      const [x, y, z] = [Math.floor(i / 6), Math.floor(i / 3) % 2, i % 3];
      return values[y * 12 + z * 4 + x];
    });
    expect(Array.from(floats(B, 24))).toEqual(expected);
  });
});
