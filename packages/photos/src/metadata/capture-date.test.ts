import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { captureDate as dateIn } from './capture-date.ts';
import {
  box,
  concat,
  cr3,
  exifSegment,
  extendedXmp,
  heic,
  iptc,
  jpeg,
  jxl,
  photoshop,
  photoshopSegment,
  png,
  pngInternationalText,
  pngText,
  raf,
  tiff,
  webp,
  xmp,
  xmpSegment,
} from './files.fixture.ts';
import { findBlocks } from './find-blocks.ts';

const HOME = process.env.TZ;

beforeEach(() => {
  process.env.TZ = 'UTC';
});

afterEach(() => {
  if (HOME === undefined) delete process.env.TZ;
  else process.env.TZ = HOME;
});

const captureDate = (bytes: Uint8Array) => dateIn(findBlocks(bytes));

/** Tags of EXIF. */
const CHANGED = 0x0132;
const ORIGINAL = 0x9003;
const DIGITIZED = 0x9004;
const ZONE = 0x9010;
const ZONE_ORIGINAL = 0x9011;
const ZONE_DIGITIZED = 0x9012;
const FRACTION_ORIGINAL = 0x9291;
const FRACTION_DIGITIZED = 0x9292;

const ZERO = '0000:00:00 00:00:00';
const BLANK = '    :  :     :  :  ';

const read = (bytes: Uint8Array): string | undefined => {
  const { taken, takenFrom, takenPrecision } = captureDate(bytes) ?? {};
  if (taken === undefined) return undefined;
  return [new Date(taken).toISOString().replace('.000Z', 'Z'), takenFrom, takenPrecision]
    .filter(Boolean)
    .join(' ');
};

const withExif = (exif: Record<number, string>, first: Record<number, string> = {}): Uint8Array =>
  jpeg(exifSegment(tiff({ exif, first })));

