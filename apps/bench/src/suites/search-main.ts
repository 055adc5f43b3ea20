/** Searches in a worker, as the library does, so that the page stays responsive. */
import { Matrix } from '@web-clip/vectors';
import { expose } from 'comlink';

/** Number of rows made from random numbers. All others are rotations of these. */
const BLOCK_ROWS = 4096;

/** Values per row, as in most models. */
const DIMENSION = 512;

/** Number of hits to request: as many as a page shows. */
const LIMIT = 100;

/** What the page calls. */
export class SearchWorker {
  readonly #matrix = new Matrix(DIMENSION);
  readonly #block = new Float32Array(BLOCK_ROWS * DIMENSION);

  constructor() {
    for (let row = 0; row < BLOCK_ROWS; row++) this.#block.set(randomUnit(), row * DIMENSION);
  }

  /** Adds rows up to this number. Rotated vectors have the same length and are quick to make. */
  growTo(rows: number): void {
    while (this.#matrix.size < rows) {
      const first = this.#matrix.size;
      const count = Math.min(BLOCK_ROWS, rows - first);
      const by = Math.floor(first / BLOCK_ROWS) % DIMENSION;
      const turned = new Float32Array(count * DIMENSION);
      for (let row = 0; row < count; row++) {
        const start = row * DIMENSION;
        turned.set(this.#block.subarray(start + by, start + DIMENSION), start);
        turned.set(this.#block.subarray(start, start + by), start + DIMENSION - by);
      }
      const ids = Array.from({ length: count }, (_, i) => first + i);
      this.#matrix.set(ids, turned);
    }
  }

  /** @returns Milliseconds of each search. Each search uses another vector. */
  async search(queries: number): Promise<number[]> {
    const times: number[] = [];
    for (let i = 0; i < queries; i++) {
      const query = randomUnit();
      const start = performance.now();
      await this.#matrix.search(query, { limit: LIMIT });
      times.push(performance.now() - start);
    }
    return times;
  }
}

function randomUnit(): Float32Array {
  const values = Float32Array.from({ length: DIMENSION }, () => Math.random() + Math.random() - 1);
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

expose(new SearchWorker());
