import { FORMAT_BYTES, fileFormat, type ImageFormat, isImage } from '@web-clip/images';
import type { PhotoFormat, PhotoMetadata } from '../photo.ts';
import { cameraOf, lensOf } from './camera.ts';
import { type CaptureDate, captureDate } from './capture-date.ts';
import { exposureOf } from './exposure.ts';
import { findBlocks } from './find-blocks.ts';
import { generatedOf } from './generated.ts';
import { kindInMetadata } from './kind-in-metadata.ts';
import { known } from './known.ts';
import { locationOf } from './location.ts';
import { quantisationOf } from './quantisation.ts';

/** What the bytes of a file say about a photo, whatever the file's name. */
export interface FileMetadata extends PhotoMetadata {
  /** When the photo was taken. */
  captured?: CaptureDate;
}

/** How the page calls the formats. */
const FORMATS: Readonly<Record<ImageFormat, PhotoFormat>> = {
  JPEG: 'jpeg',
  PNG: 'png',
  GIF: 'gif',
  WebP: 'webp',
  BMP: 'bmp',
  ICO: 'ico',
  AVIF: 'avif',
  HEIC: 'heic',
  'JPEG XL': 'jxl',
  'JPEG 2000': 'jp2',
  TIFF: 'tiff',
  CR2: 'raw',
  CR3: 'raw',
  ORF: 'raw',
  RAF: 'raw',
  RW2: 'raw',
  RAW: 'raw',
};

/**
 * Reads the metadata of a file. Nothing in a file makes it throw, and the time is linear in its length.
 *
 * @param bytes A file of any format, or its beginning.
 */
export function readMetadata(bytes: Uint8Array): FileMetadata {
  const blocks = findBlocks(bytes);
  const bytesFormat = fileFormat(bytes.subarray(0, FORMAT_BYTES));
  const format = isImage(bytesFormat) ? FORMATS[bytesFormat] : undefined;
  return known({
    captured: captureDate(blocks),
    camera: cameraOf(blocks),
    lens: lensOf(blocks),
    exposure: exposureOf(blocks),
    location: locationOf(blocks),
    kind: kindInMetadata(blocks, format),
    format,
    generated: generatedOf(blocks),
    quantisation: format === 'jpeg' ? quantisationOf(bytes) : undefined,
  });
}
