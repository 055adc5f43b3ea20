/** Bytes of a file: `start` inclusive, `end` exclusive. */
export interface Range {
  start: number;
  end: number;
}

interface Chunk extends Range {
  bytes: Uint8Array<ArrayBuffer>;
}

/** A file in memory, in the pieces in which it was read. They can be freed one by one. */
export class FileChunks {
  /** In bytes. */
  readonly length: number;
  readonly #chunks: readonly Chunk[];

  /** @param chunks The file's bytes, in order. */
  constructor(chunks: readonly Uint8Array<ArrayBuffer>[]) {
    let end = 0;
    this.#chunks = chunks.map((bytes) => {
      const start = end;
      end += bytes.length;
      return { bytes, start, end };
    });
    this.length = end;
  }

  /**
   * @param range Within the file.
   * @returns Its bytes: a view if the range lies in one chunk, otherwise a copy.
   */
  slice({ start, end }: Range): Uint8Array<ArrayBuffer> {
    const parts = this.#in({ start, end });
    const views = parts.map((chunk) =>
      chunk.bytes.subarray(Math.max(start - chunk.start, 0), end - chunk.start),
    );
    if (views.length <= 1) return views[0] ?? new Uint8Array();
    const copy = new Uint8Array(end - start);
    for (const [i, view] of views.entries()) {
      copy.set(view, Math.max((parts[i] as Range).start - start, 0));
    }
    return copy;
  }

  /**
   * @param offset In bytes.
   * @returns The byte there, or undefined past the end.
   */
  at(offset: number): number | undefined {
    const chunk = this.#chunks.find(({ end }) => offset < end);
    return chunk?.bytes[offset - chunk.start];
  }

  /**
   * Lets each range be read once. Frees a chunk as soon as all wanted ranges in it have been read, and chunks
   * without wanted ranges at once.
   *
   * @param wanted The ranges.
   * @returns Reads one range, or returns undefined if part of it has been freed. The bytes are valid until
   *   the next call.
   */
  drain(wanted: readonly Range[]): (range: Range) => Uint8Array<ArrayBuffer> | undefined {
    const left = new Map(
      this.#chunks.map((chunk) => [chunk, wanted.reduce((sum, range) => sum + shared(chunk, range), 0)]),
    );
    const isRead = (chunk: Chunk): boolean => (left.get(chunk) as number) <= 0;
    let read = this.#chunks.filter(isRead);
    let copy: ArrayBuffer | undefined;
    const giveBackRead = (): void => {
      read.forEach(giveBack);
      copy?.transfer?.(0);
    };
    giveBackRead();
    return (range) => {
      giveBackRead();
      const chunks = this.#in(range);
      if (chunks.some(({ bytes }) => bytes.length === 0)) return undefined;
      for (const chunk of chunks) left.set(chunk, (left.get(chunk) as number) - shared(chunk, range));
      read = chunks.filter(isRead);
      const bytes = this.slice(range);
      copy = chunks.length > 1 ? bytes.buffer : undefined;
      return bytes;
    };
  }

  /** Frees the whole file. */
  giveBack(): void {
    this.#chunks.forEach(giveBack);
  }

  #in(range: Range): Chunk[] {
    return this.#chunks.filter((chunk) => shared(chunk, range) > 0);
  }
}

/** Number of bytes in both ranges. */
const shared = (a: Range, b: Range): number =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** Frees the memory at once. Otherwise many buffers could pile up before the next garbage collection. */
function giveBack(chunk: Chunk): void {
  // Older browsers have to wait: https://caniuse.com/mdn-javascript_builtins_arraybuffer_transfer
  chunk.bytes.buffer.transfer?.(0);
  chunk.bytes = new Uint8Array();
}
