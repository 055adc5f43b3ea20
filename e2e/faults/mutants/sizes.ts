import type { Random } from '../random.ts';
import type { Mutation } from './mutant.ts';
import { AFTER_HEADER, pngChunk } from './png.ts';

/** Writes absurd dimensions in pixels into a file's header, and changes nothing else. */
export const SIZES: Record<string, Mutation> = {
  'size in a JPEG': ({ bytes }, random) => {
    // The frame header: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.2.2.
    const at = bytes.findIndex((byte, i) => byte === 0xff && [0xc0, 0xc1, 0xc2].includes(bytes[i + 1] ?? 0));
    if (!isJpeg(bytes) || at < 0 || at + 9 > bytes.length) return undefined;
    return changed(bytes, (jpeg) => {
      jpeg.writeUInt16BE(side(16, random), at + 5);
      jpeg.writeUInt16BE(side(16, random), at + 7);
    });
  },
  'size in a PNG': ({ bytes }, random) => {
    if (!isPng(bytes)) return undefined;
    const data = Buffer.from(bytes.subarray(16, AFTER_HEADER - 4));
    data.writeUInt32BE(side(32, random));
    data.writeUInt32BE(side(32, random), 4);
    return Buffer.concat([bytes.subarray(0, 8), pngChunk('IHDR', data), bytes.subarray(AFTER_HEADER)]);
  },
  'size in a GIF': ({ bytes }, random) => {
    if (!bytes.toString('latin1', 0, 4).startsWith('GIF8')) return undefined;
    return changed(bytes, (gif) => {
      gif.writeUInt16LE(side(16, random), 6);
      gif.writeUInt16LE(side(16, random), 8);
    });
  },
  'size in a WebP': ({ bytes }, random) => {
    if (bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined;
    const at = { 'VP8 ': 26, VP8L: 21, VP8X: 24 }[bytes.toString('latin1', 12, 16)];
    return at === undefined ? undefined : changed(bytes, (webp) => random32(webp, at, random));
  },
  'size in a BMP': ({ bytes }, random) => {
    if (bytes.toString('latin1', 0, 2) !== 'BM') return undefined;
    return changed(bytes, (bitmap) => {
      bitmap.writeInt32LE(side(32, random) | 0, 18);
      bitmap.writeInt32LE(side(32, random) | 0, 22);
    });
  },
  'size in a HEIC or AVIF': ({ bytes }, random) => {
    // The property with an image's size: ISO/IEC 23008-12, 6.5.3.
    const at = bytes.indexOf('ispe', 0, 'latin1');
    if (at < 0 || at + 16 > bytes.length) return undefined;
    return changed(bytes, (file) => {
      file.writeUInt32BE(side(32, random), at + 8);
      file.writeUInt32BE(side(32, random), at + 12);
    });
  },
};

/** Whether these are the bytes of a JPEG. */
export const isJpeg = (bytes: Buffer): boolean => bytes.readUInt16BE(0) === 0xffd8;

/** Whether these are the bytes of a PNG. */
export const isPng = (bytes: Buffer): boolean => bytes.toString('latin1', 1, 4) === 'PNG';

/** Zero, the minimum, more than a canvas supports, about as many as are refused, and the maximum. */
const side = (bits: 16 | 32, random: Random): number =>
  random.pick([
    0,
    1,
    5000,
    16_384,
    16_385,
    32_768,
    65_535,
    ...(bits === 32 ? [2 ** 28, 2 ** 31 - 1, 2 ** 32 - 1] : []),
  ]);

function changed(bytes: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}

function random32(bytes: Buffer, at: number, random: Random): void {
  for (let i = 0; i < 4; i++) bytes[at + i] = random.pick([0, 0x3f, 0xff, random.integer(256)]);
}
