import { fourBytes, jpegSegments, pngChunks, webpChunks } from './containers.ts';
import { clearBits, type Edit, renamed } from './edits.ts';
import type { ImageFormat } from './format.ts';
import { primaryProperties } from './item-properties.ts';

/** Chunks with a PNG's colour space (https://www.w3.org/TR/png-3/#11addnlcolinfo). */
export const PNG_COLOUR_CHUNKS: readonly string[] = ['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM', 'mDCV', 'cLLI'];

/**
 * Removes the colour space from a file, so that values are returned as stored, as in Pillow.
 * `colorSpaceConversion: 'none'` asks browsers to do the same, but WebKit ignores it.
 *
 * @param bytes The file.
 * @param format Its format.
 * @returns The changes to make.
 */
export function storedColourEdits(bytes: Uint8Array, format: ImageFormat): Edit[] {
  switch (format) {
    case 'JPEG':
      return [...jpegSegments(bytes)].filter(
        ({ type, content }) => type === 'e2' && startsWith(bytes, content, 'ICC_PROFILE\0'),
      );
    case 'PNG':
      return [...pngChunks(bytes)].filter(({ type }) => PNG_COLOUR_CHUNKS.includes(type));
    case 'WebP':
      return [...webpChunks(bytes)].flatMap(({ type, start, content }) => {
        if (type === 'VP8X') return [clearBits(bytes, content, 0x20)];
        return type === 'ICCP' ? [renamed(start)] : [];
      });
    case 'AVIF':
    case 'HEIC':
      return primaryProperties(bytes)
        .filter(({ type }) => type === 'colr')
        .map(({ content }) =>
          // The codes also define the conversion from YCbCr to RGB, which must stay. Primaries and transfer
          // function become those of sRGB.
          fourBytes(bytes, content) === 'nclx'
            ? { start: content + 4, end: content + 8, bytes: Uint8Array.of(0, 1, 0, 13) }
            : renamed(content - 4),
        );
    default:
      return [];
  }
}

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0));
