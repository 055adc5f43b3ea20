import { Best } from './best.ts';
import bytes from './kernel/kernel.as.ts?wasm';
import { type QuantisedQuery, quantiseQuery } from './quantised-query.ts';

/** See kernel.as.ts for what these do. */
interface Kernel {
  memory: WebAssembly.Memory;
  turn(vector: number, bytes: number): void;
  quantise(row: number, dimension: number, codes: number, scale: number, error: number): void;
  scan(block: number, query: number, dimension: number, unit: number, reach: number, length: number): void;
}

/** Rows of a block; kernel.as.ts and candidates.wgsl have the same number. */
export const BLOCK_ROWS = 1024;
/** The kernel's rows are a multiple of this long. */
const ALIGNMENT = 64;
/** Floats that a block has for each row: scale, error, least and most. */
const FLOATS = 4;
const PAGE = 65536;

/**
 * Rows as 8-bit integers in WASM's memory, a quarter of their size, from which most rows are seen not to be
 * among the best: what a row's rounding may change of its score is bounded by the Cauchy-Schwarz inequality.
 */
export class Codes {
  readonly #kernel: Kernel;
  /** Values of a row, with the zeros that fill it up; a multiple of 64. */
  readonly values: number;
  /** Blocks that were written, for those who have a copy. */
  readonly changed = new Set<number>();
  #blocks = 0;
  #floats = new Float32Array();

  /** @param dimension Length of a row. */
  constructor(readonly dimension: number) {
    compiled ??= new WebAssembly.Module(bytes);
    this.#kernel = new WebAssembly.Instance(compiled).exports as unknown as Kernel;
    this.values = Math.ceil(dimension / ALIGNMENT) * ALIGNMENT;
    this.#reserve(0);
  }

  /** Bytes of what {@link block} gives. */
  get blockBytes(): number {
    return BLOCK_ROWS * (this.values + 4 * 2);
  }

  /** @returns A block's codes, scales and errors, as kernel.as.ts has them, until the next {@link write}. */
  block(index: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#floats.buffer, this.#block(index), this.blockBytes);
  }

  /**
   * @param slot The row's place; places are taken in order.
   * @param row Its `dimension` values.
   * @throws RangeError if there is no memory for it.
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
   * @returns It in integers.
   */
  quantise(query: Float32Array): QuantisedQuery {
    this.#load(query);
    this.#kernel.turn(0, this.values * 4);
    return quantiseQuery(this.#floats.subarray(0, this.values));
  }

  /**
   * @param query See {@link quantise}.
   * @param count How many rows there are.
   * @param limit How many of the best are asked for.
   * @param counts Whether the row in a place counts; asked for those that may matter, twice at most.
   * @returns The places of the best rows and of some more, in no order that means anything.
   */
  candidates(
    { codes, unit, reach, length }: QuantisedQuery,
    count: number,
    limit: number,
    counts: (slot: number) => boolean,
  ): number[] {
    const { values } = this;
    new Int16Array(this.#kernel.memory.buffer, values * 4, values).set(codes);
    const best = new Best(limit);
    for (let slot = 0, index = 0; slot < count; index++) {
      this.#kernel.scan(this.#block(index), values * 4, values, unit, reach, length);
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

  /** Writes a vector to where the kernel takes it from. */
  #load(vector: Float32Array): void {
    this.#floats.set(vector);
    this.#floats.fill(0, this.dimension, this.values);
  }

  /** Where a block begins: first there are a vector's floats, and a query's integers. */
  #block(index: number): number {
    return this.values * (4 + 2) + index * BLOCK_ROWS * (this.values + 4 * FLOATS);
  }

  /** One of the floats that a block has for each row. */
  #bounds(index: number, which: number): Float32Array {
    const start = (this.#block(index) + BLOCK_ROWS * (this.values + 4 * which)) / 4;
    return this.#floats.subarray(start, start + BLOCK_ROWS);
  }

  #reserve(blocks: number): void {
    const { memory } = this.#kernel;
    const missing = this.#block(blocks) - memory.buffer.byteLength;
    // By an eighth at least: growing is slow, and what is not used costs nothing but addresses.
    if (missing > 0) memory.grow(Math.ceil(Math.max(missing, memory.buffer.byteLength / 8) / PAGE));
    this.#floats = new Float32Array(memory.buffer);
    this.#blocks = blocks;
  }
}

let compiled: WebAssembly.Module | undefined;
