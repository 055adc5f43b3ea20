/** Formats with an image to index, whether the browser or a decoder of ours opens them. */
const IMAGE_FORMATS = [
  'JPEG',
  'PNG',
  'GIF',
  'WebP',
  'BMP',
  'ICO',
  'AVIF',
  'HEIC',
  'JPEG XL',
  'JPEG 2000',
  'TIFF',
  'CR2',
  'CR3',
  'ORF',
  'RAF',
  'RW2',
  'RAW',
] as const;

/**
 * An image format. `JPEG` includes MPO, `PNG` includes APNG, `AVIF` includes sequences, and `HEIC` all other
 * HEIF. `TIFF` includes camera files that only their directories distinguish from it (DNG, NEF, ARW, PEF).
 * `RAW` covers older camera files (CRW, MRW, X3F).
 */
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** The formats of files that are not indexed. `text` means that no byte is invalid in a text. */
export type OtherFormat =
  | 'empty'
  | 'video'
  | 'audio'
  | 'PSD'
  | 'SVG'
  | 'PDF'
  | 'archive'
  | 'web page'
  | 'text';

/** The format of a file, judged by its bytes. */
export type FileFormat = ImageFormat | OtherFormat;

/** {@link fileFormat} needs at most this many bytes from the start of a file. */
export const FORMAT_BYTES = 1024;

/** @returns Whether files of this format are images. */
export function isImage(format: FileFormat | undefined): format is ImageFormat {
  return IMAGE_FORMATS.includes(format as ImageFormat);
}

/** Bytes that files of a format have at fixed offsets, as Latin-1. */
type Signature = readonly [FileFormat, ...(readonly [offset: number, bytes: string])[]];

/**
 * The first match wins. Sources: https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern,
 * https://github.com/exiftool/exiftool/blob/master/lib/Image/ExifTool.pm (`%magicNumber`), and each format's
 * own specification.
 */
