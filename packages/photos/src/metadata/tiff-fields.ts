import { viewOf } from 'web-clip/containers';

/** The values of a directory by their tags, as bytes. */
export type TiffFields = ReadonlyMap<number, Uint8Array>;

const EXIF_DIRECTORY = 0x8769;

/** Bytes of one value by its type (TIFF 6.0, section 2; 13: a directory's place). */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/**
 * Reads the first directory of a TIFF structure, and the EXIF directory that it leads to. Raw files have numbers of
 * their own in the header’s place of 42. However a file was made, no more than two directories are read.
 *
 * @param bytes A file, its beginning, or EXIF data.
 * @returns The EXIF directory, if there is one, then the first one; values that lie outside of the bytes are left out.
 */
export function readTiffFields(bytes: Uint8Array): TiffFields[] {
  const isLittle = bytes[0] === 0x49 && bytes[1] === 0x49;
  const isBig = bytes[0] === 0x4d && bytes[1] === 0x4d;
  if (bytes.length < 8 || !(isLittle || isBig)) return [];
  const view = viewOf(bytes);
  const first = readDirectory(view, view.getUint32(4, isLittle), isLittle);
  const pointer = first.get(EXIF_DIRECTORY);
  if (pointer?.length !== 4) return [first];
  return [readDirectory(view, viewOf(pointer).getUint32(0, isLittle), isLittle), first];
}

function readDirectory(view: DataView, start: number, isLittle: boolean): Map<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>();
  if (start + 2 > view.byteLength) return fields;
  const end = start + 2 + view.getUint16(start, isLittle) * 12;
  for (let entry = start + 2; entry < end && entry + 12 <= view.byteLength; entry += 12) {
    const size = SIZES[view.getUint16(entry + 2, isLittle)] ?? 1;
    const length = view.getUint32(entry + 4, isLittle) * size;
    const at = length <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittle);
    const isInside = length > 0 && at + length <= view.byteLength;
    if (isInside) {
      fields.set(view.getUint16(entry, isLittle), new Uint8Array(view.buffer, view.byteOffset + at, length));
    }
  }
  return fields;
}
