import { expect, it } from 'vitest';
import { quantisationOf } from './quantisation.ts';

const START = [0xff, 0xd8];
const table = (bytes: readonly number[], wide = false): number[] => [
  ...[0xff, 0xdb, 0, 3 + bytes.length, wide ? 0x10 : 0],
  ...bytes,
];

it('is the mean step of the first table', () => {
  const steps = Array.from({ length: 64 }, (_, i) => i + 1);
  const second = table(Array.from({ length: 64 }, () => 99));
  expect(quantisationOf(Uint8Array.from([...START, ...table(steps), ...second]))).toBe(32.5);
});

it('reads tables of 16 bits', () => {
  const steps = Array.from({ length: 128 }, (_, i) => (i % 2 === 0 ? 1 : 4));
  expect(quantisationOf(Uint8Array.from([...START, ...table(steps, true)]))).toBe(260);
});

it('is unknown if the table is missing or cut', () => {
  expect(quantisationOf(Uint8Array.from(START))).toBeUndefined();
  expect(quantisationOf(Uint8Array.from([...START, ...table([1, 2, 3])]))).toBeUndefined();
});
