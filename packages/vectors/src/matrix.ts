import { checkOptions, described, FUNCTION, invalid, type OptionRules } from '@web-clip/calls';
import { checkFloats, checkIds, checkQuery } from './arguments.ts';
import { Best, type Hit } from './best.ts';
import { BLOCK_ROWS, QuantisedRows } from './codes.ts';
import { type CombinedQuery, type CombinedRows, searchCombined } from './combined.ts';
import { GpuCodes } from './gpu/gpu-codes.ts';
import type { QuantisedQuery } from './quantised-query.ts';
import { type Statistics, sampleOf, statisticsOf } from './sample.ts';

/** Options of {@link Matrix.search}. */
export interface SearchOptions {
  /** Maximum number of hits; at least 1. Default: 100. */
  limit?: number;
  /** Excludes a row unless it returns true. Called for few rows, or for all. Default: all rows count. */
  mask?: (id: number) => boolean;
}

const SEARCH_RULES: OptionRules<SearchOptions> = {
  limit: { what: 'a number of at least 1', fits: (value) => typeof value === 'number' && value >= 1 },
  mask: FUNCTION,
};

/** What a search looks for. */
interface Wanted {
  limit: number;
  mask: SearchOptions['mask'];
}

/** Maximum number of hits unless the caller sets a limit. */
const DEFAULT_LIMIT = 100;

/**
 * Number of rows from which a GPU searches. A smaller search takes the CPU at most some 15 ms. A GPU may take as long
 * to start, or to finish a batch of images first, and a second copy of the rows is not worth it.
 */
export const GPU_ROWS = 250_000;

/**
 * Unit vectors with stable ids and exact search. It needs no model and no worker: fill it with embeddings of any kind.
 *
 * Rows quantised to 8 bits select candidates, which are then compared
 * at full precision. Rows are stored without gaps: the last row replaces a removed one. The matrix grows by blocks of
 * rows, without copying.
 */
export class Matrix {
  readonly #blocks: Float32Array[] = [];
  readonly #codes: QuantisedRows;
  readonly #ids: number[] = [];
  readonly #slots = new Map<number, number>();
  #device: GPUDevice | undefined;
  #gpu: GpuCodes | undefined;
  /** Whether a result of the GPU has matched the CPU's once. */
  #trusted = false;
  /** Counts changes to the rows or their order. */
  #changes = 0;
  /** The sample, and the value of #changes that it belongs to. */
  #sample: { rows: QuantisedRows; count: number; changes: number } | undefined;

  /**
   * @param dimension Values per row.
   * @param device Searches matrices of 250,000 rows and more. The caller keeps ownership. If the device is lost, the CPU
   *   takes over.
   * @throws ClipError `invalid-argument`; RangeError if memory runs out.
   */
  constructor(
    /** Values per row. */
    readonly dimension: number,
    device?: GPUDevice,
  ) {
    if (!(Number.isInteger(dimension) && dimension >= 1)) {
      throw invalid(
        `new Matrix() needs the number of values per row, such as embeddings.dimension, but got ${described(dimension)}.`,
      );
    }
    this.#device = device;
    this.#codes = new QuantisedRows(dimension);
  }

  /** Number of rows. */
  get size(): number {
    return this.#ids.length;
  }

