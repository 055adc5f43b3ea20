import utif, { type IFD } from 'utif2';
import type { Pixels } from '../pixels.ts';
import { type Orientation, turned } from './orientation.ts';
import { iccSpace, toSrgb } from './profile.ts';
import { randomAccess } from './random-access.ts';
import { readJpegHeader } from './raw/jpeg-header.ts';
import { refuseTooLarge } from './size-limit.ts';
import { coloursOf, samplesOf } from './tiff/colours.ts';
import { expand } from './tiff/expand.ts';
import { expandFax, isFax } from './tiff/fax.ts';
import { imageDirectory, tiffSize } from './tiff/image-directory.ts';
import { type Chunk, type Page, PHOTOMETRIC, readPage } from './tiff/page.ts';
import { undecodable } from './undecodable.ts';

/**
 * None, CCITT's three, LZW, the two JPEGs, the two Deflates, PackBits
 * (https://www.awaresystems.be/imaging/tiff/tifftags/compression.html).
 */
const COMPRESSIONS: readonly number[] = [1, 2, 3, 4, 5, 7, 8, 32_773, 32_946];

const JPEG = 7;

/**
 * Decodes the first page of a TIFF for browsers that cannot, which are all but Safari. UTIF decompresses its
 * strips and tiles (https://github.com/photopea/UTIF.js). Their layout and the meaning of their samples are
 * read here, because UTIF does not support planes, BigTIFF, grey with few bits, or CMYK outside a window.
 *
 * @param file The file's bytes.
 * @param exact Whether to ignore its colour profile.
 * @returns Its pixels, upright, in sRGB unless `exact`.
 * @throws ClipError `too-large-image`, or `undecodable-image` if it is damaged or of a kind that is not
 *   supported: floating point, Lab, LogLuv, JPEG of TIFF 6.0, LZMA, Zstandard and WebP.
 */
export async function decodeTiff(file: Uint8Array<ArrayBuffer>, exact = false): Promise<Pixels> {
  const access = randomAccess(file);
  const found = await imageDirectory(access);
  const size = await tiffSize(access);
  if (!found || !size) throw undecodable('damaged', 'TIFF');
  refuseTooLarge(size);
  const stored = await readPage(access, found.layout, found.directory);
  if (!COMPRESSIONS.includes(stored.compression)) throw undecodable('not-supported', 'TIFF');
  // UTIF converts all JPEGs to RGB.
  const page = stored.compression === JPEG ? jpegPage(stored) : stored;
  if (page.chunks.every(({ length }) => length === 0)) throw undecodable('damaged', 'TIFF');
  const { width, height } = page;
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  const planes =
    page.chunks[0]?.plane === undefined ? undefined : new Uint8Array(width * height * page.samples);
  for (const chunk of page.chunks) {
    const data = await samples(file, page, chunk, found.layout.isLittleEndian);
    if (planes) collect(planes, page, chunk, data);
    else paint(rgba, page, chunk, data);
  }
  if (planes) {
    const whole = { left: 0, top: 0, columns: width, rows: height, plane: undefined, start: 0, length: 0 };
    paint(rgba, { ...page, bits: 8 }, whole, planes);
  }
  const space = !exact && page.colours === 3 && page.iccProfile ? iccSpace(page.iccProfile) : undefined;
  if (space) toSrgb(rgba, space);
  const isTurned = page.orientation > 1 && page.orientation <= 8;
  return turned({ data: rgba, width, height }, isTurned ? (page.orientation as Orientation) : 1);
}

/** A page of JPEGs, as UTIF decodes it. */
function jpegPage(page: Page): Page {
  // UTIF would turn a plane, which is a grey JPEG, into RGB, and would guess how to mix the inks of CMYK.
  const isOne = page.chunks[0]?.plane !== undefined || page.colours === 4 || page.bits !== 8;
  if (isOne) throw undecodable('not-supported', 'TIFF');
  return { ...page, photometric: PHOTOMETRIC.rgb, samples: 3, colours: 3, alpha: 'none', predictor: 1 };
}

/**
 * @returns The packed samples of a chunk, row by row; zeros if its data ends early or is missing from the
 *   file.
 */
