import { describe, expect, it } from 'vitest';
import { ascii, big, box, chunk, exif, little, riff, segment } from '../oriented.fixture.ts';
import { edited } from './edits.ts';
import type { ImageFormat } from './format.ts';
import { type Orientation, readOrientation, swapsSides, turned, uprightEdits } from './orientation.ts';

const ORIENTATIONS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

const XMP = ascii('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>');

const CONTAINERS: [name: string, ImageFormat, (exif: number[]) => number[]][] = [
  [
    'JPEG, after other segments',
    'JPEG',
    (data) => [
      ...[0xff, 0xd8],
      ...segment(0xe0, ascii('JFIF\0')),
      ...segment(0xe1, XMP),
      ...[0xff, 0xff],
      ...segment(0xe1, [...ascii('Exif\0\0'), ...data]),
      ...segment(0xda, []),
    ],
  ],
  ['PNG, before the pixels', 'PNG', (data) => png(chunk('eXIf', data), chunk('IDAT', [1, 2, 3]))],
  ['PNG, after the pixels', 'PNG', (data) => png(chunk('IDAT', [1, 2, 3]), chunk('eXIf', data))],
  ['WebP, after the pixels', 'WebP', (data) => webp(data)],
  ['WebP, with the prefix that JPEG requires', 'WebP', (data) => webp([...ascii('Exif\0\0'), ...data])],
];

const png = (...chunks: number[][]): number[] => [
  ...ascii('\x89PNG\r\n\x1a\n'),
  ...chunk('IHDR', Array(13).fill(1)),
  ...chunks.flat(),
  ...chunk('IEND', []),
];
const webp = (exifData: number[]): number[] => [
  ...ascii('RIFF'),
  ...little(100, 4),
  ...ascii('WEBP'),
  ...riff('VP8X', [8, ...Array(9).fill(0)]),
  ...riff('VP8L', [1, 2, 3]),
  ...riff('EXIF', exifData),
];

describe.each(CONTAINERS)('readOrientation of %s', (_, format, container) => {
  const read = (data: number[]) => readOrientation(Uint8Array.from(container(data)), format);

  it.each(['II', 'MM'] as const)('reads all eight values in %s order', (order) => {
    expect(ORIENTATIONS.map((orientation) => read(exif(orientation, order)))).toEqual(ORIENTATIONS);
  });

  it('treats invalid values as upright', () => {
    const data = [
      exif(0, 'II'),
      exif(9, 'MM'),
      exif(0x600, 'II'),
      exif(6, 'II', 4),
      exif(6, 'II', 1),
      [],
      ascii('II'),
    ];
    expect(data.map(read)).toEqual(data.map(() => 1));
    // A directory past the end.
    const lost = exif(6, 'MM');
    lost.splice(4, 4, ...big(2 ** 31, 4));
    expect(read(lost)).toBe(1);
  });

  it('reads what is left of a truncated file', () => {
    const file = Uint8Array.from(container(exif(6, 'II')));
    for (let length = 0; length < file.length; length++) {
      expect([1, 6]).toContain(readOrientation(file.subarray(0, length), format));
    }
  });

  it('makes the file upright', () => {
    for (const order of ['II', 'MM'] as const) {
      const file = Uint8Array.from(container(exif(8, order)));
      const upright = edited(file, uprightEdits(file, format));
      expect(readOrientation(upright, format)).toBe(1);
      expect(readOrientation(file, format)).toBe(8);
    }
    const file = Uint8Array.from(container(exif(1, 'II')));
    expect(uprightEdits(file, format)).toEqual([]);
  });
});

