/** The parts of a file that say something about its picture, each as its format has it; found, and not yet read. */
export interface MetadataBlocks {
  /** EXIF data: TIFF structures. */
  exif: Uint8Array[];
  /** XMP packets, the main one before what extends it. */
  xmp: Uint8Array[];
  /** IPTC-IIM records. */
  iptc: Uint8Array[];
  /** What only PNG has. */
  png: PngDates;
}

/** The dates of a PNG (https://www.w3.org/TR/png-3/#11keywords, https://www.w3.org/TR/png-3/#11tIME). */
export interface PngDates {
  /** The text “Creation Time”. */
  creation?: string;
  /** When the image last changed, in ISO 8601. */
  modified?: string;
}

/** @returns Nothing, for a reader of a format to fill. */
export const noBlocks = (): MetadataBlocks => ({ exif: [], xmp: [], iptc: [], png: {} });

/** Blocks of one kind that are looked into: no sound file has more, and one that was made for it has millions. */
const MOST = 16;

/** Adds a block to those of its kind, unless there are too many. */
export function keep(blocks: Uint8Array[], block: Uint8Array): void {
  if (blocks.length < MOST) blocks.push(block);
}

/** Parts of a file that are looked at, for the same reason: each takes a while, however short it is. */
const MOST_PARTS = 2 ** 16;

/** @returns The parts of a file, as far as they are looked at. */
export function* firstParts<Part>(parts: Iterable<Part>): Generator<Part> {
  let count = 0;
  for (const part of parts) {
    if (++count > MOST_PARTS) return;
    yield part;
  }
}
