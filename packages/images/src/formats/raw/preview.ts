import type { ImageFormat } from '../format.ts';
import type { RandomAccess } from '../random-access.ts';
import { cr3Previews } from './cr3.ts';
import { type JpegHeader, type Range, readJpegHeader } from './jpeg-header.ts';
import { rafPreviews } from './raf.ts';
import { type RawPreviews, tiffPreviews } from './tiff-previews.ts';

/**
 * Finds the JPEGs that a camera embeds in its RAW files.
 *
 * @param file The file.
 * @param format The format detected from its first bytes.
 * @returns Where they may be; undefined if it is not a RAW file. Only this distinguishes RAW files from
 *   TIFFs.
 */
export async function rawPreviews(file: RandomAccess, format: ImageFormat): Promise<RawPreviews | undefined> {
  switch (format) {
    case 'TIFF':
    case 'CR2':
    case 'ORF':
    case 'RW2':
      return tiffPreviews(file);
    case 'CR3':
      return cr3Previews(file);
    case 'RAF':
      return rafPreviews(file);
    case 'RAW':
      return { ranges: [], orientation: 1 };
    default:
      return undefined;
  }
}

/**
 * Extracts the largest JPEG. A JPEG with an orientation in its own EXIF data keeps it. Any other gets the
 * orientation of the RAW file, as LibRaw and dcraw write it
 * (https://github.com/LibRaw/LibRaw/blob/master/src/write/file_write.cpp, `jpeg_thumb_writer`).
 *
 * @param file The RAW file.
 * @param previews Where to look.
 * @returns The JPEG, or undefined if there is none that browsers decode.
 */
export async function largestPreview(
  file: RandomAccess,
  { ranges, orientation }: RawPreviews,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let best: { range: Range; header: JpegHeader } | undefined;
  for (const range of ranges) {
    const header = await readJpegHeader(file, range);
    if (header && (!best || pixels(header) > pixels(best.header))) best = { range, header };
  }
  if (!best) return undefined;
  const jpeg = await file.read(best.range.start, best.range.end);
  return best.header.orientation || orientation === 1 ? jpeg : withOrientation(jpeg, orientation);
}

const pixels = ({ width, height }: JpegHeader): number => width * height;

/** Inserts EXIF data with just an orientation before all other segments. */
function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array<ArrayBuffer> {
  const exif = [
    ...[0xff, 0xe1, 0, 34, ...new TextEncoder().encode('Exif\0\0MM\0*')],
    // A directory at offset 8 with one entry: the tag, a SHORT.
    ...[0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ];
  const marked = new Uint8Array(jpeg.length + exif.length);
  marked.set(jpeg.subarray(0, 2));
  marked.set(exif, 2);
  marked.set(jpeg.subarray(2), 2 + exif.length);
  return marked;
}
