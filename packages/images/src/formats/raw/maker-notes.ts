import { type Entry, readTiffHeader, type TiffLayout } from '../tiff/directories.ts';
import { TAGS } from '../tiff/tags.ts';

/** What a directory's tags mean. Every maker numbers the tags of its notes differently. */
export interface DirectoryKind {
  /** Pairs of tags with the offset and the length of a JPEG. */
  readonly jpegs: readonly (readonly [offset: number, length: number])[];
  /**
   * Tags that point to further directories. The kind is a function, because some kinds refer to themselves.
   */
  readonly directories: readonly (readonly [tag: number, kind: () => DirectoryKind])[];
}

/** A TIFF or EXIF directory. */
export const MAIN: DirectoryKind = {
  jpegs: [[TAGS.jpegOffset, TAGS.jpegLength]],
  directories: [
    [TAGS.subDirectories, () => MAIN],
    [TAGS.exif, () => MAIN],
  ],
};

/** https://exiftool.org/TagNames/Olympus.html, CameraSettings */
const OLYMPUS_SETTINGS: DirectoryKind = { jpegs: [[0x101, 0x102]], directories: [] };

/** https://exiftool.org/TagNames/Olympus.html */
const OLYMPUS: DirectoryKind = {
  jpegs: [
    [0x88, 0x89],
    [0x1036, 0x1037],
  ],
  directories: [[0x2020, () => OLYMPUS_SETTINGS]],
};

/** https://exiftool.org/TagNames/Nikon.html: PreviewIFD */
const NIKON: DirectoryKind = { jpegs: [], directories: [[0x11, () => MAIN]] };

/**
 * Headers of maker notes: where the directory begins, and whether offsets count from the note or from the
 * file's TIFF structure (https://exiftool.org/makernote_types.html). `byteOrder` is where the note states its
 * byte order.
 */
const NOTES: readonly {
  header: string;
  kind: DirectoryKind;
  directory: number;
  isOwnBase: boolean;
  byteOrder?: number;
}[] = [
  { header: 'OLYMP\0', kind: OLYMPUS, directory: 8, isOwnBase: false },
  { header: 'OLYMPUS\0', kind: OLYMPUS, directory: 12, isOwnBase: true, byteOrder: 8 },
  { header: 'OM SYSTEM\0', kind: OLYMPUS, directory: 16, isOwnBase: true, byteOrder: 12 },
];

/**
 * @param layout Layout of the directory that contains the note.
 * @param note The maker note.
 * @returns Its directory, if the maker keeps previews there: Olympus, and Nikon's early cameras.
 */
export async function makerNoteDirectory(
  layout: TiffLayout,
  note: Entry,
): Promise<{ layout: TiffLayout; offset: number; kind: DirectoryKind } | undefined> {
  const head = String.fromCharCode(
    ...(await layout.file.read(note.start, Math.min(note.end, note.start + 16))),
  );
  // A complete TIFF structure follows the 10-byte header.
  if (head.startsWith('Nikon\0\x02')) {
    const tiff = await readTiffHeader(layout.file, note.start + 10);
    return tiff && { layout: tiff.layout, offset: tiff.first, kind: NIKON };
  }
  const known = NOTES.find(({ header }) => head.startsWith(header));
  if (!known) return undefined;
  const { kind, directory, isOwnBase, byteOrder } = known;
  const base = isOwnBase ? note.start : layout.base;
  const isLittleEndian = byteOrder === undefined ? layout.isLittleEndian : head.startsWith('II', byteOrder);
  return { layout: { ...layout, base, isLittleEndian }, offset: note.start + directory - base, kind };
}