  /**
   * Adds rows, or replaces rows with the same id.
   *
   * If {@link BLOCK_ROWS} new rows, set at once, make up a whole block, the matrix adopts their array without copying
   * and owns it from then on. This is always so if such blocks are set before anything else.
   *
   * @param ids One id per row.
   * @param rows `ids.length * dimension` values, each row of length 1.
   * @throws ClipError `invalid-argument`, and nothing has changed; RangeError if memory runs out.
   */
  set(ids: readonly number[], rows: Float32Array): void {
    checkIds('set()', ids);
    checkFloats('set()', rows);
    if (rows.length !== ids.length * this.dimension) {
      throw invalid(
        `${ids.length} rows of ${this.dimension} values are needed, but ${rows.length} values were given.`,
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

  /**
   * Removes rows.
   *
   * @param ids Their ids. Unknown ones are ignored.
   * @throws ClipError `invalid-argument`.
   */
  delete(ids: readonly number[]): void {
    checkIds('delete()', ids);
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

  /** Whether there is a row with this id. */
  has(id: number): boolean {
    return this.#slots.has(id);
  }

  /** @returns A copy of a row, or undefined. */
  get(id: number): Float32Array<ArrayBuffer> | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#row(slot).slice();
  }

  /**
   * Finds the rows most similar to a query. Asynchronous because a GPU's result has to be read back.
   *
   * @param query `dimension` values; its length as a vector should be 1. If it has values that are not finite, nothing is
   *   found.
   * @returns The rows with the highest dot products, best first; equal ones by ascending id.
   * @throws ClipError `invalid-argument`.
   */
  async search(query: Float32Array, options: SearchOptions = {}): Promise<Hit[]> {
    checkQuery('search()', query, this.dimension);
    checkOptions('search()', options, SEARCH_RULES);
    if (!query.every(Number.isFinite)) return [];
    const { limit = DEFAULT_LIMIT, mask } = options;
    const wanted = { limit, mask };
    const quantised = this.#codes.quantise(query);
    const onGpu = this.#device && this.size >= GPU_ROWS && this.#searchOnGpu(query, quantised, wanted);
    return (await onGpu) || this.#searchOnCpu(query, quantised, wanted);
  }

  /**
   * Finds the rows with the highest score, which several queries make together. The hits are those of scoring all rows.
   * The CPU does this, whatever the number of rows.
   *
   * @param query If its queries have values that are not finite, nothing is found.
   * @returns The rows with the highest scores, best first; equal ones by ascending id.
   * @throws ClipError `invalid-argument`.
   */
  searchCombined(query: CombinedQuery, options: SearchOptions = {}): Hit[] {
    const { rising, falling } = query;
    const queries = [...rising, ...falling];
    for (const each of queries) checkQuery('searchCombined()', each, this.dimension);
    checkOptions('searchCombined()', options, SEARCH_RULES);
    if (!queries.every((each) => each.every(Number.isFinite))) return [];
    const { limit = DEFAULT_LIMIT, mask } = options;
    const quantised = queries.map((each) => this.#codes.quantise(each));
    const rows: CombinedRows = {
      count: this.size,
      highest: () => this.#codes.estimates(quantised.slice(0, rising.length), 'upper', this.size),
      lowest: (index, slots) => this.#codes.estimatesOf(quantised[index] as QuantisedQuery, 'lower', slots),
      product: (slot, index) => dot(this.#row(slot), queries[index] as Float32Array),
      counts: this.#counts(mask) ?? (() => true),
      id: (slot) => this.#ids[slot] as number,
    };
    return searchCombined(query, rows, limit);
  }

  /**
   * Estimates mean and deviation of the rows' dot products with a query, from a sample of some 2,000 rows. The ids decide
   * which rows these are, so the result depends neither on the order of the rows nor on how they came.
   *
   * @param query `dimension` values, all finite.
   * @throws ClipError `invalid-argument`.
   */
  statistics(query: Float32Array): Statistics {
    checkQuery('statistics()', query, this.dimension);
    if (this.#sample?.changes !== this.#changes) {
      // Its memory is kept: browsers free that of WASM late.
      const rows = this.#sample?.rows ?? new QuantisedRows(this.dimension);
      const ids = sampleOf(this.#ids);
      for (const [i, id] of ids.entries()) rows.write(i, this.#row(this.#slots.get(id) as number));
      this.#sample = { rows, count: ids.length, changes: this.#changes };
    }
    const { rows, count } = this.#sample;
    const [estimates] = rows.estimates([rows.quantise(query)], 'middle', count);
    return statisticsOf(estimates as Float64Array);
  }

  /**
   * Computes the dot products of some rows with a query.
   *
   * @param query `dimension` values.
   * @param ids The rows.
   * @returns One number per id; NaN for an unknown one.
   * @throws ClipError `invalid-argument`.
   */
  products(query: Float32Array, ids: readonly number[]): Float64Array<ArrayBuffer> {
    checkQuery('products()', query, this.dimension);
    checkIds('products()', ids);
    return Float64Array.from(ids, (id) => {
      const slot = this.#slots.get(id);
      return slot === undefined ? Number.NaN : dot(this.#row(slot), query);
    });
  }

  /** Frees GPU memory. Later searches use the CPU. */
  release(): void {
    this.#device = undefined;
    this.#gpu?.release();
  }

  #searchOnCpu(query: Float32Array, quantised: QuantisedQuery, { limit, mask }: Wanted): Hit[] {
    const counts = this.#counts(mask) ?? (() => true);
    return this.#best(query, this.#codes.candidates(quantised, this.size, limit, counts), limit);
  }

  /** @returns The hits, or undefined if the CPU has to search. */
  async #searchOnGpu(
    query: Float32Array,
    quantised: QuantisedQuery,
    wanted: Wanted,
  ): Promise<Hit[] | undefined> {
    const changes = this.#changes;
    try {
      this.#gpu ??= new GpuCodes(this.#device as GPUDevice, this.#codes);
      const { limit, mask } = wanted;
      const slots = await this.#gpu.candidates(quantised, this.size, limit, this.#counts(mask));
      // Rows have moved in the meantime.
      if (changes !== this.#changes) return undefined;
      const hits = slots && this.#best(query, slots, limit);
      if (!hits || this.#trusted) return hits;
      // Some GPUs return wrong numbers, so the first result has to match the CPU's.
      const expected = this.#searchOnCpu(query, quantised, wanted);
      this.#trusted = hits.length === expected.length && hits.every(({ id }, i) => id === expected[i]?.id);
      if (!this.#trusted) this.release();
      return expected;
    } catch {
      // The GPU is lost or out of memory. The CPU has all rows too.
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
      const score = dot(this.#row(slot), query);
      // A row with NaN is never found.
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

/** Adds up in order, in double precision: the same score wherever a row lies. */
function dot(row: Float32Array, query: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += (row[i] as number) * (query[i] as number);
  return sum;
}
