/** Searches as the library does: in a worker, so that nothing stands still meanwhile. */
import { Matrix } from '@web-clip/vectors';
import { expose } from 'comlink';

/** Rows that are made with random numbers; the others are these, turned. */
const BLOCK_ROWS = 4096;

/** Values of a row: what most models give. */
const DIMENSION = 512;

/** Hits that are asked for: what a page shows. */
const LIMIT = 100;

/** What the page calls. */
export class SearchWorker {
  readonly #matrix = new Matrix(DIMENSION);
  readonly #block = new Float32Array(BLOCK_ROWS * DIMENSION);

  constructor() {
    for (let row = 0; row < BLOCK_ROWS; row++) this.#block.set(randomUnit(), row * DIMENSION);
  }

  /** Adds rows until there are so many. Turned vectors have the same length, and are quickly made. */
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

  /** @returns Milliseconds of each search, every one for another vector. */
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
