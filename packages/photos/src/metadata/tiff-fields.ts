import { viewOf } from '@web-clip/images/containers';

/** The values of a directory by tag, as bytes. */
export type TiffFields = ReadonlyMap<number, Uint8Array>;

const EXIF_DIRECTORY = 0x8769;

/** Bytes per value by type (TIFF 6.0, section 2; type 13 is a directory's offset). */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/**
 * Reads the first directory of a TIFF structure, and the EXIF directory that it points to. The magic number is not
 * checked because RAW formats use others than 42. No file makes it read more than two directories.
 *
 * @param bytes A file, its beginning, or EXIF data.
 * @returns The EXIF directory, if there is one, then the first one. Values beyond the end of the bytes are left out.
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
