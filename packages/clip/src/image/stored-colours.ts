import { fourBytes, jpegSegments, pngChunks, webpChunks } from './containers.ts';
import { clearBits, type Edit, renamed } from './edits.ts';
import type { ImageFormat } from './format.ts';
import { primaryProperties } from './item-properties.ts';

/** What a PNG says of its colours (https://www.w3.org/TR/png-3/#11addnlcolinfo). */
export const PNG_COLOUR_CHUNKS: readonly string[] = ['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM', 'mDCV', 'cLLI'];

/**
 * Makes a file say nothing of what its colours mean, so that its values are taken as they are stored, as Pillow takes
 * them. `colorSpaceConversion: 'none'` asks browsers for the same, and WebKit does not heed it.
 *
 * @param bytes The file.
 * @param format What it is.
 * @returns What to change in it.
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
          // The codes also say how to get from YCbCr to RGB, which has to stay. Primaries and curve become those of sRGB.
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