describe('captureDate from EXIF', () => {
  it('prefers the original date to the digitized one, and both to the last change', () => {
    const all = { [ORIGINAL]: '2019:07:04 12:34:56', [DIGITIZED]: '2020:01:02 03:04:05' };
    const first = { [CHANGED]: '2021:06:07 08:09:10' };
    expect(read(withExif(all, first))).toBe('2019-07-04T12:34:56Z exif');
    expect(read(withExif({ [DIGITIZED]: '2020:01:02 03:04:05' }, first))).toBe('2020-01-02T03:04:05Z exif');
    expect(read(withExif({}, first))).toBe('2021-06-07T08:09:10Z exif');
  });

  it.each([
    ZERO,
    BLANK,
    '',
    'yesterday',
    '2021:02:31 10:00:00',
    '9999:12:31 23:59:59',
    '1970:01:01 00:00:00',
  ])('skips %j', (written) => {
    const first = { [CHANGED]: '2021:06:07 08:09:10' };
    expect(read(withExif({ [ORIGINAL]: written, [DIGITIZED]: '2020:01:02 03:04:05' }, first))).toBe(
      '2020-01-02T03:04:05Z exif',
    );
    expect(read(withExif({ [ORIGINAL]: written, [DIGITIZED]: written }, first))).toBe(
      '2021-06-07T08:09:10Z exif',
    );
    expect(read(withExif({ [ORIGINAL]: written }))).toBeUndefined();
  });

  it('uses the time zone of the date, or else any other', () => {
    const original = { [ORIGINAL]: '2019:07:04 12:34:56' };
    const digitized = { [DIGITIZED]: '2019:07:04 12:34:56' };
    const zones = { [ZONE]: '+01:00', [ZONE_ORIGINAL]: '+02:00', [ZONE_DIGITIZED]: '+03:00' };
    expect(read(withExif({ ...original, ...zones }))).toBe('2019-07-04T10:34:56Z exif');
    expect(read(withExif({ ...digitized, ...zones }))).toBe('2019-07-04T09:34:56Z exif');
    expect(read(withExif(zones, { [CHANGED]: '2019:07:04 12:34:56' }))).toBe('2019-07-04T11:34:56Z exif');
    expect(read(withExif({ ...original, [ZONE]: '+09:00' }))).toBe('2019-07-04T03:34:56Z exif');
    expect(read(withExif({ ...original, [ZONE_DIGITIZED]: '-07:30' }))).toBe('2019-07-04T20:04:56Z exif');
    expect(read(withExif({ ...original, [ZONE_ORIGINAL]: '   :  ', [ZONE]: '+0900' }))).toBe(
      '2019-07-04T03:34:56Z exif',
    );
    expect(read(withExif({ [ORIGINAL]: '2019:07:04 12:34:56+05:00', ...zones }))).toBe(
      '2019-07-04T07:34:56Z exif',
    );
  });

  it('assumes local time without a time zone', () => {
    const bytes = withExif({ [ORIGINAL]: '2019:07:04 12:34:56' });
    process.env.TZ = 'Asia/Tokyo';
    expect(read(bytes)).toBe('2019-07-04T03:34:56Z exif');
    process.env.TZ = 'America/New_York';
    expect(read(bytes)).toBe('2019-07-04T16:34:56Z exif');
  });

  it('adds the date’s fraction of a second', () => {
    const fractions = { [FRACTION_ORIGINAL]: '78', [FRACTION_DIGITIZED]: '123456' };
    expect(read(withExif({ [ORIGINAL]: '2019:07:04 12:34:56', ...fractions }))).toBe(
      '2019-07-04T12:34:56.780Z exif',
    );
    expect(read(withExif({ [DIGITIZED]: '2019:07:04 12:34:56', ...fractions }))).toBe(
      '2019-07-04T12:34:56.123Z exif',
    );
    expect(read(withExif({ [ORIGINAL]: '2019:07:04', ...fractions }))).toBe('2019-07-04T12:00:00Z exif day');
  });

  it('reads either byte order, a date in the first directory, and the second of two segments', () => {
    const exif = { [ORIGINAL]: '2019:07:04 12:34:56' };
    const expected = '2019-07-04T12:34:56Z exif';
    expect(read(jpeg(exifSegment(tiff({ exif, isLittle: false }))))).toBe(expected);
    expect(read(jpeg(exifSegment(tiff({ first: exif }))))).toBe(expected);
    expect(read(jpeg(exifSegment(tiff({})), exifSegment(tiff({ exif }))))).toBe(expected);
    expect(
      read(jpeg([0xe0, new Uint8Array(14)], [0xe2, new Uint8Array(9)], exifSegment(tiff({ exif })))),
    ).toBe(expected);
    // Any number of 0xff may precede a marker.
    const plain = jpeg(exifSegment(tiff({ exif })));
    expect(read(concat(plain.subarray(0, 2), [0xff, 0xff], plain.subarray(2)))).toBe(expected);
  });
});

