import type { Random } from '../random.ts';
import type { Mutation } from './mutant.ts';

/** Length of the part of a file that contains its headers, in bytes. */
const HEADER = 256;

/** Damage that a bad disk or a bad connection may do to any file. */
export const DAMAGE: Record<string, Mutation> = {
  cut: ({ bytes }, random) => bytes.subarray(0, random.integer(bytes.length)),
  'cut in the header': ({ bytes }, random) => bytes.subarray(0, random.integer(HEADER)),
  empty: () => Buffer.alloc(0),
  'one bit': ({ bytes }, random) => flipped(bytes, 1, bytes.length, random),
  'few bits': ({ bytes }, random) => flipped(bytes, 2 + random.integer(20), bytes.length, random),
  'many bits': ({ bytes }, random) => flipped(bytes, bytes.length >> 5, bytes.length, random),
  'bits of the header': ({ bytes }, random) => flipped(bytes, 1 + random.integer(8), HEADER, random),
  'bytes of the header': ({ bytes }, random) => {
    const changed = Buffer.from(bytes);
    for (let i = random.integer(6); i >= 0; i--)
      changed[random.integer(Math.min(HEADER, bytes.length))] = random.pick([0, 1, 0x7f, 0x80, 0xff]);
    return changed;
  },
  zeroed: ({ bytes }, random) => {
    const { from, to } = block(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), Buffer.alloc(to - from), bytes.subarray(to)]);
  },
  doubled: ({ bytes }, random) => {
    const { from, to } = block(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  'left out': ({ bytes }, random) => {
    const { from, to } = block(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  swapped: ({ bytes }, random) => {
    const { from, to } = block(bytes, random);
    const middle = from + random.integer(to - from + 1);
    return Buffer.concat([
      bytes.subarray(0, from),
      bytes.subarray(middle, to),
      bytes.subarray(from, middle),
      bytes.subarray(to),
    ]);
  },
  'with itself behind': ({ bytes }) => Buffer.concat([bytes, bytes]),
  // Encrypted files look like this, too.
  noise: ({ bytes }, random) => noise(bytes.length, random),
  'noise behind a signature': ({ bytes }, random) =>
    Buffer.concat([bytes.subarray(0, 16 + random.integer(32)), noise(bytes.length, random)]),
};

function flipped(bytes: Buffer, count: number, within: number, random: Random): Buffer {
  const changed = Buffer.from(bytes);
  for (let i = 0; i < count; i++) {
    const at = random.integer(Math.min(within, bytes.length));
    changed[at] = (changed[at] ?? 0) ^ (1 << random.integer(8));
  }
  return changed;
}

function block(bytes: Buffer, random: Random): { from: number; to: number } {
  const from = random.integer(bytes.length);
  return { from, to: Math.min(bytes.length, from + 1 + random.integer(4096)) };
}

const noise = (length: number, random: Random): Buffer =>
  Buffer.from(Array.from({ length }, () => random.integer(256)));
