import { viewOf } from '@web-clip/images/containers';

/** The values of one tag. */
export interface TiffValue {
  /** The type of the values (TIFF 6.0, section 2). */
  type: number;
  bytes: Uint8Array;
  /** Whether the file's numbers are little-endian. */
  isLittle: boolean;
}

/** The values of a directory by tag. */
export type TiffFields = ReadonlyMap<number, TiffValue>;

/** The directories that describe the image. */
export interface TiffDirectories {
  /** The EXIF directory, if there is one, then the first one. */
  exif: TiffFields[];
  /** Where the photo was taken. Its tags mean something else in other directories. */
  gps: TiffFields | undefined;
}

const EXIF_DIRECTORY = 0x8769;
const GPS_DIRECTORY = 0x8825;

/** Bytes per value by type (TIFF 6.0, section 2; type 13 is a directory's offset). */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/**
 * Reads the first directory of a TIFF structure, and the EXIF and GPS directories that it points to. The magic number
 * is not checked because RAW formats use others than 42. No file makes it read more than three directories.
 *
 * @param bytes A file, its beginning, or EXIF data.
 * @returns Values beyond the end of the bytes are left out.
 */
export function readTiffFields(bytes: Uint8Array): TiffDirectories {
  const isLittle = bytes[0] === 0x49 && bytes[1] === 0x49;
  const isBig = bytes[0] === 0x4d && bytes[1] === 0x4d;
  if (bytes.length < 8 || !(isLittle || isBig)) return { exif: [], gps: undefined };
  const view = viewOf(bytes);
  const first = readDirectory(view, view.getUint32(4, isLittle), isLittle);
  const pointed = (tag: number): TiffFields | undefined => {
    const pointer = first.get(tag)?.bytes;
    if (pointer?.length !== 4) return undefined;
    return readDirectory(view, viewOf(pointer).getUint32(0, isLittle), isLittle);
  };
  const exif = pointed(EXIF_DIRECTORY);
  return { exif: exif ? [exif, first] : [first], gps: pointed(GPS_DIRECTORY) };
}

function readDirectory(view: DataView, start: number, isLittle: boolean): Map<number, TiffValue> {
  const fields = new Map<number, TiffValue>();
  if (start + 2 > view.byteLength) return fields;
  const end = start + 2 + view.getUint16(start, isLittle) * 12;
  for (let entry = start + 2; entry < end && entry + 12 <= view.byteLength; entry += 12) {
    const type = view.getUint16(entry + 2, isLittle);
    const length = view.getUint32(entry + 4, isLittle) * (SIZES[type] ?? 1);
    const at = length <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittle);
    const isInside = length > 0 && at + length <= view.byteLength;
    if (isInside) {
      const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
      fields.set(view.getUint16(entry, isLittle), { type, bytes, isLittle });
    }
  }
  return fields;
}

/** Maximum length of a text in bytes. */
const LONGEST_TEXT = 256;

/** @returns A value as text, up to the first zero; blank if it is none. */
export const textOf = ({ bytes }: TiffValue): string =>
  new TextDecoder().decode(bytes.subarray(0, LONGEST_TEXT)).replace(/\0.*$/s, '').trim();

/** Maximum count of numbers that {@link numbersOf} reads. Coordinates have three. */
const MOST_NUMBERS = 4;

/** @returns The first values as numbers; a rational with a denominator of zero is not finite. Empty if they are none. */
export function numbersOf({ type, bytes, isLittle }: TiffValue): number[] {
  const view = viewOf(bytes);
  const readers: Readonly<Record<number, (at: number) => number>> = {
    1: (at) => view.getUint8(at),
    3: (at) => view.getUint16(at, isLittle),
    4: (at) => view.getUint32(at, isLittle),
    5: (at) => view.getUint32(at, isLittle) / view.getUint32(at + 4, isLittle),
    6: (at) => view.getInt8(at),
    8: (at) => view.getInt16(at, isLittle),
    9: (at) => view.getInt32(at, isLittle),
    10: (at) => view.getInt32(at, isLittle) / view.getInt32(at + 4, isLittle),
    11: (at) => view.getFloat32(at, isLittle),
    12: (at) => view.getFloat64(at, isLittle),
  };
  const read = readers[type];
  const size = SIZES[type];
  if (!read || !size) return [];
  const count = Math.min(MOST_NUMBERS, Math.floor(bytes.length / size));
  return Array.from({ length: count }, (_, i) => read(i * size));
}
