import { BLOCK_ROWS, type Codes } from '../codes.ts';
import type { QuantisedQuery } from '../quantised-query.ts';
import candidatesWgsl from './candidates.wgsl?raw';

/** How four products of 8-bit integers are added up, where there is an instruction for it and elsewhere. */
const DOT4 = {
  packed: 'fn dot4(a: u32, b: u32) -> i32 { return dot4I8Packed(a, b); }',
  plain: `
    fn integers(packed: u32) -> vec4<i32> {
      return vec4<i32>(vec4(packed) << vec4(24u, 16u, 8u, 0u)) >> vec4(24u);
    }
    fn dot4(a: u32, b: u32) -> i32 { return dot(integers(a), integers(b)); }`,
};

/** Most bytes of a chunk of rows: what every device can bind. A chunk is never moved or copied. */
const CHUNK_BYTES = 2 ** 27;
/** Rows that a workgroup of candidates.wgsl scores, and that one sifts. */
const SCORED_ROWS = 16;
const SIFTED_ROWS = 64;
/** Bins and the floor. */
const TALLY_BYTES = (4096 + 1) * 4;
/** Candidates that are read back; more are left to the CPU. */
const CAPACITY = 2 ** 16;
const SEARCH_BYTES = 32;

/** In the order of their bindings. */
const BINDINGS = [
  'uniform',
  'read-only-storage',
  'read-only-storage',
  'read-only-storage',
  'storage',
  'storage',
  'storage',
] as const satisfies readonly GPUBufferBindingType[];

/**
 * A copy of {@link Codes} on a GPU, which finds the same candidates. Blocks that were written since the last
 * search are sent before the next one.
 */
export class GpuCodes {
  readonly #layout: GPUBindGroupLayout;
  readonly #score: GPUComputePipeline;
  readonly #cut: GPUComputePipeline;
  readonly #collect: GPUComputePipeline;
  readonly #chunkBlocks: number;
  readonly #buffers = new Map<string, GPUBuffer>();

