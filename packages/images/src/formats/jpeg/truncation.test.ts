import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jpegTruncation, withEnd } from './truncation.ts';

/** A JPEG made of these segments. */
const jpeg = (...parts: number[][]): Uint8Array => Uint8Array.from([0xff, 0xd8, ...parts.flat()]);

const segment = (marker: number, content: number[] = []): number[] => [
  ...[0xff, marker],
  ...[(content.length + 2) >> 8, (content.length + 2) & 255],
  ...content,
];

const FRAME = segment(0xc0, [8, 0, 16, 0, 16, 1, 1, 0x11, 0]);
const TABLE = segment(0xc4, new Array(20).fill(1));
const SCAN = segment(0xda, [1, 1, 0, 0, 63, 0]);
/** Scan data with stuffed bytes and a restart marker. */
const DATA = [0x12, 0x34, 0xff, 0, 0x56, 0xff, 0xd0, 0x78, 0xff, 0xff, 0, 0x9a];
const END = [0xff, 0xd9];
const THUMBNAIL = segment(0xe1, [...new TextEncoder().encode('Exif\0\0'), 0xff, 0xd8, ...SCAN, 1, 2, ...END]);

describe('jpegTruncation', () => {
  it.each([
    ['baseline', [FRAME, TABLE, SCAN, DATA, END]],
    ['progressive', [FRAME, TABLE, SCAN, DATA, TABLE, SCAN, DATA, SCAN, DATA, END]],
    ['with a thumbnail', [THUMBNAIL, FRAME, SCAN, DATA, END]],
    ['with bytes before markers', [[0xff, 0xff], FRAME, [0xff], SCAN, DATA, [0xff], END]],
    ['followed by a second image', [FRAME, SCAN, DATA, END, [0xff, 0xd8], FRAME, SCAN, DATA]],
    ['followed by a video', [FRAME, SCAN, DATA, END, [0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70]]],
    ['followed by zeros', [FRAME, SCAN, DATA, END, new Array(1000).fill(0)]],
    ['damaged in the middle', [FRAME, SCAN, DATA, [0xff, 0x3c, 0xff, 0xc8], DATA, END]],
  ])('considers complete: %s', (_, parts) => {
    const bytes = jpeg(...parts);
    expect(jpegTruncation(bytes)).toEqual({ truncation: 'none', whole: bytes.length });
  });

  it.each([
    ['without its last two bytes', [FRAME, SCAN, DATA], 0],
    ['without its last byte', [FRAME, SCAN, DATA, [0xff]], 1],
    ['cut off in its data', [THUMBNAIL, FRAME, SCAN, DATA.slice(0, 5)], 0],
    ['cut off in a restart marker', [FRAME, SCAN, DATA.slice(0, 6)], 1],
    ['cut off after a scan', [FRAME, SCAN, DATA, TABLE], 0],
    ['cut off in a table between scans', [FRAME, SCAN, DATA, TABLE.slice(0, 9)], 9],
    ['cut off in the length of a table', [FRAME, SCAN, DATA, TABLE.slice(0, 3)], 3],
    ['cut off in the header of another scan', [FRAME, SCAN, DATA, SCAN.slice(0, 5)], 5],
    ['padded with zeros in place of data', [FRAME, SCAN, DATA.slice(0, 5), new Array(1000).fill(0)], 0],
  ])('considers truncated: %s', (_, parts, cut) => {
    const bytes = jpeg(...parts);
    expect(jpegTruncation(bytes)).toEqual({ truncation: 'in-scan', whole: bytes.length - cut });
    const mended = withEnd(bytes, bytes.length - cut);
    expect(jpegTruncation(mended)).toEqual({ truncation: 'none', whole: mended.length });
  });

  it.each([
    ['only its start', []],
    ['no scan', [FRAME, TABLE]],
    ['only a thumbnail', [THUMBNAIL]],
    ['half a thumbnail', [THUMBNAIL.slice(0, 30)]],
    ['a scan without data', [FRAME, TABLE, SCAN]],
  ])('finds no image data in %s', (_, parts) => {
    expect(jpegTruncation(jpeg(...parts)).truncation).toBe('before-scan');
  });

  it('is right for a real JPEG cut at any length', () => {
    const bytes = readFileSync(new URL('../../fixtures/exif.jpg', import.meta.url));
    const scan = bytes.lastIndexOf(Uint8Array.of(0xff, 0xda));
    const data = scan + 2 + (bytes[scan + 3] as number);
    expect(jpegTruncation(bytes).truncation).toBe('none');
    for (let length = 2; length < bytes.length; length++) {
      const { truncation, whole } = jpegTruncation(bytes.subarray(0, length));
      expect(truncation).toBe(length > data ? 'in-scan' : 'before-scan');
      expect(whole).toBeLessThanOrEqual(length);
    }
  });
});
