/** Bytes of a file, from one up to another. */
export interface Range {
  start: number;
  end: number;
}

interface Chunk extends Range {
  bytes: Uint8Array<ArrayBuffer>;
}

/** A file in memory, in the pieces that it was read in: they can be given back one by one. */
export class FileChunks {
  /** In bytes. */
  readonly length: number;
  readonly #chunks: readonly Chunk[];

  /** @param chunks The file's bytes, in their order. */
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
   * @returns Its bytes: those of the file themselves where they are in one chunk, else a copy.
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
   * @returns The byte there, or undefined behind the end.
   */
  at(offset: number): number | undefined {
    const chunk = this.#chunks.find(({ end }) => offset < end);
    return chunk?.bytes[offset - chunk.start];
  }

  /**
   * Lets ranges be read once each, and gives a chunk's memory back when all that is wanted of it was read: at once
   * where nothing is.
   *
   * @param wanted The ranges.
   * @returns Reads one of them; undefined if a part of it was given back. What it returns holds until the next call.
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

  /** Gives the memory of all of it back. */
  giveBack(): void {
    this.#chunks.forEach(giveBack);
  }

  #in(range: Range): Chunk[] {
    return this.#chunks.filter((chunk) => shared(chunk, range) > 0);
  }
}

/** Bytes that are in both. */
const shared = (a: Range, b: Range): number =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** Many buffers can pile up before they are collected: this does not wait for that. */
function giveBack(chunk: Chunk): void {
  // Older browsers have to wait: https://caniuse.com/mdn-javascript_builtins_arraybuffer_transfer
  chunk.bytes.buffer.transfer?.(0);
  chunk.bytes = new Uint8Array();
}
