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

/** What a camera's file holds beside its sensor's data. */
export interface RawPreviews {
  /** Where JPEGs may be. */
  ranges: Range[];
  /** EXIF's orientation of the photo, 1 to 8; 1 if the file has none. */
  orientation: number;
}

/** Directories that are looked into at most; cameras write about ten. */
const MOST_DIRECTORIES = 64;

/** Stretches that may be previews, at most; cameras write up to six. */
const MOST_RANGES = 64;

/** Sensor data: a colour filter array, and linear data of DNG. */
const SENSOR_PHOTOMETRIC: ReadonlySet<number> = new Set([32_803, 34_892]);

/** Codecs of sensor data: Sony, Nikon, Pentax, Samsung, Kodak (https://exiftool.org/TagNames/EXIF.html#Compression). */
const SENSOR_COMPRESSION: ReadonlySet<number> = new Set([32_767, 34_713, 65_535, 32_770, 65_000]);

/** JPEG as in TIFF 6.0 and as in its supplement. */
const JPEG_COMPRESSION: ReadonlySet<number> = new Set([6, 7]);

/** Bytes and data of no type. */
const isOpaque = ({ type }: Entry): boolean => type === 1 || type === 7;

/**
 * Lists where the directories of a file that is built like TIFF point to a JPEG: DNG, CR2, NEF, ARW, ORF, RW2, PEF and
 * others. Previews stand behind JPEGInterchangeFormat, in single strips, in fields of their own (JpgFromRaw), and in
 * maker notes (https://exiftool.org/TagNames/EXIF.html, https://exiftool.org/TagNames/PanasonicRaw.html).
 *
 * @param file The file.
 * @returns The previews; undefined if it holds no sensor data: then it is a TIFF, whose JPEGs are but thumbnails of it.
 */
export async function tiffPreviews(file: RandomAccess): Promise<RawPreviews | undefined> {
  const header = await readTiffHeader(file);
  if (!header) return undefined;
  const ranges: Range[] = [];
  let orientation: number | undefined;
  // Their marks say what they are.
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

/** A directory that is yet to be looked into. */
interface Pending {
  layout: TiffLayout;
  offset: number;
  kind: DirectoryKind;
}

/** CR2, ORF and RW2 are told by their first bytes. */
async function isCameraMark(file: RandomAccess): Promise<boolean> {
  const text = String.fromCharCode(...(await file.read(0, 10)));
  return text.startsWith('CR', 8) || !/^(II[*+]|MM.[*+])/s.test(text);
}

/** @returns What the directory's own image is: sensor data, a JPEG in one strip, or neither. */
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

/** JPEGs whose offset and length stand in two fields. */
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
    // No JPEG is shorter.
    if (!isOpaque(entry) || entry.count < 128) continue;
    const bytes = await file.read(entry.start, entry.start + 3);
    if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) {
      ranges.push({ start: entry.start, end: entry.end });
    }
  }
  return ranges;
}

/** Directories that this one leads to. */
async function children(layout: TiffLayout, directory: Directory, kind: DirectoryKind): Promise<Pending[]> {
  const found: Pending[] = [];
  for (const [tag, childKind] of kind.directories) {
    const entry = directory.entries.get(tag);
    if (!entry) continue;
    // Older Olympus cameras put the directory itself where others point to it.
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

/** A file that is cut off may end before its preview does. */
function rangeOf({ file, base }: TiffLayout, offset = 0, length = 0): Range | undefined {
  const start = base + offset;
  if (offset === 0 || length === 0 || start >= file.size) return undefined;
  return { start, end: Math.min(start + length, file.size) };
}
