import type { PhotoKind, PhotoMetadata } from '../photo.ts';
import { exifNumber, exifText, xmpText } from './exif-values.ts';
import type { ParsedBlocks } from './find-blocks.ts';
import { isScreenCapture } from './generated.ts';

/** Tags of EXIF and TIFF. */
const COMPRESSION = 0x0103;
const SOFTWARE = 0x0131;
const USER_COMMENT = 0x9286;
const CUSTOM_RENDERED = 0xa401;

/** Apple’s value of CustomRendered for a panorama (https://exiftool.org/TagNames/EXIF.html). */
const APPLE_PANORAMA = 6;

/** Compressions for faxes, which only have black and white (TIFF 6.0, sections 10 and 11). */
const FAX: readonly (number | undefined)[] = [2, 3, 4];

/** What Apple’s and Samsung’s systems write into screenshots. The first characters name the encoding. */
const SCREENSHOT_COMMENT = /^(?:ASCII\0{0,3})?Screenshot$/;

/** Apps that photograph or scan paper. */
const PAPER_APPS =
  /camscanner|adobe scan|genius ?scan|(?:office|microsoft) lens|swiftscan|scanbot|turboscan|tiny ?scanner|scannable|docscan/i;

/**
 * @param format The file's format.
 * @returns What the file’s metadata say an image is. Its size and name may say more; see `kindOf`.
 */
export function kindInMetadata(blocks: ParsedBlocks, format: PhotoMetadata['format']): PhotoKind | undefined {
  if (isScreenCapture(blocks) || isScreenshotComment(blocks)) return 'screenshot';
  const isPanorama =
    xmpText(blocks, 'GPano', 'ProjectionType') !== undefined ||
    exifNumber(blocks, CUSTOM_RENDERED) === APPLE_PANORAMA;
  if (isPanorama) return 'panorama';
  const isFax = format === 'tiff' && FAX.includes(exifNumber(blocks, COMPRESSION));
  const program = exifText(blocks, SOFTWARE) ?? xmpText(blocks, 'xmp', 'CreatorTool') ?? '';
  return isFax || PAPER_APPS.test(program) ? 'document' : undefined;
}

function isScreenshotComment(blocks: ParsedBlocks): boolean {
  // A text ends at its first zero, but this one begins with an encoding that has zeros.
  const inExif = blocks.exif.some((fields) => {
    const bytes = fields.get(USER_COMMENT)?.bytes.subarray(0, 32) ?? new Uint8Array(0);
    return SCREENSHOT_COMMENT.test(String.fromCharCode(...bytes).replace(/[\0 ]+$/, ''));
  });
  return inExif || xmpText(blocks, 'exif', 'UserComment') === 'Screenshot';
}
