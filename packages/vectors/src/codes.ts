import { Best } from './best.ts';
import bytes from './kernel/kernel.as.ts?wasm';
import { type QuantisedQuery, quantiseQuery } from './quantised-query.ts';

/** The exports of kernel.as.ts, documented there. */
interface Kernel {
  memory: WebAssembly.Memory;
  hadamard(vector: number, bytes: number): void;
  quantise(row: number, dimension: number, codes: number, scale: number, error: number): void;
  scan(
    block: number,
    query: number,
    dimension: number,
    unit: number,
    reach: number,
    length: number,
    from: number,
    to: number,
  ): void;
}

/** Rows per block. kernel.as.ts and candidates.wgsl use the same number. */
export const BLOCK_ROWS = 1024;
/** The length of the kernel's rows is a multiple of this number. */
const ALIGNMENT = 64;
/** Floats per row in a block: scale, error, lower bound and upper bound. */
const FLOATS = 4;
const PAGE = 65536;

/** An estimate of a dot product: a bound of it, or what lies half-way between the bounds. */
export type Estimate = 'lower' | 'middle' | 'upper';

/**
 * Rows quantised to 8-bit integers in WASM memory, a quarter of their size. They suffice to rule out most rows of a
 * search, because the Cauchy-Schwarz inequality bounds how much rounding can change a row's score.
 */
export class QuantisedRows {
  readonly #kernel: Kernel;
  /** Values per row, padded with zeros to a multiple of 64. */
  readonly values: number;
  /** Indices of written blocks, for {@link GpuCodes}, which keeps a copy. */
  readonly changed = new Set<number>();
  #blocks = 0;
  #floats = new Float32Array();

  /** @param dimension Values per row. */
  constructor(readonly dimension: number) {
    compiled ??= new WebAssembly.Module(bytes);
    this.#kernel = new WebAssembly.Instance(compiled).exports as unknown as Kernel;
    this.values = Math.ceil(dimension / ALIGNMENT) * ALIGNMENT;
    this.#reserve(0);
  }

  /** Size of a {@link block} in bytes. */
  get blockBytes(): number {
    return BLOCK_ROWS * (this.values + 4 * 2);
  }

  /**
   * @returns A block's codes, scales and errors in the layout of kernel.as.ts. Valid until the next {@link write}.
   */
  block(index: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#floats.buffer, this.#block(index), this.blockBytes);
  }