async function samples(
  file: Uint8Array<ArrayBuffer>,
  page: Page,
  { columns, rows, plane, start, length }: Chunk,
  isLittleEndian: boolean,
): Promise<Uint8Array> {
  const count = plane === undefined ? page.samples : 1;
  const stored = file.subarray(start, start + length);
  try {
    const bytes = Math.ceil((columns * count * page.bits) / 8) * rows;
    if (length === 0) return new Uint8Array(bytes);
    if (page.compression === JPEG) await refuseOtherSize(stored, page, columns);
    const data = isReversed(page) ? stored.map(reversed) : stored;
    const expanded = isFax(page.compression)
      ? expandFax(data, { ...page, columns, rows })
      : await expand(data, page.compression, bytes);
    return throughUtif(expanded ?? data, {
      order: isLittleEndian ? 'II' : 'MM',
      t256: [columns],
      t257: [rows],
      t258: new Array(count).fill(page.bits),
      t259: [expanded ? 1 : page.compression],
      t262: [page.photometric],
      t277: [count],
      t278: [rows],
      t317: [page.predictor],
      ...(page.jpegTables && { t347: [...page.jpegTables] }),
    });
  } catch (error) {
    throw undecodable('damaged', 'TIFF', error);
  }
}

/**
 * Rejects a JPEG much larger than its chunk, because UTIF allocates as many pixels as the JPEG claims. The
 * last strip may be as high as the others.
 */
async function refuseOtherSize(
  data: Uint8Array<ArrayBuffer>,
  { chunks, jpegTables }: Page,
  columns: number,
): Promise<void> {
  const header = await readJpegHeader(randomAccess(data), { start: 0, end: data.length });
  const most = 4 * columns * (chunks[0] as Chunk).rows;
  // A frame in the tables would hide the size from this check.
  const isPlain =
    !jpegTables || !(await readJpegHeader(randomAccess(jpegTables), { start: 0, end: jpegTables.length }));
  if (!header || header.width * header.height > most || !isPlain)
    throw new RangeError('The JPEG has another size than the TIFF says.');
}

/**
 * @returns Whether the bits of each byte are in reverse order. UTIF handles that for faxes, and JPEGs are
 *   never reversed.
 */
const isReversed = ({ fillOrder, compression }: Page): boolean =>
  fillOrder === 2 && compression !== JPEG && !isFax(compression);

/** @returns A byte with its bits reversed. */
function reversed(byte: number): number {
  let bits = 0;
  for (let i = 0; i < 8; i++) bits |= ((byte >> i) & 1) << (7 - i);
  return bits;
}

/** Lets UTIF decompress one strip, described by a minimal directory. */
function throughUtif(
  data: Uint8Array,
  { order, ...fields }: { order: 'II' | 'MM' } & Record<`t${number}`, number[]>,
): Uint8Array {
  // UTIF reads the byte order from the beginning of the file.
  const file = new Uint8Array(8 + data.length);
  file.set(new TextEncoder().encode(order));
  file.set(data, 8);
  const directory = { ...fields, t273: [8], t279: [data.length] } as unknown as IFD;
  utif.decodeImage(file.buffer, directory);
  return directory.data;
}

/** Merges a channel's 8-bit samples into the interleaved samples. */
function collect(
  planes: Uint8Array,
  { width, height, samples, bits, photometric }: Page,
  chunk: Chunk,
  data: Uint8Array,
): void {
  const { left, top, columns, rows, plane = 0 } = chunk;
  const rowBytes = Math.ceil((columns * bits) / 8);
  for (let y = 0; y < Math.min(rows, height - top); y++) {
    const read = samplesOf(
      data.subarray(y * rowBytes, (y + 1) * rowBytes),
      bits,
      photometric === PHOTOMETRIC.palette,
    );
    const to = ((top + y) * width + left) * samples + plane;
    for (let x = 0; x < Math.min(columns, width - left); x++) planes[to + x * samples] = read(x);
  }
}

/** Paints a chunk of pixels. */
function paint(rgba: Uint8ClampedArray, page: Page, chunk: Chunk, data: Uint8Array): void {
  const { width, height, samples, bits, colours, alpha, photometric } = page;
  const { left, top, columns, rows } = chunk;
  const write = coloursOf(page);
  const rowBytes = Math.ceil((columns * samples * bits) / 8);
  for (let y = 0; y < Math.min(rows, height - top); y++) {
    const read = samplesOf(
      data.subarray(y * rowBytes, (y + 1) * rowBytes),
      bits,
      photometric === PHOTOMETRIC.palette,
    );
    for (let x = 0; x < Math.min(columns, width - left); x++) {
      const at = ((top + y) * width + left + x) * 4;
      write(read, x * samples, rgba, at);
      if (alpha === 'none') continue;
      const opacity = read(x * samples + colours);
      rgba[at + 3] = opacity;
      if (alpha === 'multiplied' && opacity > 0) {
        for (let i = 0; i < 3; i++) rgba[at + i] = ((rgba[at + i] as number) * 255) / opacity;
      }
    }
  }
}
