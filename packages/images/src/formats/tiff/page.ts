import type { RandomAccess } from '../random-access.ts';
import { MAX_PIXELS } from '../size-limit.ts';
import { undecodable } from '../undecodable.ts';
import { type Directory, numberOf, numbersOf, type TiffLayout } from './directories.ts';
import { TAGS } from './tags.ts';

/**
 * Photometric interpretations:
 * https://www.awaresystems.be/imaging/tiff/tifftags/photometricinterpretation.html
 */
export const PHOTOMETRIC = { whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3, cmyk: 5, ycbcr: 6 } as const;

/** A separately compressed rectangle of a page: a strip or a tile, with all channels or one. */
export interface Chunk {
  /** Position on the page. The chunk may extend past its right and lower edge. */
  left: number;
  top: number;
  columns: number;
  rows: number;
  /** Its channel, if it has only one. */
  plane: number | undefined;
  /** Where its data is in the file. */
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
  /** Bits per sample: 1, 2, 4, 8 or 16. */
  bits: number;
  /** Samples per pixel, and how many of them are colours. */
  samples: number;
  colours: number;
  /** The sample after the colours: unknown, premultiplied alpha, or straight alpha. */
  alpha: 'none' | 'multiplied' | 'straight';
  /** The palette: all reds, then greens, then blues, 16 bits each. */
  colourMap: number[];
  /** 2 if the bits of each byte are ordered lowest first, as some scanners write them. */
  fillOrder: number;
  faxOptions: number;
  /** Tables shared by all JPEG chunks. */
  jpegTables: Uint8Array<ArrayBuffer> | undefined;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
  iccProfile: Uint8Array | undefined;
  chunks: Chunk[];
}

/** Number of colour samples, by photometric interpretation. */
const COLOURS: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3 };

const BITS: readonly number[] = [1, 2, 4, 8, 16];

/** The most samples per pixel to read. */
const MOST_SAMPLES = 16;

/** The two forms of JPEG in TIFF. */
const JPEG: readonly number[] = [6, 7];

/**
 * Reads how a page is stored.
 *
 * @throws ClipError `undecodable-image` if it is damaged or of a kind that is not supported.
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
    // Floating-point and signed numbers are measurements, not images.
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

/**
 * The most samples in all chunks together: those of the largest page with four ink planes, or with wide
 * edges.
 */
const MOST_CHUNK_SAMPLES = 4 * MAX_PIXELS;

/**
 * @returns The chunks of a page from top to bottom. None if the file does not describe all of them, or claims
 *   many more than its size and the page's allow: a few bytes could claim that, and it would take hours.
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
      // The last strip may be shorter, but tiles never are.
      rows: isTiled ? rows : Math.min(rows, height - top),
      plane: isPlanar ? Math.floor(i / ofPlane) : undefined,
      start,
      // A single strip may omit its length.
      length: Math.min(lengths[i] ?? file.size, Math.max(0, file.size - start)),
    };
  });
  // Identical chunks may share data, but only within limits.
  const read = chunks.reduce((sum, { length }) => sum + length, 0);
  return read > Math.max(4 * file.size, covered) ? [] : chunks;
}
