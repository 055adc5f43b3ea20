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