/** An AVIF whose second item is the primary one and has these properties among others. */
function avif(properties: number[][], { long = false } = {}): Uint8Array<ArrayBuffer> {
  const id = (value: number): number[] => big(value, long ? 4 : 2);
  const index = (value: number): number[] => (long ? big(0x8000 | value, 2) : [0x80 | value]);
  const ipco = box('ipco', [...box('irot', [3]), ...box('ispe', Array(12).fill(0)), ...properties.flat()]);
  const ours = properties.flatMap((_, i) => index(3 + i));
  const ipma = box('ipma', [
    ...[long ? 1 : 0, 0, 0, long ? 1 : 0],
    ...big(2, 4),
    ...[...id(1), 2, ...index(1), ...index(2)],
    ...[...id(2), properties.length + 1, ...index(2), ...ours],
  ]);
  const meta = box('meta', [
    ...[0, 0, 0, 0],
    ...box('hdlr', Array(24).fill(0)),
    ...box('pitm', [long ? 1 : 0, 0, 0, 0, ...id(2)]),
    ...box('iprp', [...ipco, ...ipma]),
  ]);
  return Uint8Array.from([...box('ftyp', ascii('avif\0\0\0\0mif1')), ...meta, ...box('mdat', exif(6, 'II'))]);
}

describe('readOrientation of AVIF', () => {
  const irot = (quarters: number): number[] => box('irot', [quarters]);
  const imir = (axis: number): number[] => box('imir', [axis]);
  const CASES: [number[][], Orientation][] = [
    [[], 1],
    [[irot(0)], 1],
    [[irot(1)], 8],
    [[irot(2)], 3],
    [[irot(3)], 6],
    [[imir(1)], 2],
    [[imir(0)], 4],
    // From libavif (avifImageIrotImirToExifOrientation).
    [[irot(1), imir(0)], 5],
    [[irot(3), imir(0)], 7],
    [[irot(1), imir(1)], 7],
    [[irot(3), imir(1)], 5],
    [[irot(2), imir(0)], 2],
  ];

  it.each(CASES)('reads the properties of the primary item (%#)', (properties, orientation) => {
    for (const long of [false, true]) {
      const file = avif(properties, { long });
      expect(readOrientation(file, 'AVIF')).toBe(orientation);
      const upright = edited(file, uprightEdits(file, 'AVIF'));
      expect(readOrientation(upright, 'AVIF')).toBe(1);
      expect(upright.length).toBe(file.length);
    }
  });

  it('treats a truncated file as upright', () => {
    const file = avif([irot(1)]);
    for (let length = 0; length < file.length; length++) {
      expect([1, 8]).toContain(readOrientation(file.subarray(0, length), 'AVIF'));
    }
  });
});

describe('turned', () => {
  /**
   * Where the pixel at x, y of an upright image is stored, derived from EXIF's definition of row 0 and column
   * 0.
   */
  const STORED: Record<
    Orientation,
    (x: number, y: number, width: number, height: number) => [number, number]
  > = {
    1: (x, y) => [x, y],
    2: (x, y, width) => [width - 1 - x, y],
    3: (x, y, width, height) => [width - 1 - x, height - 1 - y],
    4: (x, y, _, height) => [x, height - 1 - y],
    5: (x, y) => [y, x],
    6: (x, y, _, height) => [y, height - 1 - x],
    7: (x, y, width, height) => [width - 1 - y, height - 1 - x],
    8: (x, y, width) => [width - 1 - y, x],
  };

  it.each(ORIENTATIONS)('turns orientation %i upright', (orientation) => {
    const [width, height] = [5, 3];
    const data = Uint8Array.from({ length: width * height * 4 }, (_, i) => i);
    const upright = turned({ data, width, height }, orientation);
    expect([upright.width, upright.height]).toEqual(swapsSides(orientation) ? [3, 5] : [5, 3]);
    for (let y = 0; y < upright.height; y++) {
      for (let x = 0; x < upright.width; x++) {
        const [column, row] = STORED[orientation](x, y, width, height);
        const at = (y * upright.width + x) * 4;
        expect([...upright.data.subarray(at, at + 4)]).toEqual(
          [0, 1, 2, 3].map((i) => (row * width + column) * 4 + i),
        );
      }
    }
  });
});
