import { pngChunks, viewOf } from '@web-clip/images/containers';
import { firstParts, keep, type MetadataBlocks } from './blocks.ts';
import { latin } from './bytes.ts';

/** Keyword of the text with XMP (XMP specification, part 3, 1.1.5). */
const XMP = 'XML:com.adobe.xmp';

/** Keywords of texts with a date, in lower case: the standard’s, and the one ImageMagick writes for EXIF data. */
const CREATION = ['creation time', 'exif:datetimeoriginal'];

/** Bytes after a chunk’s content. */
const CHECKSUM = 4;

/** Maximum length of a keyword and of a date. */
const LONGEST = 80;

/**
 * Finds the metadata of a PNG, before or after its pixels (https://www.w3.org/TR/png-3/#11Chunks). Compressed texts
 * are not read.
 *
 * @param bytes The file, or its beginning.
 */
export function readPngBlocks(bytes: Uint8Array, { exif, xmp, png }: MetadataBlocks): void {
  for (const { type, content: at, end } of firstParts(pngChunks(bytes))) {
    const content = bytes.subarray(at, end - CHECKSUM);
    if (type === 'eXIf') keep(exif, content);
    else if (type === 'tIME' && content.length >= 7) png.modified = timeOf(viewOf(content));
    else if (type === 'tEXt' || type === 'iTXt') {
      const { keyword, text } = textOf(content, type);
      if (text && keyword === XMP) keep(xmp, text);
      else if (text && CREATION.includes(keyword.toLowerCase())) png.creation ??= latin(text, 0, LONGEST);
    }
  }
}

/** Year, month, day, hour, minute, second, in UTC. */
function timeOf(content: DataView): string {
  const [month, day, hour, minute, second] = [2, 3, 4, 5, 6].map((at) =>
    String(content.getUint8(at)).padStart(2, '0'),
  );
  return `${content.getUint16(0)}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

/** Parses a text chunk. `text` is absent if it is compressed. */
function textOf(content: Uint8Array, type: 'tEXt' | 'iTXt'): { keyword: string; text?: Uint8Array } {
  const keywordEnd = content.subarray(0, LONGEST).indexOf(0);
  const keyword = latin(content, 0, Math.max(0, keywordEnd));
  if (type === 'tEXt') return { keyword, text: content.subarray(keywordEnd + 1) };
  if (content[keywordEnd + 1] !== 0) return { keyword };
  const languageEnd = content.indexOf(0, keywordEnd + 3);
  const translationEnd = languageEnd < 0 ? -1 : content.indexOf(0, languageEnd + 1);
  return translationEnd < 0 ? { keyword } : { keyword, text: content.subarray(translationEnd + 1) };
}