const SIGNATURES: readonly Signature[] = [
  ['JPEG', [0, '\xff\xd8\xff']],
  ['PNG', [0, '\x89PNG\r\n\x1a\n']],
  ['GIF', [0, 'GIF8']],
  ['WebP', [0, 'RIFF'], [8, 'WEBP']],
  ['JPEG XL', [0, '\xff\x0a']],
  ['JPEG XL', [0, '\0\0\0\x0cJXL \r\n\x87\n']],
  ['JPEG 2000', [0, '\xff\x4f\xff\x51']],
  ['JPEG 2000', [0, '\0\0\0\x0cjP  \r\n\x87\n']],
  ['CR2', [0, 'II*\0'], [8, 'CR\x02']],
  ['TIFF', [0, 'II*\0']],
  ['TIFF', [0, 'MM\0*']],
  // BigTIFF.
  ['TIFF', [0, 'II+\0']],
  ['TIFF', [0, 'MM\0+']],
  ['ORF', [0, 'IIRO']],
  ['ORF', [0, 'IIRS']],
  ['ORF', [0, 'MMOR']],
  ['RW2', [0, 'IIU\0']],
  ['RAF', [0, 'FUJIFILMCCD-RAW']],
  ['RAW', [0, 'II\x1a\0'], [6, 'HEAPCCDR']],
  ['RAW', [0, '\0MRM']],
  ['RAW', [0, 'FOVb']],
  ['PSD', [0, '8BPS']],
  ['PDF', [0, '%PDF-']],
  ['video', [0, 'RIFF'], [8, 'AVI ']],
  // Matroska and WebM.
  ['video', [0, '\x1aE\xdf\xa3']],
  ['video', [0, '\0\0\x01\xb3']],
  ['video', [0, '\0\0\x01\xba']],
  ['video', [0, 'FLV\x01']],
  // Windows Media.
  ['video', [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11']],
  // Transport streams: packets of 188 bytes. In AVCHD each is preceded by a time code of 4 bytes.
  ['video', [0, 'G'], [188, 'G'], [376, 'G']],
  ['video', [4, 'G'], [196, 'G'], [388, 'G']],
  // Old QuickTime files without a brand, by the boxes they may begin with.
  ['video', [4, 'moov']],
  ['video', [4, 'mdat']],
  ['video', [4, 'wide']],
  ['video', [4, 'pnot']],
  ['audio', [0, 'RIFF'], [8, 'WAVE']],
  ['audio', [0, 'FORM'], [8, 'AIF']],
  ['audio', [0, 'ID3']],
  ['audio', [0, 'OggS']],
  ['audio', [0, 'fLaC']],
  ['audio', [0, 'MThd']],
  // MPEG audio and AAC frames.
  ...['\xf1', '\xf2', '\xf3', '\xf9', '\xfa', '\xfb'].map((byte): Signature => ['audio', [0, `\xff${byte}`]]),
  ['archive', [0, 'PK\x03\x04']],
  ['archive', [0, 'PK\x05\x06']],
  ['archive', [0, 'Rar!\x1a\x07']],
  ['archive', [0, '7z\xbc\xaf\x27\x1c']],
  ['archive', [0, '\x1f\x8b']],
  ['archive', [0, 'BZh']],
  ['archive', [0, '\xfd7zXZ\0']],
  ['archive', [0, '\x28\xb5\x2f\xfd']],
];

/**
 * Detects the format of a file from its bytes. The name does not matter.
 *
 * @param head The first {@link FORMAT_BYTES} bytes, or all if there are fewer.
 * @returns The format, or undefined if it is unknown.
 */
export function fileFormat(head: Uint8Array): FileFormat | undefined {
  if (head.length === 0) return 'empty';
  const text = String.fromCharCode(...head.subarray(0, FORMAT_BYTES));
  const signature = SIGNATURES.find(([, ...parts]) =>
    parts.every(([at, bytes]) => text.startsWith(bytes, at)),
  );
  if (signature) return signature[0];
  if (isBitmap(head)) return 'BMP';
  if (isIcon(head)) return 'ICO';
  return brandedFormat(text) ?? textFormat(text);
}

/** Texts may begin with "BM" too, so the size of the second header must be a valid one. */
const isBitmap = (head: Uint8Array): boolean =>
  head[0] === 0x42 &&
  head[1] === 0x4d &&
  [12, 16, 40, 52, 56, 64, 108, 124].includes(head[14] ?? 0) &&
  head[15] === 0;

/** An icon or a cursor: it has at least one image, and a byte in the entry that is always zero. */
const isIcon = (head: Uint8Array): boolean =>
  [0, 0, head[2] === 2 ? 2 : 1, 0].every((byte, i) => head[i] === byte) &&
  (head[4] ?? 0) > 0 &&
  head[5] === 0 &&
  head[9] === 0;

/**
 * Reads the brands of an ISO base media file (ISO/IEC 14496-12, section 4.3). The first is the major brand;
 * it takes precedence over the compatible brands.
 */
function brandedFormat(text: string): FileFormat | undefined {
  if (!text.startsWith('ftyp', 4)) return undefined;
  const size = text.charCodeAt(2) * 256 + text.charCodeAt(3);
  const brands = [text.slice(8, 12), ...(text.slice(16, Math.max(size, 16)).match(/.{4}/gs) ?? [])];
  for (const brand of brands) {
    // https://github.com/lclevy/canon_cr3#ftyp
    if (brand === 'crx ') return 'CR3';
    // https://aomediacodec.github.io/av1-avif/#brands
    if (brand === 'avif' || brand === 'avis') return 'AVIF';
    // ISO/IEC 23008-12, annex B.
    if (/^(hei[cxms]|hev[cxms])$/.test(brand)) return 'HEIC';
  }
  if (brands.some((brand) => /^(mif[123]|msf1|miaf)$/.test(brand))) return 'HEIC';
  return /^(M4[AB] |F4[AB] )/.test(brands[0] ?? '') ? 'audio' : 'video';
}

/** @returns The kind of text, unless a byte shows that it is not text. */
function textFormat(text: string): OtherFormat | undefined {
  // UTF-16 contains zeros.
  if (text.startsWith('\xff\xfe') || text.startsWith('\xfe\xff')) return 'text';
  if ([...text].some(isBinary)) return undefined;
  const content = text.replace(PROLOGUE, '');
  if (/^<svg[\s>]/i.test(content)) return 'SVG';
  return /^<(!doctype html|html|head|body|script|title|meta|div|h1|iframe|style)[\s>]/i.test(content)
    ? 'web page'
    : 'text';
}

/** A byte that no text contains: https://mimesniff.spec.whatwg.org/#binary-data-byte. */
const isBinary = (character: string): boolean => character < ' ' && !'\t\n\f\r\x1b'.includes(character);

/** Anything that may precede the root element of XML. */
const PROLOGUE = /^(\xef\xbb\xbf)?(\s|<\?.*?\?>|<!--.*?-->|<!doctype\s+svg[^>]*>)*/is;
