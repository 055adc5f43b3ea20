import { Matrix } from '@web-clip/vectors';

/** Number of rows made from random numbers. All others are rotations of these. */
const BLOCK_ROWS = 4096;

/** Values per row, as in most models. */
const DIMENSION = 512;

/** A matrix of random rows. */
export class RandomMatrix {
  readonly matrix = new Matrix(DIMENSION);
  readonly #block = new Float32Array(BLOCK_ROWS * DIMENSION);

  constructor() {
    for (let row = 0; row < BLOCK_ROWS; row++) this.#block.set(randomUnit(), row * DIMENSION);
  }

  /** Adds rows up to this number, with ids from 0. Rotated vectors have the same length and are quick to make. */
  growTo(rows: number): void {
    while (this.matrix.size < rows) {
      const first = this.matrix.size;
      const count = Math.min(BLOCK_ROWS, rows - first);
      const by = Math.floor(first / BLOCK_ROWS) % DIMENSION;
      const turned = new Float32Array(count * DIMENSION);
      for (let row = 0; row < count; row++) {
        const start = row * DIMENSION;
        turned.set(this.#block.subarray(start + by, start + DIMENSION), start);
        turned.set(this.#block.subarray(start, start + by), start + DIMENSION - by);
      }
      const ids = Array.from({ length: count }, (_, i) => first + i);
      this.matrix.set(ids, turned);
    }
  }
}

/** @returns A random vector of length 1. */
export function randomUnit(): Float32Array {
  const values = Float32Array.from({ length: DIMENSION }, () => Math.random() + Math.random() - 1);
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}
