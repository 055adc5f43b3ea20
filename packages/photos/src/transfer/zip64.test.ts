import { expect, it } from 'vitest';
import { zipPhotos } from './zip-photos.ts';

/** From this size or offset on, the fields of a plain ZIP are too small. */
const FOUR_GIB = 2 ** 32;

/** Bytes of the end of a file that hold its directory. */
const TAIL = 2 ** 16;

const PART = new Uint8Array(2 ** 20).fill(7);

/** A file of one byte, repeated, of which no more than a part is in memory. */
class RepeatedFile extends File {
  readonly #size: number;

  constructor(name: string, size: number) {
    super([], name, { lastModified: Date.UTC(2024, 4, 5) });
    this.#size = size;
  }

  override get size(): number {
    return this.#size;
  }

  override slice(start = 0, end = this.#size): Blob {
    return new Blob([PART.subarray(0, Math.min(end, this.#size) - start)]);
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let left = this.#size;
    return new ReadableStream({
      pull: (controller) => {
        if (left === 0) return controller.close();
        const part = PART.subarray(0, Math.min(left, PART.length));
        left -= part.length;
        controller.enqueue(part);
      },
    });
  }
}

/** Keeps the end of what is written, and where local headers begin. */
class Ending {
  tail = new Uint8Array(0);
  size = 0;
  readonly headers: number[] = [];
  readonly sink = new WritableStream<Uint8Array>({
    write: (part) => {
      // The writer writes each header by itself.
      if (part[0] === 0x50 && part[1] === 0x4b && part[2] === 3 && part[3] === 4)
        this.headers.push(this.size);
      this.size += part.length;
      const last = new Uint8Array(Math.min(TAIL, this.tail.length + part.length));
      const added = part.subarray(-last.length);
      last.set(this.tail.subarray(this.tail.length + added.length - last.length));
      last.set(added, last.length - added.length);
      this.tail = last;
    },
  });

  /** A view from an offset in the file on, which must be in the tail. */
  at(offset: number): DataView {
    const start = offset - (this.size - this.tail.length);
    expect(start).toBeGreaterThanOrEqual(0);
    return new DataView(this.tail.buffer, this.tail.byteOffset + start);
  }
}

/** An entry of the central directory (APPNOTE.TXT 4.3.12), its extra field of ZIP64 (4.5.3) included. */
function entryAt(view: DataView): { name: string; size: number; offset: number; length: number } {
  expect(view.getUint32(0, true)).toBe(0x02014b50);
  const [nameLength, extraLength] = [view.getUint16(28, true), view.getUint16(30, true)];
  const extraStart = 46 + nameLength;
  const text = new Uint8Array(view.buffer, view.byteOffset + 46, nameLength);
  const entry = { size: view.getUint32(24, true), offset: view.getUint32(42, true) };
  for (let at = extraStart; at < extraStart + extraLength; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    // Only the fields that are too large are there, in this order.
    let value = at + 4;
    const next = (): number => {
      value += 8;
      return Number(view.getBigUint64(value - 8, true));
    };
    if (entry.size === 0xffffffff) entry.size = next();
    if (view.getUint32(20, true) === 0xffffffff) next();
    if (entry.offset === 0xffffffff) entry.offset = next();
  }
  const commentLength = view.getUint16(32, true);
  return {
    ...entry,
    name: new TextDecoder().decode(text),
    length: extraStart + extraLength + commentLength,
  };
}

it('is a ZIP64 whose directory is right beyond 4 GiB', async () => {
  const sizes = [2 ** 30, 2 ** 30 + 1, 2 ** 30, 2 ** 30, 12_345];
  const ending = new Ending();
  const summary = await zipPhotos(
    sizes.map((_, photo) => ({ photo })),
    async (photo) => [new RepeatedFile(`${photo}.jpg`, sizes[photo] as number)],
    ending.sink,
    {},
  );
  expect(summary).toEqual({ photos: sizes.length, files: sizes.length, left: [] });

  // 4.3.16, 4.3.15 and 4.3.14: the end, which says where the larger one is, which says where the directory is.
  const end = ending.at(ending.size - 22);
  expect(end.getUint32(0, true)).toBe(0x06054b50);
  expect(end.getUint32(16, true)).toBe(0xffffffff);
  const locator = ending.at(ending.size - 22 - 20);
  expect(locator.getUint32(0, true)).toBe(0x07064b50);
  const large = ending.at(Number(locator.getBigUint64(8, true)));
  expect(large.getUint32(0, true)).toBe(0x06064b50);
  expect(Number(large.getBigUint64(32, true))).toBe(sizes.length);
  let place = Number(large.getBigUint64(48, true));
  expect(place).toBeGreaterThan(FOUR_GIB);

  const entries = sizes.map(() => {
    const { length, ...entry } = entryAt(ending.at(place));
    place += length;
    return entry;
  });
  expect(entries).toEqual(
    sizes.map((size, i) => ({ name: `${i}.jpg`, size, offset: ending.headers[i] as number })),
  );
  expect(entries.at(-1)?.offset).toBeGreaterThan(FOUR_GIB);
  // Where the directory ends, the larger end begins.
  expect(place).toBe(Number(locator.getBigUint64(8, true)));
}, 120_000);
