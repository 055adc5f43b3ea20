import type { RandomAccess } from '../random-access.ts';
import { MAX_PIXELS } from '../size.ts';
import { undecodable } from '../undecodable.ts';
import { type Directory, numberOf, numbersOf, type TiffLayout } from './directories.ts';
import { TAGS } from './tags.ts';

/** How a page's colours are stored: https://www.awaresystems.be/imaging/tiff/tifftags/photometricinterpretation.html */
export const PHOTOMETRIC = { whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3, cmyk: 5, ycbcr: 6 } as const;

/** A rectangle of a page, compressed by itself: a strip or a tile, of all channels or of one. */
export interface Chunk {
  /** Where it stands on the page; it may reach beyond its right and lower edge. */
  left: number;
  top: number;
  columns: number;
  rows: number;
  /** Its channel, if it holds but one. */
  plane: number | undefined;
  /** Where its data are in the file. */
  start: number;
  length: number;
}

/** A page of a TIFF. */
export interface Page {
  width: number;
  height: number;
  photometric: number;
  compression: number;
  predictor: number;
  /** 1, 2, 4, 8 or 16, of each sample. */
  bits: number;
  /** Samples of a pixel, and how many of them are colours. */
  samples: number;
  colours: number;
  /** What the sample after the colours is: nothing known, opacity that colours were multiplied by, or opacity. */
  alpha: 'none' | 'multiplied' | 'straight';
  /** Of a palette: all reds, greens and blues, of 16 bits. */
  colourMap: number[];
  /** 2 if the bits of each byte stand from the lowest on, as some scanners have them. */
  fillOrder: number;
  faxOptions: number;
  /** Tables that all JPEG chunks share. */
  jpegTables: Uint8Array<ArrayBuffer> | undefined;
  /** EXIF's orientation, 1 to 8. */
  orientation: number;
  iccProfile: Uint8Array | undefined;
  chunks: Chunk[];
}

/** Samples that are colours, by photometric interpretation. */
const COLOURS: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3 };

const BITS: readonly number[] = [1, 2, 4, 8, 16];

/** Samples of a pixel that are read at most. */
const MOST_SAMPLES = 16;

/** JPEG in both ways in which TIFF holds it. */
const JPEG: readonly number[] = [6, 7];

/**
 * Reads how a page is stored.
 *
 * @throws ClipError `undecodable-image` if it is damaged, or of a kind that is not decoded here.
 */
export async function readPage(file: RandomAccess, layout: TiffLayout, directory: Directory): Promise<Page> {
  const number = async (tag: number, otherwise: number): Promise<number> =>
    (await numberOf(layout, directory, tag)) ?? otherwise;
  const bytes = async (tag: number): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const entry = directory.entries.get(tag);
    return entry && file.read(entry.start, entry.end);
  };
  const [width, height] = [await number(TAGS.imageWidth, 0), await number(TAGS.imageLength, 0)];
  const compression = await number(TAGS.compression, 1);
  const photometric = await number(TAGS.photometric, PHOTOMETRIC.blackIsZero);
  const samples = await number(TAGS.samplesPerPixel, 1);
  const depths = await numbersOf(layout, directory, TAGS.bitsPerSample);
  const bits = depths[0] ?? 1;
  const colours = COLOURS[photometric] ?? 0;
  const subsampling = await numbersOf(layout, directory, TAGS.subsampling);
  const isSubsampled = photometric === PHOTOMETRIC.ycbcr && subsampling.join() !== '1,1';
  const isKnown =
    BITS.includes(bits) &&
    depths.every((depth) => depth === bits) &&
    colours > 0 &&
    samples <= MOST_SAMPLES &&
    // Floating point and signed numbers are measurements.
    (await number(TAGS.sampleFormat, 1)) === 1 &&
    (JPEG.includes(compression) || !isSubsampled);
  if (!isKnown) throw undecodable('not-supported', 'TIFF');
  const extra = samples > colours ? await number(TAGS.extraSamples, 0) : 0;
  const page = { width, height, samples, isPlanar: (await number(TAGS.planarConfiguration, 1)) === 2 };
  const chunks = await readChunks(file, layout, directory, page);
  if (width === 0 || height === 0 || samples < colours || chunks.length === 0)
    throw undecodable('damaged', 'TIFF');
  return {
    ...{ width, height, photometric, compression, bits, samples, colours, chunks },
    predictor: await number(TAGS.predictor, 1),
    alpha: extra === 1 ? 'multiplied' : extra === 2 ? 'straight' : 'none',
    colourMap: await numbersOf(layout, directory, TAGS.colorMap),
    fillOrder: await number(TAGS.fillOrder, 1),
    faxOptions: await number(TAGS.faxOptions, 0),
    jpegTables: await bytes(TAGS.jpegTables),
    orientation: await number(TAGS.orientation, 1),
    iccProfile: await bytes(TAGS.iccProfile),
  };
}

/** Samples of all chunks at most: those of the largest page in four planes of inks, or with wide edges. */
const MOST_CHUNK_SAMPLES = 4 * MAX_PIXELS;

/**
 * @returns The chunks of a page, from top to bottom; none if it does not tell of all of them, or claims by far more than
 *   its size and the file's allow: a few bytes may do so, and take hours.
 */
async function readChunks(
  file: RandomAccess,
  layout: TiffLayout,
  directory: Directory,
  { width, height, samples, isPlanar }: { width: number; height: number; samples: number; isPlanar: boolean },
): Promise<Chunk[]> {
  const tileWidth = await numberOf(layout, directory, TAGS.tileWidth);
  const tileLength = await numberOf(layout, directory, TAGS.tileLength);
  const isTiled = tileWidth !== undefined && tileLength !== undefined;
  const offsets = await numbersOf(layout, directory, isTiled ? TAGS.tileOffsets : TAGS.stripOffsets);
  const lengths = await numbersOf(layout, directory, isTiled ? TAGS.tileByteCounts : TAGS.stripByteCounts);
  const rowsPerStrip = (await numberOf(layout, directory, TAGS.rowsPerStrip)) ?? height;
  const columns = isTiled ? tileWidth : width;
  const rows = isTiled ? tileLength : Math.min(rowsPerStrip, height);
  if (columns === 0 || rows === 0 || columns * rows > MAX_PIXELS) return [];
  const across = Math.ceil(width / columns);
  const ofPlane = across * Math.ceil(height / rows);
  const count = ofPlane * (isPlanar ? samples : 1);
  const covered = count * columns * rows;
  if (offsets.length < count || covered > MOST_CHUNK_SAMPLES) return [];
  const chunks = offsets.slice(0, count).map((start, i): Chunk => {
    const inPlane = i % ofPlane;
    const top = Math.floor(inPlane / across) * rows;
    return {
      left: (inPlane % across) * columns,
      top,
      columns,
      // The last strip may be shorter, but no tile is.
      rows: isTiled ? rows : Math.min(rows, height - top),
      plane: isPlanar ? Math.floor(i / ofPlane) : undefined,
      start,
      // A single strip may leave its length out.
      length: Math.min(lengths[i] ?? file.size, Math.max(0, file.size - start)),
    };
  });
  // Chunks that look alike may share their data, but not without measure.
  const read = chunks.reduce((sum, { length }) => sum + length, 0);
  return read > Math.max(4 * file.size, covered) ? [] : chunks;
}
