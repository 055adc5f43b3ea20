import { BLOCK_ROWS, type QuantisedRows } from '../codes.ts';
import type { QuantisedQuery } from '../quantised-query.ts';
import candidatesWgsl from './candidates.wgsl?raw';

/** WGSL for the dot product of four 8-bit integers: with the packed instruction, and without. */
const DOT4 = {
  packed: 'fn dot4(a: u32, b: u32) -> i32 { return dot4I8Packed(a, b); }',
  plain: `
    fn integers(packed: u32) -> vec4<i32> {
      return vec4<i32>(vec4(packed) << vec4(24u, 16u, 8u, 0u)) >> vec4(24u);
    }
    fn dot4(a: u32, b: u32) -> i32 { return dot(integers(a), integers(b)); }`,
};

/** Maximum size of a chunk of rows in bytes: what every device can bind. A chunk is never moved or copied. */
const CHUNK_BYTES = 2 ** 27;
/** Rows that one workgroup of candidates.wgsl scores, and rows that one workgroup filters. */
const SCORED_ROWS = 16;
const SIFTED_ROWS = 64;
/** Bins and the floor. */
const TALLY_BYTES = (4096 + 1) * 4;
/** Maximum number of candidates to read back. If there are more, the CPU searches. */
const CAPACITY = 2 ** 16;
const SEARCH_BYTES = 32;

/** Buffer types in the order of their bindings. */
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
 * A copy of {@link QuantisedRows} on a GPU that finds the same candidates. Each search first uploads the blocks that were
 * written since the last one.
 */
export class GpuCodes {
  readonly #layout: GPUBindGroupLayout;
  readonly #score: GPUComputePipeline;
  readonly #cut: GPUComputePipeline;
  readonly #collect: GPUComputePipeline;
  readonly #chunkBlocks: number;
  readonly #buffers = new Map<string, GPUBuffer>();
  readonly #device: GPUDevice;
  readonly #codes: QuantisedRows;

  /**
   * @param device The caller keeps ownership.
   * @param codes No other copy may consume its list of written blocks.
   */
  constructor(device: GPUDevice, codes: QuantisedRows) {
    this.#device = device;
    this.#codes = codes;
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
   * @param query See {@link QuantisedRows.quantise}.
   * @param count Number of rows; at least 1.
   * @param limit Number of best rows wanted.
   * @param counts Whether to include a row; called for every row. Undefined includes all.
   * @returns Indices of the best rows and of some others, in any order. Undefined if there are too many to be worth
   *   it.
   * @throws Error if the GPU is lost, runs out of memory, or rejects a command.
   */
  async candidates(
    query: QuantisedQuery,
    count: number,
    limit: number,
    counts: ((slot: number) => boolean) | undefined,
  ): Promise<number[] | undefined> {
    const device = this.#device;
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

  /** Frees GPU memory. Do not use this object afterwards. */
  release(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy();
  }

  /** @returns A buffer that receives the result of `collect` in candidates.wgsl, ready to be mapped. */
  #submit(
    query: QuantisedQuery,
    count: number,
    limit: number,
    mask: Uint32Array<ArrayBuffer> | undefined,
  ): GPUBuffer {
    const device = this.#device;
    const codes = this.#codes;
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

  /** Uploads the blocks that were written since the last search. */
  #send(): void {
    const { changed, blockBytes } = this.#codes;
    for (const index of changed) {
      const offset = (index % this.#chunkBlocks) * blockBytes;
      const chunk = this.#chunk(Math.floor(index / this.#chunkBlocks));
      this.#device.queue.writeBuffer(chunk, offset, this.#codes.block(index));
    }
    changed.clear();
  }

  #chunk(index: number): GPUBuffer {
    const size = this.#chunkBlocks * this.#codes.blockBytes;
    return this.#buffer(`chunk ${index}`, size, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
  }

  /** A buffer of at least this size. Reuses the old one if it is large enough. */
  #buffer(name: string, size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const before = this.#buffers.get(name);
    if (before && before.size >= size) return before;
    before?.destroy();
    const buffer = this.#device.createBuffer({ size, usage });
    this.#buffers.set(name, buffer);
    return buffer;
  }
}

/** Splits integers into 128 * high + low with 8 bits each: first all highs, then all lows. */
function halves(integers: Int16Array): Int8Array<ArrayBuffer> {
  const bytes = new Int8Array(2 * integers.length);
  for (const [i, integer] of integers.entries()) {
    const high = Math.round(integer / 128);
    bytes[i] = high;
    bytes[integers.length + i] = integer - 128 * high;
  }
  return bytes;
}

/** One bit per row, beginning with the lowest bit of the first integer. */
function bits(count: number, counts: (slot: number) => boolean): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(count / 32));
  for (let slot = 0; slot < count; slot++) {
    if (counts(slot)) words[slot >> 5] = (words[slot >> 5] as number) | (1 << (slot & 31));
  }
  return words;
}
