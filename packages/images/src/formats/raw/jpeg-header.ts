import type { RandomAccess } from '../random-access.ts';
import { numberOf, readDirectory, readTiffHeader } from '../tiff/directories.ts';
import { TAGS } from '../tiff/tags.ts';

/** A range of a file, in bytes. */
export interface Range {
  start: number;
  end: number;
}

/** Size and orientation from a JPEG's header. */
export interface JpegHeader {
  width: number;
  height: number;
  /** EXIF orientation, 1 to 8, if there is one. */
  orientation?: number;
}

/** The most segments to read. Photos have at most a few hundred, for profiles and maps. */
const MOST_SEGMENTS = 1000;

/**
 * Baseline, extended sequential and progressive, which browsers decode. Lossless JPEGs of sensor data use
 * 0xc3.
 */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);

/**
 * Reads the header of a JPEG within a file (https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B).
 *
 * @returns Undefined if there is no JPEG that browsers decode. In many RAW files the sensor data is a
 *   lossless JPEG.
 */
export async function readJpegHeader(
  file: RandomAccess,
  { start, end }: Range,
): Promise<JpegHeader | undefined> {
  const beginning = await file.read(start, start + 2);
  if (beginning[0] !== 0xff || beginning[1] !== 0xd8) return undefined;
  let orientation: number | undefined;
  let at = start + 2;
  for (let i = 0; i < MOST_SEGMENTS && at + 10 <= end; i++) {
    const bytes = await file.read(at, at + 10);
    if (bytes.length < 10 || bytes[0] !== 0xff) return undefined;
    const marker = bytes[1] as number;
    // Any number of fill bytes may precede a marker.
    if (marker === 0xff) {
      at++;
      continue;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const [height, width] = [view.getUint16(5), view.getUint16(7)];
      const isDecodable = FRAMES.has(marker) && bytes[4] === 8 && width > 0 && height > 0;
      return isDecodable ? { width, height, ...(orientation && { orientation }) } : undefined;
    }
    if (marker === 0xda || marker === 0xd9) return undefined;
    const isExif = marker === 0xe1 && String.fromCharCode(...bytes.subarray(4, 9)) === 'Exif\0';
    if (isExif) orientation ??= await readOrientation(file, at + 10);
    at += 2 + view.getUint16(2);
  }
  return undefined;
}

/** The type of a two-byte value. Browsers ignore an orientation of any other type. */
const SHORT = 3;

/**
 * @param base Where a TIFF structure begins in the file.
 * @returns The orientation in its first directory, 1 to 8, if there is one.
 */
export async function readOrientation(file: RandomAccess, base: number): Promise<number | undefined> {
  const header = await readTiffHeader(file, base);
  const directory = header && (await readDirectory(header.layout, header.first));
  if (!header || directory?.entries.get(TAGS.orientation)?.type !== SHORT) return undefined;
  return validOrientation(await numberOf(header.layout, directory, TAGS.orientation));
}

/** @returns The value, if it is an orientation from 1 to 8. */
export const validOrientation = (value: number | undefined): number | undefined =>
  value !== undefined && value >= 1 && value <= 8 ? value : undefined;
