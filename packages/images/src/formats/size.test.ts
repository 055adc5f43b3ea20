import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileFormat, type ImageFormat } from './format.ts';
import { imageSize } from './size.ts';
import { MAX_PIXELS, refuseTooLarge } from './size-limit.ts';

const folder = new URL('../fixtures/', import.meta.url);
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)));
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<
  string,
  { width: number; height: number }
>;

/** Headers state the size before an image is turned upright. */
const TURNED = ['exif.jpg', 'exif.png', 'exif.webp', 'irot1.avif', 'irot3.avif', 'turned.heic'];

const images = readdirSync(folder).filter((name) => name in expected);

describe('pictureSize', () => {
  it.each(images)('reads the size of %s', (name) => {
    const bytes = read(name);
    const note = expected[name] as { width: number; height: number };
    const { width, height } = note;
    expect(imageSize(bytes, fileFormat(bytes) as ImageFormat)).toMatchObject(
      TURNED.includes(name) ? { width: height, height: width } : { width, height },
    );
  });

  it.each([
    // name, offset of the size in the header, the bytes of 50,000 x 40,000 (or the format's maximum), pixels
    ['lossless.webp', 21, [0xff, 0xff, 0xff, 0x0f], 16_384 * 16_384],
    ['lossy.webp', 26, [0xff, 0x3f, 0xff, 0x3f], 16_383 * 16_383],
    ['animated.webp', 24, [0x4f, 0xc3, 0, 0x3f, 0x9c, 0], 50_000 * 40_000],
    ['animated.gif', 6, [0x50, 0xc3, 0x40, 0x9c], 50_000 * 40_000],
    ['plain.bmp', 18, [0x50, 0xc3, 0, 0, 0xc0, 0x63, 0xff, 0xff], 50_000 * 40_000],
  ])('reads the size that %s claims', (name, at, claim, pixels) => {
    const bytes = read(name);
    bytes.set(claim, at);
    const { width = 0, height = 0 } = imageSize(bytes, fileFormat(bytes) as ImageFormat) ?? {};
    expect(width * height).toBe(pixels);
  });

  it('reads the header of OS/2', () => {
    const bytes = Uint8Array.of(
      ...[...'BM'].map((c) => c.charCodeAt(0)),
      ...Array(12).fill(0),
      12,
      0,
      0,
      0,
      44,
      1,
      200,
      0,
      1,
      0,
      24,
      0,
    );
    expect(imageSize(bytes, 'BMP')).toEqual({ width: 300, height: 200 });
  });

  it.each(images)('finds no size in the first bytes of %s', (name) => {
    const bytes = read(name);
    const format = fileFormat(bytes) as ImageFormat;
    for (let length = 0; length < 10; length++)
      expect(imageSize(bytes.subarray(0, length), format)).toBeUndefined();
  });
});

describe('pictureSize with a malicious file', () => {
  it('ignores a table with a million entries', () => {
    const box = (type: string, ...content: Uint8Array[]): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0));
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, ...content]);
    };
    // A million items without properties (ISO/IEC 23008-12, 9.3).
    const entries = Buffer.alloc(8 + 3 * 2 ** 20);
    entries.writeUInt32BE(2 ** 20, 4);
    const properties = box('iprp', box('ipma', entries));
    const bytes = Buffer.concat([
      box('ftyp', Buffer.from('heic\0\0\0\0heic')),
      box('meta', Buffer.alloc(4), properties),
    ]);
    expect(imageSize(bytes, 'HEIC')).toBeUndefined();
  });
});

describe('refuseTooLarge', () => {
  it('accepts a phone’s 200 megapixels, and everything up to the limit', () => {
    expect(() => refuseTooLarge({ width: 16_320, height: 12_240 })).not.toThrow();
    expect(() => refuseTooLarge({ width: MAX_PIXELS, height: 1 })).not.toThrow();
  });

  it('rejects one row more', () => {
    expect(() => refuseTooLarge({ width: 16_384, height: MAX_PIXELS / 16_384 + 1 })).toThrow(
      expect.objectContaining({ code: 'too-large-image' }),
    );
  });
});
