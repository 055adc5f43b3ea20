import { deflateSync } from 'node:zlib';
import type { Mutation } from './mutant.ts';
import { blackPng, pngChunk } from './png.ts';

/** Small files that need a lot of memory when they are decoded. */
export const BOMBS: Record<string, Mutation> = {
  'a PNG of 64 megapixels': () => blackPng(8000, 8000),
  'a PNG of 400 megapixels': () => blackPng(20_000, 20_000),
  'a PNG of one row': () => blackPng(2 ** 20, 1),
  'a PNG of one column': () => blackPng(1, 2 ** 20),
  'a PNG with a text that swells': () =>
    blackPng(64, 64, [
      pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(2 ** 26))])),
    ]),
  'a PNG that claims to be animated': (_, random) => {
    const control = Buffer.alloc(8);
    control.writeUInt32BE(random.pick([0, 1, 2 ** 31 - 1]));
    return blackPng(64, 64, [pngChunk('acTL', control)]);
  },
  'a GIF of 5,000 frames': () =>
    Buffer.concat([GIF_HEAD, ...Array.from({ length: 5000 }, () => GIF_FRAME), Buffer.from([0x3b])]),
  'a GIF without a frame': () => Buffer.concat([GIF_HEAD, Buffer.from([0x3b])]),
  'a GIF whose blocks have no end': () =>
    Buffer.concat([GIF_HEAD, Buffer.from([0x21, 0xfe]), Buffer.alloc(70_000, 0xff)]),
  'boxes within boxes': ({ bytes }) => {
    if (bytes.toString('latin1', 4, 8) !== 'ftyp') return undefined;
    const depth = 20_000;
    const boxes = Buffer.alloc(depth * 8);
    for (let i = 0; i < depth; i++) {
      boxes.writeUInt32BE((depth - i) * 8, i * 8);
      boxes.write(i === 0 ? 'meta' : 'iprp', i * 8 + 4, 'latin1');
    }
    return Buffer.concat([bytes.subarray(0, bytes.readUInt32BE(0)), boxes]);
  },
  'a box of a million entries': ({ bytes }) => {
    if (bytes.toString('latin1', 4, 8) !== 'ftyp') return undefined;
    const count = 2 ** 20;
    // The properties of each item (ISO/IEC 23008-12, 9.3): of nonexistent items, with none.
    const entries = Buffer.alloc(16 + count * 3);
    entries.writeUInt32BE(entries.length);
    entries.write('ipma', 4, 'latin1');
    entries.writeUInt32BE(count, 12);
    const properties = inBox('iprp', entries);
    const meta = inBox('meta', Buffer.concat([Buffer.alloc(4), properties]));
    return Buffer.concat([bytes.subarray(0, bytes.readUInt32BE(0)), meta]);
  },
};

function inBox(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** One pixel, two colours. */
const GIF_HEAD = Buffer.concat([
  Buffer.from('GIF89a'),
  Buffer.from([1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff]),
]);

const GIF_FRAME = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
