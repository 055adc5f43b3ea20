/** One row found, best first in a result. */
export interface Hit {
  /** The row's id. */
  id: number;
  /** Its dot product with the query: the cosine, as both have length 1; -1..1. */
  score: number;
}

/** What to look for among the rows. */
export interface SearchOptions {
  /** The most hits; at least 1. */
  limit: number;
  /** Keeps a row out unless it says true; asked once a row. Default: all rows count. */
  mask?: (id: number) => boolean;
}

/**
 * Unit rows under stable ids, searched exactly. The interface is what kernels have to meet, so a
 * search is asynchronous: one on a GPU has to be read back.
 */
export interface VectorIndex {
  /** Length of a row. */
  readonly dimension: number;
  /** Number of rows. */
  readonly size: number;
  /**
   * Adds rows, or replaces those whose id is there already.
   *
   * @param ids One id a row.
   * @param rows `ids.length * dimension` values, every row of length 1.
   * @throws RangeError if the sizes do not agree.
   */
  set(ids: readonly number[], rows: Float32Array): void;
  /** Removes rows; ids that are not there are passed over. */
  delete(ids: Iterable<number>): void;
  /** Whether there is a row of this id. */
  has(id: number): boolean;
  /** A copy of a row, or undefined. */
  get(id: number): Float32Array<ArrayBuffer> | undefined;
  /**
   * @param query A vector of length 1.
   * @returns The rows with the highest dot products, best first, equal ones by lower id.
   * @throws RangeError if the query has another dimension, or the limit is below 1.
   */
  search(query: Float32Array, options: SearchOptions): Promise<Hit[]>;
}

/** Rows in one block: growing adds a block, and copies nothing. */
const BLOCK_ROWS = 4096;

/** A growing matrix of rows, packed without gaps: a removed row's place is taken by the last one. */
export class Matrix implements VectorIndex {
  readonly #blocks: Float32Array<ArrayBuffer>[] = [];
  readonly #ids: number[] = [];
  readonly #slots = new Map<number, number>();

  /** @param dimension Length of a row. */
  constructor(readonly dimension: number) {}

  get size(): number {
    return this.#ids.length;
  }

  set(ids: readonly number[], rows: Float32Array): void {
    if (rows.length !== ids.length * this.dimension) {
      throw new RangeError(
        `${ids.length} rows of ${this.dimension} values, and ${rows.length} values were given`,
      );
    }
    for (const [i, id] of ids.entries()) {
      let slot = this.#slots.get(id);
      if (slot === undefined) {
        slot = this.#ids.push(id) - 1;
        this.#slots.set(id, slot);
      }
      this.#row(slot).set(rows.subarray(i * this.dimension, (i + 1) * this.dimension));
    }
  }

  delete(ids: Iterable<number>): void {
    for (const id of ids) {
      const slot = this.#slots.get(id);
      const lastId = this.#ids.at(-1);
      if (slot === undefined || lastId === undefined) continue;
      this.#row(slot).set(this.#row(this.#ids.length - 1));
      this.#ids[slot] = lastId;
      this.#slots.set(lastId, slot);
      this.#ids.pop();
      this.#slots.delete(id);
    }
  }

  has(id: number): boolean {
    return this.#slots.has(id);
  }

  get(id: number): Float32Array<ArrayBuffer> | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#row(slot).slice();
  }

  async search(query: Float32Array, { limit, mask }: SearchOptions): Promise<Hit[]> {
    if (query.length !== this.dimension) {
      throw new RangeError(`the query has ${query.length} values, and the rows have ${this.dimension}`);
    }
    if (!(limit >= 1)) throw new RangeError(`the limit is ${limit}, and has to be at least 1`);
    const best = new Best(limit);
    for (const [slot, id] of this.#ids.entries()) {
      if (mask && !mask(id)) continue;
      const row = this.#row(slot);
      let score = 0;
      for (let i = 0; i < row.length; i++) score += (row[i] as number) * (query[i] as number);
      // A row that is no vector of numbers answers nothing.
      if (!Number.isNaN(score)) best.offer({ id, score });
    }
    return best.sorted();
  }

  #row(slot: number): Float32Array<ArrayBuffer> {
    const index = Math.floor(slot / BLOCK_ROWS);
    this.#blocks[index] ??= new Float32Array(BLOCK_ROWS * this.dimension);
    const start = (slot % BLOCK_ROWS) * this.dimension;
    return this.#blocks[index].subarray(start, start + this.dimension);
  }
}

const better = (a: Hit, b: Hit): number => b.score - a.score || a.id - b.id;

/** The best hits so far: a binary heap with the worst of them on top. */
class Best {
  readonly #heap: Hit[] = [];

  constructor(private readonly limit: number) {}

  offer(hit: Hit): void {
    const heap = this.#heap;
    if (heap.length < this.limit) {
      heap.push(hit);
      this.#rise(heap.length - 1);
    } else if (better(hit, heap[0] as Hit) < 0) {
      heap[0] = hit;
      this.#sink();
    }
  }

  sorted(): Hit[] {
    return this.#heap.sort(better);
  }

  #rise(index: number): void {
    for (let child = index; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfWorse(child, parent)) return;
      child = parent;
    }
  }

  #sink(): void {
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const heap = this.#heap;
      const worst = right < heap.length && better(heap[right] as Hit, heap[left] as Hit) > 0 ? right : left;
      if (!this.#swapIfWorse(worst, parent)) return;
      parent = worst;
    }
  }

  #swapIfWorse(child: number, parent: number): boolean {
    const heap = this.#heap;
    if (better(heap[child] as Hit, heap[parent] as Hit) <= 0) return false;
    [heap[child], heap[parent]] = [heap[parent] as Hit, heap[child] as Hit];
    return true;
  }
}