describe('captureDate from XMP', () => {
  const inJpeg = (packet: string): string | undefined => read(jpeg(xmpSegment(packet)));

  it.each([
    ['an attribute', xmp('exif:DateTimeOriginal="2019-07-04T12:34:56"')],
    ['an attribute in single quotes', xmp("exif:DateTimeOriginal='2019-07-04T12:34:56'")],
    ['an element', xmp('', '<exif:DateTimeOriginal>2019-07-04T12:34:56</exif:DateTimeOriginal>')],
    [
      'an element with white space',
      xmp('', '<exif:DateTimeOriginal\n>\n 2019-07-04T12:34:56\n</exif:DateTimeOriginal>'),
    ],
    ['Photoshop’s date', xmp('photoshop:DateCreated="2019-07-04T12:34:56"')],
    ['a date with a time zone', xmp('photoshop:DateCreated="2019-07-04T14:34:56+02:00"')],
    ['the digitized date', xmp('exif:DateTimeDigitized="2019-07-04T12:34:56"')],
    ['the creation date', xmp('xmp:CreateDate="2019-07-04T12:34:56"')],
    ['the last change', xmp('tiff:DateTime="2019-07-04T12:34:56"')],
    [
      'another prefix',
      xmp('xmlns:p="http://ns.adobe.com/photoshop/1.0/" p:DateCreated="2019-07-04T12:34:56"'),
    ],
    ['XMP without its packet', xmp('xmp:CreateDate="2019-07-04T12:34:56"').replace(/<\?.*?\?>/g, '')],
    ['trailing zeros', `${xmp('xmp:CreateDate="2019-07-04T12:34:56"')}\0\0`],
    [
      'a caption that is not XML',
      xmp('exif:DateTimeOriginal="2019-07-04T12:34:56"', '<dc:title>Me & < you \0</dc:title>'),
    ],
    [
      'a date after empty properties',
      xmp(
        'photoshop:DateCreated=""',
        '<exif:DateTimeOriginal/><xmp:CreateDate>2019-07-04T12:34:56</xmp:CreateDate>',
      ),
    ],
    [
      'a date beside one in a comment',
      xmp(
        '',
        '<!-- <xmp:CreateDate>2001-01-01</xmp:CreateDate> --><xmp:CreateDate>2019-07-04T12:34:56</xmp:CreateDate>',
      ),
    ],
    [
      'its own date beside that of an ingredient',
      xmp(
        'xmp:CreateDate="2019-07-04T12:34:56"',
        '<xmpMM:Pantry><rdf:Bag><rdf:li><rdf:Description exif:DateTimeOriginal="2001-01-01T00:00:00"/></rdf:li></rdf:Bag></xmpMM:Pantry>',
      ),
    ],
  ])('reads %s', (_, packet) => {
    expect(inJpeg(packet)).toBe('2019-07-04T12:34:56Z xmp');
  });

  it('prefers the original date', () => {
    const [original, created, digitized, written] = [2011, 2012, 2013, 2014].map(
      (year) => `${year}-01-02T03:04:05`,
    );
    const all = [
      `exif:DateTimeOriginal="${original}"`,
      `photoshop:DateCreated="${created}"`,
      `exif:DateTimeDigitized="${digitized}"`,
      `xmp:CreateDate="${written}"`,
    ];
    const years = all.map((_, i) => inJpeg(xmp(all.slice(i).reverse().join(' ')))?.slice(0, 4));
    expect(years).toEqual(['2011', '2012', '2013', '2014']);
  });

  it('reads partial dates', () => {
    expect(inJpeg(xmp('photoshop:DateCreated="2019"'))).toBe('2019-01-01T12:00:00Z xmp year');
    expect(inJpeg(xmp('photoshop:DateCreated="2019-07"'))).toBe('2019-07-01T12:00:00Z xmp month');
    expect(inJpeg(xmp('photoshop:DateCreated="2019-07-04"'))).toBe('2019-07-04T12:00:00Z xmp day');
  });

  it('reads a packet split over several segments, in any order', () => {
    const packet = xmp(
      '',
      `<dc:depth>${'x'.repeat(5000)}</dc:depth><xmp:CreateDate>2019-07-04T12:34:56</xmp:CreateDate>`,
    );
    const parts = extendedXmp(packet, 1000);
    expect(read(jpeg(xmpSegment(xmp('')), ...parts))).toBe('2019-07-04T12:34:56Z xmp');
    expect(read(jpeg(xmpSegment(xmp('')), ...parts.reverse()))).toBe('2019-07-04T12:34:56Z xmp');
  });
});

describe('captureDate from IPTC', () => {
  it.each([
    [{ 55: '20190704', 60: '123456+0000' }, '2019-07-04T12:34:56Z iptc'],
    [{ 55: '20190704', 60: '123456-0700' }, '2019-07-04T19:34:56Z iptc'],
    [{ 55: '20190704', 60: '123456' }, '2019-07-04T12:34:56Z iptc'],
    [{ 55: '20190704' }, '2019-07-04T12:00:00Z iptc day'],
    [{ 55: '20190700' }, '2019-07-01T12:00:00Z iptc month'],
    [{ 55: '20190000', 60: '000000+0000' }, '2019-01-01T12:00:00Z iptc year'],
    [{ 62: '20190704', 63: '123456+0000' }, '2019-07-04T12:34:56Z iptc'],
    [{ 55: '00000000', 60: '000000', 62: '20190704' }, '2019-07-04T12:00:00Z iptc day'],
    [{ 55: '20190732' }, undefined],
    [{ 60: '123456+0000' }, undefined],
  ])('reads %j', (sets, expected) => {
    expect(read(jpeg(photoshopSegment(iptc(sets))))).toBe(expected);
  });
});

