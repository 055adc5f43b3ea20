import { pngChunks } from './containers.ts';
import { clearBits, type Edit } from './edits.ts';
import type { ImageFormat } from './format.ts';

/**
 * Makes browsers decode the first frame of an animation as Pillow does:
 * - GIF: transparent pixels get their palette colours, which browsers do not paint.
 * - PNG: the default image outside the animation, if there is one, which browsers skip.
 * - AVIF: the still image, because Chromium stretches the colours of sequences (it mistakes full range for
 *   video range).
 *
 * @param bytes The file, or its beginning.
 * @param format Its format.
 * @returns The changes to make.
 */
export function firstFrameEdits(bytes: Uint8Array, format: ImageFormat): Edit[] {
  switch (format) {
    case 'GIF':
      return opaqueGif(bytes);
    case 'PNG':
      // Without these chunks, only the default image is left
      // (https://www.w3.org/TR/png-3/#apng-frame-based-animation). If only some were removed, Firefox would
      // consider the file damaged.
      return [...pngChunks(bytes)].filter(({ type }) => ANIMATION_CHUNKS.includes(type));
    case 'AVIF':
      return stillAvif(bytes);
    default:
      return [];
  }
}

const ANIMATION_CHUNKS: readonly string[] = ['acTL', 'fcTL', 'fdAT'];

/** Clears the first frame's transparency flag (https://www.w3.org/Graphics/GIF/spec-gif89a.txt, section 23). */
function opaqueGif(gif: Uint8Array): Edit[] {
  const edits: Edit[] = [];
  const byte = (at: number): number => gif[at] ?? 0;
  const packed = byte(10);
  // The global colour table follows the screen descriptor.
  let at = 13 + (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);
  while (byte(at) === 0x21) {
    if (byte(at + 1) === 0xf9) edits.push(clearBits(gif, at + 3, 1));
    at += 2;
    while (byte(at) !== 0) at += byte(at) + 1;
    at++;
  }
  return edits;
}

/**
 * If a sequence also holds a still image, changes its brand to that of still images
 * (https://aomediacodec.github.io/av1-avif/v1.1.0.html#brands).
 */
function stillAvif(avif: Uint8Array): Edit[] {
  const brands = String.fromCharCode(...avif.subarray(8, avif[3]));
  if (!brands.startsWith('avis') || !brands.includes('avif')) return [];
  return [{ start: 8, end: 12, bytes: new TextEncoder().encode('avif') }];
}