  /**
   * @param device Stays the caller's.
   * @param codes Nobody else may take its list of what was written.
   */
  constructor(
    private readonly device: GPUDevice,
    private readonly codes: Codes,
  ) {
    const packed = navigator.gpu.wgslLanguageFeatures.has('packed_4x8_integer_dot_product');
    const code = `${packed ? DOT4.packed : DOT4.plain}\n${candidatesWgsl}`;
    const module = device.createShaderModule({ code });
    this.#layout = device.createBindGroupLayout({
      entries: BINDINGS.map((type, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type },
      })),
    });
    const layout = device.createPipelineLayout({ bindGroupLayouts: [this.#layout] });
    const pipeline = (entryPoint: string): GPUComputePipeline =>
      device.createComputePipeline({ layout, compute: { module, entryPoint } });
    this.#score = pipeline('score');
    this.#cut = pipeline('cut');
    this.#collect = pipeline('collect');
    this.#chunkBlocks = Math.min(
      Math.floor(CHUNK_BYTES / codes.blockBytes),
      Math.floor((device.limits.maxComputeWorkgroupsPerDimension * SCORED_ROWS) / BLOCK_ROWS),
    );
  }

  /**
   * @param query See {@link Codes.quantise}.
   * @param count How many rows there are; at least 1.
   * @param limit How many of the best are asked for.
   * @param counts Whether the row in a place counts; asked for every row. Undefined: all do.
   * @returns The places of the best rows and of some more, in any order; undefined if there are too many to be
   *   worth it.
   * @throws Error if the GPU was lost, has no memory left, or refuses what it is told.
   */
  async candidates(
    query: QuantisedQuery,
    count: number,
    limit: number,
    counts: ((slot: number) => boolean) | undefined,
  ): Promise<number[] | undefined> {
    const { device } = this;
    const mask = counts && bits(count, counts);
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const staging = this.#submit(query, count, limit, mask);
    try {
      const [invalid, full] = await Promise.all([
        device.popErrorScope(),
        device.popErrorScope(),
        staging.mapAsync(GPUMapMode.READ),
      ]);
      const error = invalid ?? full;
      if (error) throw new Error(error.message);
      const found = new Uint32Array(staging.getMappedRange());
      const total = found[0] as number;
      return total > CAPACITY ? undefined : Array.from(found.subarray(1, 1 + total));
    } finally {
      staging.destroy();
    }
  }

  /** Gives the GPU's memory back; afterwards this is of no use. */
  release(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy();
  }

  /** @returns What `collect` of candidates.wgsl finds, to be mapped. */
  #submit(
    query: QuantisedQuery,
    count: number,
    limit: number,
    mask: Uint32Array<ArrayBuffer> | undefined,
  ): GPUBuffer {
    const { device, codes } = this;
    const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    const chunkRows = this.#chunkBlocks * BLOCK_ROWS;
    const chunkCount = Math.ceil(count / chunkRows);
    const capacity = chunkCount * chunkRows;
    const offset = device.limits.minUniformBufferOffsetAlignment;

    const searches = this.#buffer('searches', chunkCount * offset, UNIFORM | COPY_DST);
    const integers = this.#buffer('query', 2 * codes.values, STORAGE | COPY_DST);
    const counting = this.#buffer('mask', capacity / 8, STORAGE | COPY_DST);
    const most = this.#buffer('most', capacity * 4, STORAGE);
    const tally = this.#buffer('tally', TALLY_BYTES, STORAGE | COPY_DST);
    const found = this.#buffer('found', (1 + CAPACITY) * 4, STORAGE | COPY_DST | COPY_SRC);
    device.queue.writeBuffer(integers, 0, halves(query.codes));
    if (mask) device.queue.writeBuffer(counting, 0, mask);

    const chunks = Array.from({ length: chunkCount }, (_, index) => {
      const first = index * chunkRows;
      const rows = Math.min(chunkRows, count - first);
      const search = new ArrayBuffer(SEARCH_BYTES);
      new Uint32Array(search).set([rows, first, codes.values / 16, Math.min(limit, count)]);
      new Float32Array(search, 16).set([query.unit, query.reach, query.length]);
      new Uint32Array(search, 28).set([mask ? 1 : 0]);
      device.queue.writeBuffer(searches, index * offset, search);
      const resources: GPUBufferBinding[] = [
        { buffer: searches, offset: index * offset, size: SEARCH_BYTES },
        ...[this.#chunk(index), integers, counting, most, tally, found].map((buffer) => ({ buffer })),
      ];
      const entries = resources.map((resource, binding) => ({ binding, resource }));
      return { rows, bindings: device.createBindGroup({ layout: this.#layout, entries }) };
    });
    this.#send();

    const staging = device.createBuffer({ size: found.size, usage: MAP_READ | COPY_DST });
    const encoder = device.createCommandEncoder();
    encoder.clearBuffer(tally);
    encoder.clearBuffer(found, 0, 4);
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#score);
    for (const { rows, bindings } of chunks) {
      pass.setBindGroup(0, bindings);
      pass.dispatchWorkgroups(Math.ceil(rows / BLOCK_ROWS) * (BLOCK_ROWS / SCORED_ROWS));
    }
    pass.setPipeline(this.#cut);
    pass.dispatchWorkgroups(1);
    pass.setPipeline(this.#collect);
    for (const { rows, bindings } of chunks) {
      pass.setBindGroup(0, bindings);
      pass.dispatchWorkgroups(Math.ceil(rows / SIFTED_ROWS));
    }
    pass.end();
    encoder.copyBufferToBuffer(found, 0, staging, 0, found.size);
    device.queue.submit([encoder.finish()]);
    return staging;
  }

  /** Sends the blocks that were written since the last time. */
  #send(): void {
    const { changed, blockBytes } = this.codes;
    for (const index of changed) {
      const offset = (index % this.#chunkBlocks) * blockBytes;
      const chunk = this.#chunk(Math.floor(index / this.#chunkBlocks));
      this.device.queue.writeBuffer(chunk, offset, this.codes.block(index));
    }
    changed.clear();
  }

  #chunk(index: number): GPUBuffer {
    const size = this.#chunkBlocks * this.codes.blockBytes;
    return this.#buffer(`chunk ${index}`, size, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
  }

  /** A buffer of at least this size; the same one as before, if it is large enough. */
  #buffer(name: string, size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const before = this.#buffers.get(name);
    if (before && before.size >= size) return before;
    before?.destroy();
    const buffer = this.device.createBuffer({ size, usage });
    this.#buffers.set(name, buffer);
    return buffer;
  }
}

/** Integers as 128 * high + low in 8 bits each: first all highs, then all lows. */
function halves(integers: Int16Array): Int8Array<ArrayBuffer> {
  const bytes = new Int8Array(2 * integers.length);
  for (const [i, integer] of integers.entries()) {
    const high = Math.round(integer / 128);
    bytes[i] = high;
    bytes[integers.length + i] = integer - 128 * high;
  }
  return bytes;
}

/** A bit for each place, from the lowest of the first integer on. */
function bits(count: number, counts: (slot: number) => boolean): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(count / 32));
  for (let slot = 0; slot < count; slot++) {
    if (counts(slot)) words[slot >> 5] = (words[slot >> 5] as number) | (1 << (slot & 31));
  }
  return words;
}
