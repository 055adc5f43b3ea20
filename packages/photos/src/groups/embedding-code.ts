import { type Code, codeOf } from './candidate-index.ts';

/** Bits of a code. */
const BITS = 64;

/** Signs by which values are added, always the same ones. Some models have a few values that are large in every row. */
let signs = new Int8Array(0);

function signsOf(dimension: number): Int8Array {
  if (signs.length >= dimension) return signs;
  let state = 1;
  signs = Int8Array.from({ length: dimension }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 31 ? 1 : -1;
  });
  return signs;
}

/**
 * The code of an embedding: the signs of 64 sums of its values, each with other signs, so that embeddings at a small angle
 * differ in few bits (Charikar, 2002). It depends on nothing but the embedding, so that a library can grow.
 */
export function embeddingCode(row: Float32Array): Code {
  const signs = signsOf(row.length);
  const sums = new Float64Array(BITS);
  for (let i = 0; i < row.length; i++)
    sums[i % BITS] = (sums[i % BITS] as number) + (row[i] as number) * (signs[i] as number);
  // A Walsh–Hadamard transform: 64 sums of all values, at right angles to each other.
  for (let half = 1; half < BITS; half *= 2) {
    for (let start = 0; start < BITS; start += 2 * half) {
      for (let i = start; i < start + half; i++) {
        const [one, other] = [sums[i] as number, sums[i + half] as number];
        sums[i] = one + other;
        sums[i + half] = one - other;
      }
    }
  }
  // No bit is free: embeddings have much in common, so that each word has many neighbours already.
  return codeOf(sums, 0);
}
