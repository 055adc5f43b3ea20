/** The raw metadata blocks of a file, found but not yet parsed. */
export interface MetadataBlocks {
  /** EXIF data: TIFF structures. */
  exif: Uint8Array[];
  /** GPS directories that are TIFF structures of their own. */
  gps: Uint8Array[];
  /** XMP packets, the main one before its extension. */
  xmp: Uint8Array[];
  /** IPTC-IIM records. */
  iptc: Uint8Array[];
  /** Dates that only PNG has. */
  png: PngDates;
}

/** The dates of a PNG (https://www.w3.org/TR/png-3/#11keywords, https://www.w3.org/TR/png-3/#11tIME). */
export interface PngDates {
  /** The text “Creation Time”. */
  creation?: string;
  /** When the image last changed, in ISO 8601. */
  modified?: string;
}

/** @returns Empty blocks, for a format's reader to fill. */
export const noBlocks = (): MetadataBlocks => ({ exif: [], gps: [], xmp: [], iptc: [], png: {} });

/** Maximum number of blocks of one kind. No normal file has more; a malicious one may have millions. */
const MOST = 16;

/** Adds a block to those of its kind, unless there are too many. */
export function keep(blocks: Uint8Array[], block: Uint8Array): void {
  if (blocks.length < MOST) blocks.push(block);
}

/** Maximum number of parts of a file, for the same reason: each part takes time, however short it is. */
const MOST_PARTS = 2 ** 16;

/** @returns The first parts of a file, up to the maximum. */
export function* firstParts<Part>(parts: Iterable<Part>): Generator<Part> {
  let count = 0;
  for (const part of parts) {
    if (++count > MOST_PARTS) return;
    yield part;
  }
}
