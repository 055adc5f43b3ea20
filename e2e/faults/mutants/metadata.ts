import { deflateSync } from 'node:zlib';
import type { Random } from '../random.ts';
import type { ImageFile, Mutation } from './mutant.ts';
import { AFTER_HEADER, pngChunk } from './png.ts';
import { isJpeg, isPng } from './sizes.ts';

/** Intact pixels with false metadata, which must not keep an image from being found. */
export const METADATA: Record<string, Mutation> = {
  'EXIF with absurd values': (file, random) => withExif(file, absurdExif(random)),
  'EXIF that leads back to itself': (file) => withExif(file, circularExif()),
  'EXIF of noise': (file, random) =>
    withExif(
      file,
      Buffer.concat([HEAD, Buffer.from(Array.from({ length: 2000 }, () => random.integer(256)))]),
    ),
  'EXIF with an absurd date': (file, random) => withExif(file, datedExif(random.pick(DATES))),
  'EXIF with an absurd orientation': (file, random) =>
    withExif(file, directory([[0x0112, 3, 1, random.pick([0, 9, 255, 65_535])]])),
  'XMP without an end': (file) =>
    withText(file, `<x:xmpmeta xmlns:x="adobe:ns:meta/">${'<a>'.repeat(15_000)}`),
  'XMP that multiplies': (file) => withText(file, billionLaughs()),
  'ICC profile of noise': (file, random) =>
    withProfile(file, Buffer.from(Array.from({ length: 600 }, () => random.integer(256)))),
  'ICC profile with absurd counts': (file, random) => withProfile(file, absurdProfile(random)),
  'ICC profile that swells': (file) => withProfile(file, Buffer.alloc(2 ** 26)),
  'MPF that leads back to itself': (file) =>
    withSegment(file, 0xe2, Buffer.concat([latin('MPF\0'), circularExif()])),
};

/** One entry of a TIFF directory: tag, type, count, and its value or the value's offset. */
type Entry = [tag: number, type: number, count: number, value: number];

/** A TIFF header, little-endian; the directory follows (https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, section 2). */
const HEAD = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);

const DATES = [
  '0000:01:01 00:00:00',
  '99999:01:01 00:00:00',
  '-001:01:01 00:00:00',
  '9999:12:31 23:59:59',
  '2021:02:31 25:61:61',
  '٢٠٢١:07:04 12:30:15',
];

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

function directory(entries: readonly Entry[], next = 0): Buffer {
  const bytes = Buffer.alloc(2 + entries.length * 12 + 4);
  bytes.writeUInt16LE(entries.length);
  for (const [i, [tag, type, count, value]] of entries.entries()) {
    bytes.writeUInt16LE(tag, 2 + i * 12);
    bytes.writeUInt16LE(type, 4 + i * 12);
    bytes.writeUInt32LE(count, 6 + i * 12);
    bytes.writeUInt32LE(value, 10 + i * 12);
  }
  bytes.writeUInt32LE(next, bytes.length - 4);
  return Buffer.concat([HEAD, bytes]);
}

function absurdExif(random: Random): Buffer {
  const absurd = (): number => random.pick([0, 1, 8, 26, 65_535, 2 ** 31 - 1, 2 ** 32 - 1]);
  // Pointers to other directories, a maker's note, a thumbnail, a date, and anything.
  const tags = [
    0x8769,
    0x8825,
    0xa005,
    0x014a,
    0x927c,
    0x0201,
    0x0202,
    0x9003,
    0x02bc,
    random.integer(65_536),
  ];
  return directory(
    tags.map((tag): Entry => [tag, random.integer(14), absurd(), absurd()]),
    absurd(),
  );
}

function circularExif(): Buffer {
  // All pointers to directories point to this one, including the pointer to the next.
  return directory(
    [0x8769, 0x8825, 0xa005, 0x014a, 0x927c].map((tag): Entry => [tag, 4, 1, 8]),
    8,
  );
}

function datedExif(date: string): Buffer {
  const text = Buffer.from(`${date}\0`);
  // DateTimeOriginal, in a directory after the first one.
  const inner = directory([[0x9003, 2, text.length, 44]]).subarray(8);
  return Buffer.concat([directory([[0x8769, 4, 1, 26]]), inner, text]);
}

/** https://en.wikipedia.org/wiki/Billion_laughs_attack */
function billionLaughs(): string {
  const entities = Array.from({ length: 12 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
  return `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">${entities.join('')}]><x:xmpmeta xmlns:x="adobe:ns:meta/">&l12;</x:xmpmeta>`;
}

/** The parts of a profile as https://www.color.org/specification/ICC.1-2022-05.pdf, 7.2 and 7.3, orders them. */
function absurdProfile(random: Random): Buffer {
  const profile = Buffer.alloc(600);
  profile.writeUInt32BE(random.pick([0, 600, 2 ** 32 - 1]));
  profile.write('mntrRGB XYZ ', 12, 'latin1');
  profile.write('acsp', 36, 'latin1');
  profile.writeUInt32BE(random.pick([0, 6, 2 ** 32 - 1]), 128);
  for (const [i, name] of ['rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'].entries()) {
    profile.write(name, 132 + i * 12, 'latin1');
    profile.writeUInt32BE(random.pick([0, 300, 599, 2 ** 32 - 1]), 136 + i * 12);
    profile.writeUInt32BE(random.pick([0, 20, 2 ** 32 - 1]), 140 + i * 12);
  }
  return profile;
}

function withExif(file: ImageFile, exif: Buffer): Buffer | undefined {
  if (isPng(file.bytes)) return withChunk(file, pngChunk('eXIf', exif));
  return withSegment(file, 0xe1, Buffer.concat([latin('Exif\0\0'), exif]));
}

function withText(file: ImageFile, xmp: string): Buffer | undefined {
  if (isPng(file.bytes)) {
    return withChunk(
      file,
      pngChunk('iTXt', Buffer.concat([latin('XML:com.adobe.xmp\0\x01\0\0\0'), deflateSync(xmp)])),
    );
  }
  return withSegment(file, 0xe1, Buffer.concat([latin('http://ns.adobe.com/xap/1.0/\0'), Buffer.from(xmp)]));
}

function withProfile(file: ImageFile, profile: Buffer): Buffer | undefined {
  if (isPng(file.bytes)) {
    return withChunk(file, pngChunk('iCCP', Buffer.concat([latin('odd\0\0'), deflateSync(profile)])));
  }
  return withSegment(file, 0xe2, Buffer.concat([latin('ICC_PROFILE\0\x01\x01'), profile]));
}

const withChunk = ({ bytes }: ImageFile, chunk: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, AFTER_HEADER), chunk, bytes.subarray(AFTER_HEADER)]);

/**
 * Inserts a segment after a JPEG's first marker, before the file's own segments. Content is cut to a segment's
 * maximum length.
 */
function withSegment({ bytes }: ImageFile, marker: number, content: Buffer): Buffer | undefined {
  if (!isJpeg(bytes)) return undefined;
  const cut = content.subarray(0, 65_533);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(cut.length + 2, 2);
  return Buffer.concat([bytes.subarray(0, 2), head, cut, bytes.subarray(2)]);
}
