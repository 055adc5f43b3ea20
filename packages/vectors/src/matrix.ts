import { Best, type Hit } from './best.ts';
import { BLOCK_ROWS, Codes } from './codes.ts';
import { GpuCodes } from './gpu/gpu-codes.ts';
import type { QuantisedQuery } from './quantised-query.ts';

/** What to look for among the rows. */
export interface SearchOptions {
  /** The most hits; at least 1. */
  limit: number;
  /** Keeps a row out unless it says true; asked for few rows, or for all. Default: all rows count. */
  mask?: (id: number) => boolean;
}

/**
 * Rows from which on a GPU searches. Fewer take the CPU some 15 ms at most, which asking a GPU and waiting behind
 * a batch of pictures there may take as well, and they are not worth a second copy.
 */
export const GPU_ROWS = 250_000;

/**
 * Unit rows under stable ids, searched exactly: rows in 8 bits tell which ones may be among the best, and these
 * are compared in full. Packed without gaps: a removed row's place is taken by the last one. Blocks of rows are
 * added as it grows, and nothing is copied.
 */
export class Matrix {
  readonly #blocks: Float32Array[] = [];
  readonly #codes: Codes;
  readonly #ids: number[] = [];
  readonly #slots = new Map<number, number>();
  #device: GPUDevice | undefined;
  #gpu: GpuCodes | undefined;
  /** Whether the GPU has found once what the CPU finds. */
  #trusted = false;
  /** Counts what changes the rows or their places. */
  #changes = 0;

  /**
   * @param dimension Length of a row.
   * @param device Searches large matrices; stays the caller's, and may be lost: then the CPU goes on.
   */
  constructor(
    readonly dimension: number,
    device?: GPUDevice,
  ) {
    this.#device = device;
    this.#codes = new Codes(dimension);
  }

  /** Number of rows. */
  get size(): number {
    return this.#ids.length;
  }

  /**
   * Adds rows, or replaces those whose id is there already.
   *
   * {@link BLOCK_ROWS} new rows at once are taken over where they make a block: their array is the matrix's from
   * then on, and nothing is copied. That is so for all blocks that are set before anything else.
   *
   * @param ids One id a row.
   * @param rows `ids.length * dimension` values, every row of length 1.
   * @throws RangeError if the sizes do not agree, or there is no memory.
   */
  set(ids: readonly number[], rows: Float32Array): void {
    if (rows.length !== ids.length * this.dimension) {
      throw new RangeError(
        `${ids.length} rows of ${this.dimension} values, and ${rows.length} values were given`,
      );
    }
    this.#changes++;
    if (this.#makesBlock(ids)) this.#blocks[this.size / BLOCK_ROWS] = rows;
    for (const [i, id] of ids.entries()) {
      const slot = this.#slots.get(id) ?? this.#ids.length;
      this.#write(slot, rows.subarray(i * this.dimension, (i + 1) * this.dimension));
      this.#ids[slot] = id;
      this.#slots.set(id, slot);
    }
  }

  /** Removes rows; ids that are not there are passed over. */
  delete(ids: Iterable<number>): void {
    this.#changes++;
    for (const id of ids) {
      const slot = this.#slots.get(id);
      const lastId = this.#ids.at(-1);
      if (slot === undefined || lastId === undefined) continue;
      this.#write(slot, this.#row(this.#ids.length - 1));
      this.#ids[slot] = lastId;
      this.#slots.set(lastId, slot);
      this.#ids.pop();
      this.#slots.delete(id);
    }
  }

  /** Whether there is a row of this id. */
  has(id: number): boolean {
    return this.#slots.has(id);
  }

  /** A copy of a row, or undefined. */
  get(id: number): Float32Array<ArrayBuffer> | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#row(slot).slice();
  }

  /**
   * Asynchronous, since what a GPU finds has to be read back.
   *
   * @param query A vector of length 1; one that is no vector of numbers finds nothing.
   * @returns The rows with the highest dot products, best first, equal ones by lower id.
   * @throws RangeError if the query has another dimension, or the limit is below 1.
   */
  async search(query: Float32Array, options: SearchOptions): Promise<Hit[]> {
    if (query.length !== this.dimension) {
      throw new RangeError(`the query has ${query.length} values, and the rows have ${this.dimension}`);
    }
    const { limit } = options;
    if (!(limit >= 1)) throw new RangeError(`the limit is ${limit}, and has to be at least 1`);
    if (!query.every(Number.isFinite)) return [];
    const quantised = this.#codes.quantise(query);
    const onGpu = this.#device && this.size >= GPU_ROWS && this.#searchOnGpu(query, quantised, options);
    return (await onGpu) || this.#searchOnCpu(query, quantised, options);
  }

  /** Gives the GPU's memory back; from now on the CPU searches. */
  release(): void {
    this.#device = undefined;
    this.#gpu?.release();
  }

  #searchOnCpu(query: Float32Array, quantised: QuantisedQuery, { limit, mask }: SearchOptions): Hit[] {
    const counts = this.#counts(mask) ?? (() => true);
    return this.#best(query, this.#codes.candidates(quantised, this.size, limit, counts), limit);
  }

  /** @returns What was found, or undefined if the CPU has to search. */
  async #searchOnGpu(
    query: Float32Array,
    quantised: QuantisedQuery,
    options: SearchOptions,
  ): Promise<Hit[] | undefined> {
    const changes = this.#changes;
    try {
      this.#gpu ??= new GpuCodes(this.#device as GPUDevice, this.#codes);
      const { limit, mask } = options;
      const slots = await this.#gpu.candidates(quantised, this.size, limit, this.#counts(mask));
      // Rows have moved meanwhile.
      if (changes !== this.#changes) return undefined;
      const hits = slots && this.#best(query, slots, limit);
      if (!hits || this.#trusted) return hits;
      // GPUs do return wrong numbers: its first answer has to be the CPU's.
      const expected = this.#searchOnCpu(query, quantised, options);
      this.#trusted = hits.length === expected.length && hits.every(({ id }, i) => id === expected[i]?.id);
      if (!this.#trusted) this.release();
      return expected;
    } catch {
      // Lost, or out of memory: all rows are here as well.
      this.release();
      return undefined;
    }
  }

  #counts(mask: SearchOptions['mask']): ((slot: number) => boolean) | undefined {
    return mask && ((slot) => mask(this.#ids[slot] as number));
  }

  #best(query: Float32Array, slots: readonly number[], limit: number): Hit[] {
    const best = new Best(limit);
    for (const slot of slots) {
      const row = this.#row(slot);
      let score = 0;
      for (let i = 0; i < row.length; i++) score += (row[i] as number) * (query[i] as number);
      // A row that is no vector of numbers answers nothing.
      if (!Number.isNaN(score)) best.offer({ id: this.#ids[slot] as number, score });
    }
    return best.sorted();
  }

  #makesBlock(ids: readonly number[]): boolean {
    if (this.size % BLOCK_ROWS !== 0 || ids.length !== BLOCK_ROWS) return false;
    return new Set(ids).size === BLOCK_ROWS && !ids.some((id) => this.#slots.has(id));
  }

  #write(slot: number, row: Float32Array): void {
    this.#codes.write(slot, row);
    this.#row(slot).set(row);
  }

  #row(slot: number): Float32Array {
    const index = Math.floor(slot / BLOCK_ROWS);
    this.#blocks[index] ??= new Float32Array(BLOCK_ROWS * this.dimension);
    const start = (slot % BLOCK_ROWS) * this.dimension;
    return this.#blocks[index].subarray(start, start + this.dimension);
  }
}
