import type { RandomAccess } from '../random-access.ts';
import {
  type Directory,
  type Entry,
  numberOf,
  numbersOf,
  readDirectory,
  readTiffHeader,
  type TiffLayout,
} from '../tiff/directories.ts';
import { TAGS } from '../tiff/tags.ts';
import { type Range, validOrientation } from './jpeg-header.ts';
import { type DirectoryKind, MAIN, makerNoteDirectory } from './maker-notes.ts';

/** What a camera's file contains besides sensor data. */
export interface RawPreviews {
  /** Where JPEGs may be. */
  ranges: Range[];
  /** EXIF orientation of the photo, 1 to 8; 1 if the file has none. */
  orientation: number;
}

/** The most directories to read. Cameras write about ten. */
const MOST_DIRECTORIES = 64;

/** The most ranges to consider as previews. Cameras write up to six. */
const MOST_RANGES = 64;

/** Sensor data: a colour filter array, or DNG's linear data. */
const SENSOR_PHOTOMETRIC: ReadonlySet<number> = new Set([32_803, 34_892]);

/**
 * Compressions of sensor data: Sony, Nikon, Pentax, Samsung, Kodak
 * (https://exiftool.org/TagNames/EXIF.html#Compression).
 */
const SENSOR_COMPRESSION: ReadonlySet<number> = new Set([32_767, 34_713, 65_535, 32_770, 65_000]);

/** JPEG as in TIFF 6.0 and in its supplement. */
const JPEG_COMPRESSION: ReadonlySet<number> = new Set([6, 7]);

/** Untyped data: BYTE or UNDEFINED. */
const isOpaque = ({ type }: Entry): boolean => type === 1 || type === 7;

/**
 * Finds JPEGs in a file with TIFF structure: DNG, CR2, NEF, ARW, ORF, RW2, PEF and others. Previews may be in
 * JPEGInterchangeFormat, in a single strip, in a field of their own (JpgFromRaw), or in maker notes
 * (https://exiftool.org/TagNames/EXIF.html, https://exiftool.org/TagNames/PanasonicRaw.html).
 *
 * @param file The file.
 * @returns The previews; undefined if the file has no sensor data. It is then a TIFF, whose JPEGs are mere
 *   thumbnails.
 */
export async function tiffPreviews(file: RandomAccess): Promise<RawPreviews | undefined> {
  const header = await readTiffHeader(file);
  if (!header) return undefined;
  const ranges: Range[] = [];
  let orientation: number | undefined;
  // The magic numbers of some formats settle it.
  let isRaw = await isCameraMark(file);
  const seen = new Set<number>();
  const waiting: Pending[] = [{ layout: header.layout, offset: header.first, kind: MAIN }];
  for (let next = waiting.shift(); next && seen.size < MOST_DIRECTORIES; next = waiting.shift()) {
    const { layout, offset, kind } = next;
    if (seen.has(layout.base + offset)) continue;
    seen.add(layout.base + offset);
    const directory = await readDirectory(layout, offset);
    if (!directory) continue;
    if (kind === MAIN) {
      orientation ??= validOrientation(await numberOf(layout, directory, TAGS.orientation));
      const { isSensorData, preview } = await describe(layout, directory);
      isRaw ||= isSensorData;
      if (preview) ranges.push(preview);
    }
    ranges.push(...(await pointedTo(layout, directory, kind)), ...(await embedded(layout, directory)));
    waiting.push(...(await children(layout, directory, kind)));
    ranges.length = Math.min(ranges.length, MOST_RANGES);
  }
  return isRaw ? { ranges, orientation: orientation ?? 1 } : undefined;
}

/** A directory that has not been read yet. */
interface Pending {
  layout: TiffLayout;
  offset: number;
  kind: DirectoryKind;
}

/** CR2, ORF and RW2 are recognised by their first bytes. */
async function isCameraMark(file: RandomAccess): Promise<boolean> {
  const text = String.fromCharCode(...(await file.read(0, 10)));
  return text.startsWith('CR', 8) || !/^(II[*+]|MM.[*+])/s.test(text);
}

/** @returns The kind of the directory's own image: sensor data, a JPEG in one strip, or neither. */
async function describe(
  layout: TiffLayout,
  directory: Directory,
): Promise<{ isSensorData: boolean; preview?: Range }> {
  const compression = (await numberOf(layout, directory, TAGS.compression)) ?? 1;
  const photometric = (await numberOf(layout, directory, TAGS.photometric)) ?? -1;
  const isSensorImage = SENSOR_PHOTOMETRIC.has(photometric) || SENSOR_COMPRESSION.has(compression);
  const isSensorData = isSensorImage || directory.entries.has(TAGS.dngVersion);
  if (isSensorImage || !JPEG_COMPRESSION.has(compression)) return { isSensorData };
  const starts = await numbersOf(layout, directory, TAGS.stripOffsets);
  const lengths = await numbersOf(layout, directory, TAGS.stripByteCounts);
  const preview = starts.length === 1 ? rangeOf(layout, starts[0], lengths[0]) : undefined;
  return { isSensorData, ...(preview && { preview }) };
}

/** JPEGs whose offset and length are in two fields. */
async function pointedTo(layout: TiffLayout, directory: Directory, kind: DirectoryKind): Promise<Range[]> {
  const ranges: Range[] = [];
  for (const [offsetTag, lengthTag] of kind.jpegs) {
    const offset = await numberOf(layout, directory, offsetTag);
    const range = rangeOf(layout, offset, await numberOf(layout, directory, lengthTag));
    if (range) ranges.push(range);
  }
  return ranges;
}

/** JPEGs that are the value of a field. */
async function embedded({ file }: TiffLayout, { entries }: Directory): Promise<Range[]> {
  const ranges: Range[] = [];
  for (const entry of entries.values()) {
    // No JPEG is shorter than 128 bytes.
    if (!isOpaque(entry) || entry.count < 128) continue;
    const bytes = await file.read(entry.start, entry.start + 3);
    if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) {
      ranges.push({ start: entry.start, end: entry.end });
    }
  }
  return ranges;
}

/** Directories that this one points to. */
async function children(layout: TiffLayout, directory: Directory, kind: DirectoryKind): Promise<Pending[]> {
  const found: Pending[] = [];
  for (const [tag, childKind] of kind.directories) {
    const entry = directory.entries.get(tag);
    if (!entry) continue;
    // Older Olympus cameras store the directory itself where others store a pointer to it.
    const offsets = isOpaque(entry) ? [entry.start - layout.base] : await numbersOf(layout, directory, tag);
    for (const offset of offsets.slice(0, MOST_DIRECTORIES))
      found.push({ layout, offset, kind: childKind() });
  }
  const note = kind === MAIN && directory.entries.get(TAGS.makerNote);
  const inNote = note && (await makerNoteDirectory(layout, note));
  if (inNote) found.push(inNote);
  if (kind === MAIN && directory.next > 0) found.push({ layout, offset: directory.next, kind: MAIN });
  return found;
}

/** A truncated file may end before its preview does. */
function rangeOf({ file, base }: TiffLayout, offset = 0, length = 0): Range | undefined {
  const start = base + offset;
  if (offset === 0 || length === 0 || start >= file.size) return undefined;
  return { start, end: Math.min(start + length, file.size) };
}
