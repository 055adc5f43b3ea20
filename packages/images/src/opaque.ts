import { ClipError } from '@web-clip/calls';
import { boxes, type Part, pngChunks, viewOf, webpChunks } from './formats/containers.ts';
import { clearBits, type Edit, edited, renamed } from './formats/edits.ts';
import type { ImageFormat } from './formats/format.ts';

/**
 * Removes the transparency from a file, so that the browser returns the colours of its transparent pixels.
 * Most browsers lose them, because their bitmaps hold premultiplied colours.
 *
 * @param bytes The file.
 * @param format Its format.
 * @returns The opaque file.
 * @throws ClipError `download-failed`; Error if it is damaged.
 */
export async function opaqueFile(
  bytes: Uint8Array<ArrayBuffer>,
  format: ImageFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'PNG' && hasAlphaChannel(bytes)) return (await loadOpaquePng()).withoutAlphaChannel(bytes);
  return edited(bytes, opaqueEdits(bytes, format));
}

/** @returns Whether the file may have transparent pixels that {@link opaqueFile} can make opaque. */
export const mayBeTransparent = (bytes: Uint8Array, format: ImageFormat): boolean =>
  (format === 'PNG' && hasAlphaChannel(bytes)) || opaqueEdits(bytes, format).length > 0;

/** Loaded for the first such file only. Few browsers need it. */
const loadOpaquePng = () =>
  import('./formats/opaque-png.ts').catch((error) => {
    throw new ClipError(
      'download-failed',
      'The browser could not load the decoder for transparent PNG images. Go online, and add the image again.',
      { cause: error },
    );
  });

/** Colour types 4 and 6: https://www.w3.org/TR/png-3/#11IHDR */
const hasAlphaChannel = (bytes: Uint8Array): boolean => bytes[25] === 4 || bytes[25] === 6;

function opaqueEdits(bytes: Uint8Array, format: ImageFormat): Edit[] {
  switch (format) {
    case 'PNG':
      return [...pngChunks(bytes)].filter(({ type }) => type === 'tRNS');
    case 'WebP':
      return webpEdits(bytes);
    case 'AVIF':
      return avifEdits(bytes);
    case 'BMP':
      return bitmapEdits(bytes);
    default:
      return [];
  }
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function webpEdits(bytes: Uint8Array): Edit[] {
  const frames = (part: Part): Iterable<Part> =>
    // A frame begins with 16 bytes of position and timing, followed by its chunks. Frames do not nest, so
    // even a malicious file is read only once.
    part.type === 'ANMF' ? webpChunks(bytes, part.content + 16, part.end) : [part];
  return [...webpChunks(bytes)]
    .flatMap((part) => [...frames(part)])
    .flatMap(({ type, start, content }) => {
      switch (type) {
        case 'VP8X':
          return (bytes[content] ?? 0) & 0x10 ? [clearBits(bytes, content, 0x10)] : [];
        case 'ALPH':
          return [renamed(start)];
        // The flag is the 29th bit after the signature. Only Firefox respects it:
        // https://developers.google.com/speed/webp/docs/webp_lossless_bitstream_specification
        case 'VP8L':
          return (bytes[content + 4] ?? 0) & 0x10 ? [clearBits(bytes, content + 4, 0x10)] : [];
        default:
          return [];
      }
    });
}

/**
 * Removes the reference between the image and its alpha plane, which is an image of its own (ISO/IEC
 * 23008-12, 6.6.2.1.1).
 */
function avifEdits(bytes: Uint8Array): Edit[] {
  const inside = (type: string, from: number, to: number) =>
    [...boxes(bytes, from, to)].filter((box) => box.type === type);
  return inside('meta', 0, bytes.length)
    .flatMap(({ content, end }) => inside('iref', content + 4, end))
    .flatMap(({ content, end }) => inside('auxl', content + 4, end))
    .map(({ start }) => renamed(start + 4));
}

/**
 * Offset of the alpha bit mask, which the header has since version 3:
 * https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapv4header
 */
const ALPHA_MASK = 14 + 52;

function bitmapEdits(bytes: Uint8Array): Edit[] {
  if (bytes.length < ALPHA_MASK + 4) return [];
  const view = viewOf(bytes);
  const has = view.getUint32(14, true) >= 56 && view.getUint32(ALPHA_MASK, true) !== 0;
  return has ? [{ start: ALPHA_MASK, end: ALPHA_MASK + 4, bytes: new Uint8Array(4) }] : [];
}
