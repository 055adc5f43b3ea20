import { ClipError } from '@web-clip/calls';
import type { FileFormat, OtherFormat } from './format.ts';

/** Why a file yields no image. */
export type Reason =
  /** Its format is unknown, or is not an image format. */
  | 'no-image'
  /** This browser does not decode its format or variant. */
  | 'not-supported'
  | 'damaged'
  /** A camera's RAW file without a preview. */
  | 'no-preview';

/** What to do about files that are not images. */
const NO_IMAGE: Readonly<Record<OtherFormat, string>> = {
  empty: 'The file is empty. Replace it.',
  video: 'The file is a video, not an image. Leave it out.',
  audio: 'The file is a sound recording, not an image. Leave it out.',
  PSD: 'The file is a Photoshop document, which browsers cannot open. Export it as JPEG.',
  SVG: 'The file is an SVG drawing, not a photo. Export it as PNG.',
  PDF: 'The file is a PDF document, not an image. Export its pages as JPEG.',
  archive: 'The file is an archive, not an image. Unpack it first.',
  'web page': 'The file is a web page, not an image: the download may have failed. Download it again.',
  text: 'The file is text, not an image. Replace it with the image itself.',
};

const isOther = (format: FileFormat | undefined): format is OtherFormat =>
  format !== undefined && format in NO_IMAGE;

/**
 * @param reason What is wrong.
 * @param format The file's format, detected from its bytes.
 * @param cause The decoder's error.
 * @returns ClipError `undecodable-image`, whose message says what to do.
 */
export function undecodable(reason: Reason, format?: FileFormat, cause?: unknown): ClipError {
  return new ClipError('undecodable-image', messageOf(reason, format), { cause });
}

function messageOf(reason: Reason, format: FileFormat | undefined): string {
  if (isOther(format)) return NO_IMAGE[format];
  switch (reason) {
    case 'no-image':
      return 'The file is not in a known image format. Convert it to JPEG.';
    case 'not-supported':
      return `This browser cannot decode this ${format} image. Convert it to JPEG, or use another browser.`;
    case 'no-preview':
      return 'The RAW file has no usable preview. Export the photo as JPEG.';
    case 'damaged':
      return `The ${format} image is damaged. Replace it with an undamaged copy.`;
  }
}
