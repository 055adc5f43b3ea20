import type { Pixels } from '../pixels.ts';
import { fourBytes, jpegSegments, type Part, pngChunks, viewOf, webpChunks } from './containers.ts';
import { clearBits, type Edit, renamed } from './edits.ts';
import type { ImageFormat } from './format.ts';
import { primaryProperties } from './item-properties.ts';

/**
 * How stored pixels must be turned to be upright, as in EXIF's Orientation tag: 1 not at all, 2 mirrored
 * horizontally, 3 by 180°, 4 by 180° and mirrored, 5 by 90° clockwise and mirrored, 6 by 90° clockwise, 7 by
 * 270° clockwise and mirrored, 8 by 270° clockwise (https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf,
 * 4.6.4).
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** An orientation, and the edits that remove it from the file. */
interface Mark {
  orientation: Orientation;
  edits: Edit[];
}

/**
 * Reads the orientation of an image.
 *
 * @param bytes The whole file: in PNG and WebP the orientation may come last.
 * @param format Its format. For AVIF, the primary item's properties decide, because EXIF data has no effect
 *   there (ISO/IEC 23008-12, 6.5.10). TIFF, HEIC and RAW files are turned by their own decoders.
 * @returns The orientation; 1 if the file has none or an invalid one, or if the format is not read here.
 */
export const readOrientation = (bytes: Uint8Array, format: ImageFormat): Orientation =>
  markOf(bytes, format)?.orientation ?? 1;

/**
 * Removes the orientation from a file, so that no browser turns it. Some turn WebP, PNG and AVIF; others do
 * not.
 *
 * @param bytes The file.
 * @param format Its format.
 * @returns The changes to make; none if it is upright.
 */
export const uprightEdits = (bytes: Uint8Array, format: ImageFormat): Edit[] =>
  markOf(bytes, format)?.edits ?? [];

function markOf(bytes: Uint8Array, format: ImageFormat): Mark | undefined {
  switch (format) {
    case 'JPEG':
      return exifMark(
        bytes,
        partOf(jpegSegments(bytes), (part) => part.type === 'e1' && isExif(bytes, part)),
      );
    case 'PNG': {
      const chunk = partOf(pngChunks(bytes), ({ type }) => type === 'eXIf');
      const mark = exifMark(bytes, chunk);
      // Removes the whole chunk, because its checksum would no longer match.
      return mark && chunk && { ...mark, edits: [{ start: chunk.start, end: chunk.end }] };
    }
    case 'WebP':
      return exifMark(
        bytes,
        partOf(webpChunks(bytes), ({ type }) => type === 'EXIF'),
      );
    case 'AVIF':
      return propertyMark(bytes);
    default:
      return undefined;
  }
}

function partOf(parts: Iterable<Part>, isIt: (part: Part) => boolean): Part | undefined {
  for (const part of parts) if (isIt(part)) return part;
  return undefined;
}

const isExif = (bytes: Uint8Array, { content }: Part): boolean =>
  fourBytes(bytes, content) === 'Exif' && bytes[content + 4] === 0;

const ORIENTATION_TAG = 0x112;

/** The type of the tag's value, two bytes. Browsers ignore any other. */
const SHORT = 3;

/**
 * Finds the tag in the first directory (https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf, 4.5 and 4.6).
 */
function exifMark(bytes: Uint8Array, part: Part | undefined): Mark | undefined {
  if (!part) return undefined;
  // JPEG's prefix, which some writers also use in WebP.
  const start = part.content + (isExif(bytes, part) ? 6 : 0);
  const tiff = bytes.subarray(start, part.end);
  const order = fourBytes(tiff, 0);
  const isLittle = order.startsWith('II');
  if (!isLittle && !order.startsWith('MM')) return undefined;
  const view = viewOf(tiff);
  try {
    const directory = view.getUint32(4, isLittle);
    for (let entry = 0; entry < view.getUint16(directory, isLittle); entry++) {
      const at = directory + 2 + entry * 12;
      if (view.getUint16(at, isLittle) !== ORIENTATION_TAG) continue;
      const value = view.getUint16(at + 8, isLittle);
      const isValid = view.getUint16(at + 2, isLittle) === SHORT && view.getUint32(at + 4, isLittle) === 1;
      if (!isValid || value < 2 || value > 8) return undefined;
      const upright = Uint8Array.of(isLittle ? 1 : 0, isLittle ? 0 : 1);
      return {
        orientation: value as Orientation,
        edits: [{ start: start + at + 8, end: start + at + 10, bytes: upright }],
      };
    }
  } catch (error) {
    // The data is truncated.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

/** Rotation applies before mirroring (ISO/IEC 23000-22, 7.3.6.7). */
function propertyMark(bytes: Uint8Array): Mark | undefined {
  const properties = primaryProperties(bytes);
  const rotation = properties.find(({ type }) => type === 'irot');
  const mirror = properties.find(({ type }) => type === 'imir');
  const byteOf = (part: Part): number => bytes[part.content] ?? 0;
  // The property counts quarter turns anticlockwise.
  let quarters = rotation ? 4 - (byteOf(rotation) & 3) : 0;
  // A vertical flip equals 180° and a horizontal flip.
  if (mirror && (byteOf(mirror) & 1) === 0) quarters += 2;
  const orientation = orientationOf(quarters % 4, mirror !== undefined);
  if (orientation === 1) return undefined;
  // Renames it to an unknown property and clears its essential flag.
  const edits = [rotation, mirror].flatMap((property) =>
    property
      ? [renamed(property.content - 4), ...property.essential.map((at) => clearBits(bytes, at, 0x80))]
      : [],
  );
  return { orientation, edits };
}

/** By quarter turns clockwise: plain, and mirrored horizontally afterwards. */
const BY_QUARTERS = [
  [1, 2],
  [6, 5],
  [3, 4],
  [8, 7],
] as const;

const orientationOf = (quarters: number, isMirrored: boolean): Orientation =>
  BY_QUARTERS[quarters]?.[isMirrored ? 1 : 0] ?? 1;

/** @returns Whether turning the image swaps width and height. */
export const swapsSides = (orientation: Orientation): boolean => orientation >= 5;

/**
 * Turns pixels upright.
 *
 * @param pixels Pixels as stored.
 * @param orientation How to turn them.
 * @returns New pixels, or the same if there is nothing to turn.
 */
export function turned(pixels: Pixels, orientation: Orientation): Pixels {
  if (orientation === 1) return pixels;
  const { data, width, height } = pixels;
  const quarters = BY_QUARTERS.findIndex((pair) => pair.some((each) => each === orientation));
  const isMirrored = BY_QUARTERS[quarters]?.[1] === orientation;
  const [columns, rows] = swapsSides(orientation) ? [height, width] : [width, height];
  // Where the upright image's first pixel is stored, and the offsets of a step to the right and a step down.
  const [origin, right, down] = [
    [0, 1, width],
    [(height - 1) * width, -width, 1],
    [height * width - 1, -1, -width],
    [width - 1, width, -1],
  ][quarters] as [number, number, number];
  const source = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const target = new Uint32Array(columns * rows);
  const [first, step] = isMirrored ? [origin + (columns - 1) * right, -right] : [origin, right];
  for (let y = 0, to = 0; y < rows; y++) {
    for (let x = 0, from = first + y * down; x < columns; x++, from += step) {
      target[to++] = source[from] as number;
    }
  }
  return { data: new Uint8Array(target.buffer), width: columns, height: rows };
}
