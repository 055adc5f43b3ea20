import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Offset of a PNG's second chunk, after the signature and IHDR. */
export const AFTER_HEADER = 33;

/** @returns A chunk of a PNG, with its checksum (https://www.w3.org/TR/png-3/#5Chunk-layout). */
export function pngChunk(type: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** @returns The IHDR chunk of a PNG with one bit per pixel. */
function pngHeader(width: number, height: number): Buffer {
  const data = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  data.writeUInt32BE(width);
  data.writeUInt32BE(height, 4);
  return pngChunk('IHDR', data);
}

/**
 * @param chunks Chunks between the header and the pixels.
 * @returns A black PNG with one bit per pixel, which takes a thousandth of a byte per pixel in the file.
 */
export function blackPng(width: number, height: number, chunks: readonly Buffer[] = []): Buffer {
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  return Buffer.concat([
    SIGNATURE,
    pngHeader(width, height),
    ...chunks,
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
