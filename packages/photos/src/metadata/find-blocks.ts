import { viewOf } from '@web-clip/images/containers';
import { type MetadataBlocks, noBlocks, type PngDates } from './blocks.ts';
import { hasText } from './bytes.ts';
import { readIsoBlocks } from './iso-blocks.ts';
import { readJpegBlocks } from './jpeg-blocks.ts';
import { readPngBlocks } from './png-blocks.ts';
import { readTiffBlocks } from './tiff-blocks.ts';
import { readTiffFields, type TiffFields } from './tiff-fields.ts';
import { readWebpBlocks } from './webp-blocks.ts';
import { readXmp, type XmpProperties } from './xmp.ts';

/** The metadata of a file, parsed but not yet interpreted. */
export interface ParsedBlocks {
  /** Directories of EXIF data, the EXIF directory itself before the first one. */
  exif: readonly TiffFields[];
  /** GPS directories of EXIF data. */
  gps: readonly TiffFields[];
  /** Properties of XMP packets, the main one before its extension. */
  xmp: readonly XmpProperties[];
  /** IPTC-IIM records. */
  iptc: readonly Uint8Array[];
  /** Dates that only PNG has. */
  png: PngDates;
}

/**
 * Finds and parses the metadata of a file.
 *
 * @param bytes A file of any format, or its beginning. The time is linear in its length, even for malicious files.
 */
export function findBlocks(bytes: Uint8Array): ParsedBlocks {
  const blocks = noBlocks();
  try {
    readBlocks(bytes, blocks);
  } catch (error) {
    // The file ends early. Keep what was found so far.
    if (!(error instanceof RangeError)) throw error;
  }
  const directories = blocks.exif.map(readTiffFields);
  const separate = blocks.gps.flatMap((block) => readTiffFields(block).exif);
  return {
    exif: directories.flatMap(({ exif }) => exif),
    gps: [...directories.flatMap(({ gps }) => gps ?? []), ...separate],
    xmp: blocks.xmp.map(readXmp),
    iptc: blocks.iptc,
    png: blocks.png,
  };
}

function readBlocks(bytes: Uint8Array, blocks: MetadataBlocks): void {
  if (hasText(bytes, '\xff\xd8')) readJpegBlocks(bytes, blocks);
  else if (hasText(bytes, '\x89PNG')) readPngBlocks(bytes, blocks);
  else if (hasText(bytes, 'RIFF') && hasText(bytes, 'WEBP', 8)) readWebpBlocks(bytes, blocks);
  else if (hasText(bytes, 'ftyp', 4) || hasText(bytes, 'JXL ', 4)) readIsoBlocks(bytes, blocks);
  else if (hasText(bytes, 'II') || hasText(bytes, 'MM')) readTiffBlocks(bytes, blocks);
  // A Fujifilm RAW file contains a JPEG, whose offset is at 84 (https://libopenraw.freedesktop.org/formats/raf/).
  else if (hasText(bytes, 'FUJIFILMCCD-RAW'))
    readJpegBlocks(bytes.subarray(viewOf(bytes).getUint32(84)), blocks);
}