  /**
   * @param slot Index of the row. Indices are filled in order.
   * @param row Its `dimension` values.
   * @throws RangeError if memory runs out.
   */
  write(slot: number, row: Float32Array): void {
    const index = Math.floor(slot / BLOCK_ROWS);
    if (index >= this.#blocks) this.#reserve(index + 1);
    this.changed.add(index);
    const place = slot % BLOCK_ROWS;
    const block = this.#block(index);
    const codes = block + ((place % 4) * (BLOCK_ROWS / 4) + (place >> 2)) * this.values;
    const scale = block + BLOCK_ROWS * this.values + place * 4;
    this.#load(row);
    this.#kernel.quantise(0, this.values, codes, scale, scale + BLOCK_ROWS * 4);
  }

  /**
   * @param query `dimension` finite values.
   * @returns The query, quantised.
   */
  quantise(query: Float32Array): QuantisedQuery {
    this.#load(query);
    this.#kernel.hadamard(0, this.values * 4);
    return quantiseQuery(this.#floats.subarray(0, this.values));
  }

  /**
   * @param query See {@link quantise}.
   * @param count Number of rows.
   * @param limit Number of best rows wanted.
   * @param counts Whether to include a row. Called only for rows that may matter, at most twice each.
   * @returns Indices of the best rows and of some others, in no particular order.
   */
  candidates(
    query: QuantisedQuery,
    count: number,
    limit: number,
    counts: (slot: number) => boolean,
  ): number[] {
    this.#take(query);
    const best = new Best(limit);
    for (let slot = 0, index = 0; slot < count; index++) {
      this.#scan(index, query);
      const least = this.#bounds(index, 2);
      const rows = Math.min(BLOCK_ROWS, count - slot);
      for (let i = 0; i < rows; i++, slot++) {
        const score = least[i] as number;
        if (score > best.floor && counts(slot)) best.offer({ id: slot, score });
      }
    }
    const { floor } = best;
    const candidates: number[] = [];
    for (let slot = 0, index = 0; slot < count; index++) {
      const most = this.#bounds(index, 3);
      const rows = Math.min(BLOCK_ROWS, count - slot);
      for (let i = 0; i < rows; i++, slot++) {
        if ((most[i] as number) >= floor && counts(slot)) candidates.push(slot);
      }
    }
    return candidates;
  }

  /**
   * Estimates the dot products of all rows with several queries. Each block is scanned for all of them before the next one,
   * so that its rows are read from memory once.
   *
   * @param queries See {@link quantise}.
   * @param which What to return.
   * @param count Number of rows.
   * @returns For each query, a number per row.
   */
  estimates(queries: readonly QuantisedQuery[], which: Estimate, count: number): Float64Array<ArrayBuffer>[] {
    const all = queries.map(() => new Float64Array(count));
    for (let slot = 0, index = 0; slot < count; slot += BLOCK_ROWS, index++) {
      const rows = Math.min(BLOCK_ROWS, count - slot);
      const lower = this.#bounds(index, which === 'upper' ? 3 : 2);
      const upper = this.#bounds(index, which === 'lower' ? 2 : 3);
      for (const [i, query] of queries.entries()) {
        this.#take(query);
        this.#scan(index, query, 0, Math.ceil(rows / 4));
        const estimates = all[i] as Float64Array;
        for (let row = 0; row < rows; row++)
          estimates[slot + row] = (((lower[row] as number) + (upper[row] as number)) / 2) * query.size;
      }
    }
    return all;
  }

  /**
   * Estimates the dot products of some rows with a query.
   *
   * @param query See {@link quantise}.
   * @param which What to return.
   * @param slots Indices of the rows.
   * @returns A number per index.
   */
  estimatesOf(query: QuantisedQuery, which: Estimate, slots: readonly number[]): Float64Array<ArrayBuffer> {
    this.#take(query);
    return Float64Array.from(slots, (slot) => {
      const index = Math.floor(slot / BLOCK_ROWS);
      const place = slot % BLOCK_ROWS;
      this.#scan(index, query, place >> 2, (place >> 2) + 1);
      const lower = this.#floats[this.#floatAt(index, which === 'upper' ? 3 : 2) + place] as number;
      const upper = this.#floats[this.#floatAt(index, which === 'lower' ? 2 : 3) + place] as number;
      return ((lower + upper) / 2) * query.size;
    });
  }

  /** Writes a query to where the kernel reads it. */
  #take({ codes }: QuantisedQuery): void {
    new Int16Array(this.#kernel.memory.buffer, this.values * 4, this.values).set(codes);
  }

  /** Computes the bounds of a block's rows, four at once; `from` and `to` count fours. */
  #scan(index: number, { unit, reach, length }: QuantisedQuery, from = 0, to = BLOCK_ROWS / 4): void {
    const { values } = this;
    this.#kernel.scan(this.#block(index), values * 4, values, unit, reach, length, from, to);
  }

  /** Writes a vector to the kernel's input. */
  #load(vector: Float32Array): void {
    this.#floats.set(vector);
    this.#floats.fill(0, this.dimension, this.values);
  }

  /** Byte offset of a block. Before the blocks there are a vector's floats and a query's integers. */
  #block(index: number): number {
    return this.values * (4 + 2) + index * BLOCK_ROWS * (this.values + 4 * FLOATS);
  }

  /** Index of the first float of a block: 0 for the scales, 1 errors, 2 lower bounds, 3 upper bounds. */
  #floatAt(index: number, which: number): number {
    return (this.#block(index) + BLOCK_ROWS * (this.values + 4 * which)) / 4;
  }

  /** One float of every row in a block, as in {@link #floatAt}. */
  #bounds(index: number, which: number): Float32Array {
    const start = this.#floatAt(index, which);
    return this.#floats.subarray(start, start + BLOCK_ROWS);
  }

  #reserve(blocks: number): void {
    const { memory } = this.#kernel;
    const missing = this.#block(blocks) - memory.buffer.byteLength;
    // Grow by at least an eighth: growing is slow, and unused memory costs only address space.
    if (missing > 0) memory.grow(Math.ceil(Math.max(missing, memory.buffer.byteLength / 8) / PAGE));
    this.#floats = new Float32Array(memory.buffer);
    this.#blocks = blocks;
  }
}

let compiled: WebAssembly.Module | undefined;
