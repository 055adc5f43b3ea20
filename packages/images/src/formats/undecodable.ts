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
  video: 'The file is a video, not a picture. Leave it out.',
  audio: 'The file is a sound recording, not a picture. Leave it out.',
  PSD: 'The file is a Photoshop document, which browsers do not open. Export it as JPEG.',
  SVG: 'The file is an SVG drawing, not a photo. Export it as PNG.',
  PDF: 'The file is a PDF document, not a picture. Export its pages as JPEG.',
  archive: 'The file is an archive, not a picture. Unpack it first.',
  'web page': 'The file is a web page, not a picture: its download may have failed. Download it again.',
  text: 'The file is a text, not a picture. Replace it with the picture itself.',
};

const isOther = (format: FileFormat | undefined): format is OtherFormat =>
  format !== undefined && format in NO_IMAGE;

/**
 * @param reason What is wrong.
 * @param format The file's format, detected from its bytes.
 * @param cause The decoder's error.
 * @returns ClipError `undecodable-image` with a message that says what to do.
 */
export function undecodable(reason: Reason, format?: FileFormat, cause?: unknown): ClipError {
  return new ClipError('undecodable-image', messageOf(reason, format), { cause });
}

function messageOf(reason: Reason, format: FileFormat | undefined): string {
  if (isOther(format)) return NO_IMAGE[format];
  switch (reason) {
    case 'no-image':
      return 'The file is not a picture of a known format. Convert it to JPEG.';
    case 'not-supported':
      return `This browser does not decode ${format} pictures like this one. Convert it to JPEG, or use another browser.`;
    case 'no-preview':
      return 'The RAW file has no preview that can be shown. Export the photo as JPEG.';
    case 'damaged':
      return `The ${format} picture is damaged. Replace it with an undamaged copy.`;
  }
}
