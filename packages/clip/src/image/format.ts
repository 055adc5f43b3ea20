/** Formats that photos come in, told apart to explain why one was not decoded. */
export type PictureFormat = 'JPEG' | 'PNG' | 'GIF' | 'WebP' | 'BMP' | 'AVIF' | 'HEIC' | 'TIFF';

/**
 * Tells a picture's format by its first bytes (https://mimesniff.spec.whatwg.org/#image-type-pattern-matching-algorithm;
 * for the brands of AVIF and HEIC see ISO/IEC 23008-12).
 *
 * @param head The file's first bytes; 32 are enough.
 * @returns The format, or undefined for anything else.
 */
export function pictureFormat(head: Uint8Array): PictureFormat | undefined {
  const text = String.fromCharCode(...head.subarray(0, 32));
  if (text.startsWith('\xff\xd8\xff')) return 'JPEG';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'PNG';
  if (text.startsWith('GIF8')) return 'GIF';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'WebP';
  if (text.startsWith('BM')) return 'BMP';
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'TIFF';
  if (text.startsWith('ftyp', 4)) {
    if (/avi[fs]/.test(text)) return 'AVIF';
    if (/hei[cxms]|hev[cxms]|mif1|msf1/.test(text)) return 'HEIC';
  }
  return undefined;
}
