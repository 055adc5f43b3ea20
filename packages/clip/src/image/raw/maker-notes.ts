import { type Entry, readTiffHeader, type TiffLayout } from '../tiff/directories.ts';
import { TAGS } from '../tiff/tags.ts';

/** What a directory's tags mean: their numbers are anew in each maker's notes. */
export interface DirectoryKind {
  /** Tags of a JPEG's offset and of its length. */
  readonly jpegs: readonly (readonly [offset: number, length: number])[];
  /** Tags that lead to further directories, whose kind is called for since some lead to their own. */
  readonly directories: readonly (readonly [tag: number, kind: () => DirectoryKind])[];
}

/** A directory of TIFF and EXIF. */
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
 * Headers of maker notes: where the directory begins in them, and whether offsets count from the note or from the file's
 * own structure (https://exiftool.org/makernote_types.html). `byteOrder`: where the note says which one it has.
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
 * @param layout Of the directory that the note is in.
 * @param note The maker note.
 * @returns Its directory, if it is of a maker who keeps previews there: Olympus, and Nikon's first cameras.
 */
export async function makerNoteDirectory(
  layout: TiffLayout,
  note: Entry,
): Promise<{ layout: TiffLayout; offset: number; kind: DirectoryKind } | undefined> {
  const head = String.fromCharCode(
    ...(await layout.file.read(note.start, Math.min(note.end, note.start + 16))),
  );
  // A whole TIFF structure follows the header, of 10 bytes.
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
