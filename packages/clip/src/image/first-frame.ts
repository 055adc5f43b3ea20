import type { FileFormat } from './format.ts';

/**
 * Makes browsers decode an animation's first frame as Pillow does: of a GIF with the colours that its
 * transparent pixels have in the palette, which browsers do not paint; of a PNG the picture that stands
 * outside the animation, if there is one, which browsers pass over; of an AVIF the one that stands for
 * all, as Chromium stretches the colours of sequences (it takes full range for that of television).
 *
 * @param blob The file.
 * @param head Its first bytes. What lies beyond them is left as it is.
 * @param format What it is.
 * @returns The file, changed if need be. No type: bytes tell it, and a wrong one must not mislead.
 */
export function firstFrame(blob: Blob, head: Uint8Array<ArrayBuffer>, format: FileFormat | undefined): Blob {
  if (format === 'AVIF') return new Blob([stillAvif(head), blob.slice(head.length)]);
  if (format === 'GIF') return new Blob([opaqueGif(head), blob.slice(head.length)]);
  const animation = format === 'PNG' ? animationChunk(head) : undefined;
  if (animation === undefined) return blob.slice();
  return new Blob([head.subarray(0, animation.start), blob.slice(animation.end)]);
}

/** Clears the first frame's transparency flag (https://www.w3.org/Graphics/GIF/spec-gif89a.txt, section 23). */
function opaqueGif(head: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const gif = head.slice();
  const byte = (at: number): number => gif[at] ?? 0;
  const packed = byte(10);
  // The global colour table follows the screen descriptor.
  let at = 13 + (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);
  while (byte(at) === 0x21) {
    if (byte(at + 1) === 0xf9) gif[at + 3] = byte(at + 3) & ~1;
    at += 2;
    while (byte(at) !== 0) at += byte(at) + 1;
    at++;
  }
  return gif;
}

/** Where a PNG is said to be animated: without the acTL chunk all it holds is its default image (https://www.w3.org/TR/png-3/#apng-frame-based-animation). */
function animationChunk(head: Uint8Array): { start: number; end: number } | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let start = 8; start + 12 <= head.length; ) {
    const end = start + 12 + view.getUint32(start);
    const type = String.fromCharCode(...head.subarray(start + 4, start + 8));
    if (type === 'acTL') return { start, end };
    if (type === 'IDAT') return undefined;
    start = end;
  }
  return undefined;
}

/** Names a sequence that also holds a single picture after that one (https://aomediacodec.github.io/av1-avif/v1.1.0.html#brands). */
function stillAvif(head: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const brands = String.fromCharCode(...head.subarray(8, head[3]));
  if (!brands.startsWith('avis') || !brands.includes('avif')) return head;
  const avif = head.slice();
  avif.set(new TextEncoder().encode('avif'), 8);
  return avif;
}