describe('captureDate from PNG', () => {
  it.each([
    'Thu, 04 Jul 2019 12:34:56 GMT',
    '2019-07-04T12:34:56Z',
    '2019:07:04 12:34:56',
    'Thu 04 Jul 2019 12:34:56 PM CEST',
  ])('reads %j', (text) => {
    expect(read(png(pngText('Creation Time', text)))).toBe('2019-07-04T12:34:56Z png');
    expect(read(png(pngInternationalText('Creation Time', text)))).toBe('2019-07-04T12:34:56Z png');
  });

  it('prefers the creation to the last change', () => {
    const changed: [string, Uint8Array] = ['tIME', Uint8Array.of(2020 >> 8, 2020 & 255, 1, 2, 3, 4, 5)];
    process.env.TZ = 'Asia/Tokyo';
    expect(read(png(changed))).toBe('2020-01-02T03:04:05Z png');
    expect(read(png(changed, pngText('Creation Time', '2019-07-04T12:34:56Z')))).toBe(
      '2019-07-04T12:34:56Z png',
    );
    expect(read(png(changed, pngText('Creation Time', 'some day')))).toBe('2020-01-02T03:04:05Z png');
  });
});

describe('captureDate from each format', () => {
  const exif = { [ORIGINAL]: '2019:07:04 12:34:56' };
  const packet = xmp('photoshop:DateCreated="2019-07-04T12:34:56"');
  const records = iptc({ 55: '20190704', 60: '123456+0000' });
  const utf8 = new TextEncoder().encode(packet);

  it.each([
    ['JPEG', jpeg(exifSegment(tiff({ exif })))],
    ['PNG', png(['eXIf', tiff({ exif })])],
    ['PNG, after its pixels', png(['IDAT', new Uint8Array(5000)], ['eXIf', tiff({ exif })])],
    ['WebP', webp(['VP8 ', new Uint8Array(5)], ['EXIF', tiff({ exif })])],
    ['WebP with JPEG’s header', webp(['EXIF', exifSegment(tiff({ exif }))[1]])],
    ['HEIC', heic({ exif: tiff({ exif }), xmp: packet })],
    ['HEIC, among its metadata', heic({ exif: tiff({ exif }) }, true)],
    ['JPEG XL', jxl({ exif: tiff({ exif }) })],
    ['TIFF', tiff({ exif })],
    ['TIFF, big-endian', tiff({ exif, isLittle: false })],
    ['TIFF, after its pixels', tiff({ exif, gap: 100_000 })],
    ['ORF', tiff({ exif, magic: 0x4f52 })],
    ['RW2', tiff({ exif, magic: 0x55 })],
    ['CR3', cr3({ [CHANGED]: '2021:06:07 08:09:10' }, exif)],
    ['RAF', raf(jpeg(exifSegment(tiff({ exif }))))],
  ])('finds EXIF in %s', (_, bytes) => {
    expect(read(bytes)).toBe('2019-07-04T12:34:56Z exif');
  });

  it.each([
    ['JPEG', jpeg(xmpSegment(packet))],
    ['PNG', png(pngInternationalText('XML:com.adobe.xmp', packet))],
    ['WebP', webp(['VP8 ', new Uint8Array(5)], ['XMP ', utf8])],
    ['HEIC', heic({ xmp: packet })],
    ['HEIC, among its metadata', heic({ exif: tiff({}), xmp: packet }, true)],
    ['JPEG XL', jxl({ xmp: packet })],
    ['TIFF', tiff({ first: { 700: utf8 } })],
    [
      'a box beside the images',
      concat(
        heic({}),
        box(
          'uuid',
          [0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac],
          utf8,
        ),
      ),
    ],
  ])('finds XMP in %s', (_, bytes) => {
    expect(read(bytes)).toBe('2019-07-04T12:34:56Z xmp');
  });

  it.each([
    ['JPEG', jpeg(photoshopSegment(records))],
    ['TIFF', tiff({ first: { 33723: records } })],
    ['TIFF, among Photoshop’s resources', tiff({ first: { 34377: photoshop(records) } })],
  ])('finds IPTC in %s', (_, bytes) => {
    expect(read(bytes)).toBe('2019-07-04T12:34:56Z iptc');
  });

  it('prefers EXIF, XMP, IPTC, the last change and PNG in this order', () => {
    const first = { [CHANGED]: '2014:01:02 03:04:05' };
    const segments = [
      exifSegment(tiff({ exif: { [ORIGINAL]: '2011:01:02 03:04:05' } })),
      xmpSegment(xmp('xmp:CreateDate="2012-01-02"')),
      photoshopSegment(iptc({ 55: '20130102' })),
      exifSegment(tiff({ first })),
      xmpSegment(xmp('tiff:DateTime="2015-01-02"')),
    ];
    const years = segments.map((_, i) => read(jpeg(...segments.slice(i).reverse()))?.slice(0, 4));
    expect(years).toEqual(['2011', '2012', '2013', '2014', '2015']);
    const created = pngText('Creation Time', '2016-01-02');
    expect(read(png(created, ['eXIf', tiff({ first })]))).toBe('2014-01-02T03:04:05Z exif');
  });

  it('reads the beginning of a file as far as it goes', () => {
    const rawFile = concat(tiff({ exif }), new Uint8Array(10_000));
    expect(read(rawFile.subarray(0, 300))).toBe('2019-07-04T12:34:56Z exif');
    expect(read(heic({ exif: tiff({ exif }) }).subarray(0, 60))).toBeUndefined();
  });

  it.each([
    // Each of 65,535 entries is as long as the whole file. exifreader copied each of them, which took 80 seconds.
    [
      'entries as long as the whole file',
      concat(
        [0x49, 0x49, 42, 0, 8, 0, 0, 0, 0xff, 0xff],
        repeated([0x69, 0x87, 7, 0, 0, 0, 0x0f, 0, 8, 0, 0, 0], 65_535),
      ),
    ],
    ['a million EXIF chunks', concat(webp(), repeated([0x45, 0x58, 0x49, 0x46, 0, 0, 0, 0], 2 ** 20))],
    ['a million boxes', concat(jxl({}), repeated([0, 0, 0, 8, 0x45, 0x78, 0x69, 0x66], 2 ** 20))],
    [
      'empty extents',
      concat(
        box('ftyp', [0x68, 0x65, 0x69, 0x63]),
        box(
          'meta',
          [0, 0, 0, 0],
          box('iinf', [0, 0, 0, 0, 0, 0]),
          box('iloc', [0, 0, 0, 0, 0, 0, 0xff, 0xff], repeated([0, 1, 0, 0, 0xff, 0xff], 65_535)),
        ),
      ),
    ],
    [
      'XMP with endless tags',
      jpeg(xmpSegment('<a '.repeat(20_000)), xmpSegment(`<a ${'b="'.repeat(20_000)}`)),
    ],
    [
      'XMP with endless names',
      jpeg(xmpSegment(`<${'a'.repeat(60_000)}`), xmpSegment(`<a ${'b '.repeat(30_000)}`)),
    ],
  ])('terminates for %s', (_, bytes) => {
    expect(captureDate(bytes)).toBeUndefined();
  });
});

function repeated(bytes: readonly number[], times: number): Uint8Array {
  const all = new Uint8Array(bytes.length * times);
  for (let at = 0; at < all.length; at += bytes.length) all.set(bytes, at);
  return all;
}

const shared = process.env.WEB_CLIP_SHARED;

describe.skipIf(!shared)('captureDate of files that failed in the field', () => {
  test.each([
    ['orig.jpg', '2019-07-04T12:34:56Z exif'],
    ['d02_digitized_only.jpg', '2019-07-04T12:34:56Z exif'],
    ['d03_ifd0_datetime_only.jpg', '2019-07-04T12:34:56Z exif'],
    ['d04_xmp_photoshop_datecreated.jpg', '2019-07-04T12:34:56Z xmp'],
    ['d05_xmp_exif_dto.jpg', '2019-07-04T12:34:56Z xmp'],
    ['d10_offsettime_only_plus9.jpg', '2019-07-04T03:34:56Z exif'],
    ['d12_dashes.jpg', '2019-07-04T12:34:56Z exif'],
  ])('%s', (name, expected) => {
    expect(read(readFileSync(join(shared ?? '', 'photos/field', name)))).toBe(expected);
  });
});
