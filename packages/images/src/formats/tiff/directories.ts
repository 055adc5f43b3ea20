import { viewOf } from '../containers.ts';
import type { RandomAccess } from '../random-access.ts';

/** How numbers of a TIFF structure are encoded, and what its offsets count from. */
export interface TiffLayout {
  file: RandomAccess;
  /**
   * Offset of the structure's first byte in the file. EXIF data and maker notes have structures in the middle
   * of a file.
   */
  base: number;
  isLittleEndian: boolean;
  /** Whether offsets and counts have 64 bits. */
  isBig: boolean;
}

/** A field of a directory. */
export interface Entry {
  /** Type number: https://www.awaresystems.be/imaging/tiff/bigtiff.html */
  type: number;
  /** Number of values. */
  count: number;
  /** Where its values are in the file. */
  start: number;
  end: number;
}

/** An image file directory: a table of fields. */
export interface Directory {
  /** By tag. */
  entries: ReadonlyMap<number, Entry>;
  /** Offset of the next directory from the layout's base; 0 if this is the last. */
  next: number;
}

/** The most fields to read from one directory. The largest in camera files have about 200. */
const MOST_ENTRIES = 1024;

/** The most values to read from one field: enough for a large image in the smallest tiles. */
const MOST_VALUES = 2 ** 20;

/** Bytes per value, by type. */
const TYPE_BYTES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

/** Magic numbers after the byte order: TIFF, BigTIFF, RW2 (Panasonic) and ORF (Olympus). */
const MAGIC: ReadonlySet<number> = new Set([42, 43, 0x55, 0x4f52, 0x5352]);

/**
 * Reads the header of a TIFF structure (https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf,
 * section 2; BigTIFF: https://libtiff.gitlab.io/libtiff/specification/bigtiff.html).
 *
 * @param file The file.
 * @param base Where the structure begins in the file.
 * @returns Its layout and the offset of its first directory; undefined if there is none.
 */
export async function readTiffHeader(
  file: RandomAccess,
  base = 0,
): Promise<{ layout: TiffLayout; first: number } | undefined> {
  const bytes = await file.read(base, base + 16);
  const order = String.fromCharCode(...bytes.subarray(0, 2));
  if (bytes.length < 8 || (order !== 'II' && order !== 'MM')) return undefined;
  const isLittleEndian = order === 'II';
  const view = viewOf(bytes);
  const magic = view.getUint16(2, isLittleEndian);
  if (!MAGIC.has(magic)) return undefined;
  const isBig = magic === 43;
  if (isBig && bytes.length < 16) return undefined;
  const first = isBig ? Number(view.getBigUint64(8, isLittleEndian)) : view.getUint32(4, isLittleEndian);
  return { layout: { file, base, isLittleEndian, isBig }, first };
}

/**
 * @param offset Where the directory begins, relative to the layout's base.
 * @returns The directory, without fields whose values lie past the end of the file; undefined if the
 *   directory itself does.
 */
export async function readDirectory(layout: TiffLayout, offset: number): Promise<Directory | undefined> {
  const { file, base, isLittleEndian, isBig } = layout;
  const [countBytes, entryBytes, wordBytes] = isBig ? [8, 20, 8] : [2, 12, 4];
  const start = base + offset;
  if (start + countBytes > file.size) return undefined;
  const head = viewOf(await file.read(start, start + countBytes));
  if (head.byteLength < countBytes) return undefined;
  const count = isBig ? Number(head.getBigUint64(0, isLittleEndian)) : head.getUint16(0, isLittleEndian);
  const table = start + countBytes;
  const length = Math.min(count, MOST_ENTRIES) * entryBytes;
  const view = viewOf(await file.read(table, table + length + wordBytes));
  const word = (at: number): number =>
    isBig ? Number(view.getBigUint64(at, isLittleEndian)) : view.getUint32(at, isLittleEndian);
  const entries = new Map<number, Entry>();
  for (let at = 0; at < length && at + entryBytes <= view.byteLength; at += entryBytes) {
    const type = view.getUint16(at + 2, isLittleEndian);
    const values = word(at + 4);
    const size = values * (TYPE_BYTES[type] ?? 0);
    const field = at + 4 + wordBytes;
    const first = size <= wordBytes ? table + field : base + word(field);
    if (size === 0 || first + size > file.size) continue;
    entries.set(view.getUint16(at, isLittleEndian), { type, count: values, start: first, end: first + size });
  }
  const hasNext = count <= MOST_ENTRIES && length + wordBytes <= view.byteLength;
  return { entries, next: hasNext ? word(length) : 0 };
}

/**
 * @param tag A field of integers.
 * @returns Its values; none if the field is missing, has another type, or is implausibly long.
 */
export const numbersOf = (layout: TiffLayout, directory: Directory, tag: number): Promise<number[]> =>
  firstNumbers(layout, directory, tag, MOST_VALUES);

/** @returns A field's first value; undefined in the cases where {@link numbersOf} returns none. */
export const numberOf = async (
  layout: TiffLayout,
  directory: Directory,
  tag: number,
): Promise<number | undefined> => (await firstNumbers(layout, directory, tag, 1))[0];

/** @returns At most this many of a field's values. */
async function firstNumbers(
  layout: TiffLayout,
  directory: Directory,
  tag: number,
  most: number,
): Promise<number[]> {
  const entry = directory.entries.get(tag);
  const read = entry && READERS[entry.type];
  if (!read || entry.count > MOST_VALUES) return [];
  const count = Math.min(entry.count, most);
  const step = TYPE_BYTES[entry.type] as number;
  const view = viewOf(await layout.file.read(entry.start, entry.start + count * step));
  if (view.byteLength < count * step) return [];
  return Array.from({ length: count }, (_, i) => read(view, i * step, layout.isLittleEndian));
}

type Reader = (view: DataView, at: number, isLittleEndian: boolean) => number;

const byte: Reader = (view, at) => view.getUint8(at);
const long: Reader = (view, at, isLittleEndian) => view.getUint32(at, isLittleEndian);
const long8: Reader = (view, at, isLittleEndian) => Number(view.getBigUint64(at, isLittleEndian));

/** BYTE, SHORT, LONG, IFD, LONG8, IFD8. */
const READERS: Readonly<Record<number, Reader>> = {
  1: byte,
  3: (view, at, isLittleEndian) => view.getUint16(at, isLittleEndian),
  4: long,
  13: long,
  16: long8,
  18: long8,
};
