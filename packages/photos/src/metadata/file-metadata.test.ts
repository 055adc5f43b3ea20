import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { PhotoMetadata } from '../photo.ts';
import { type FileMetadata, readMetadata } from './file-metadata.ts';
import {
  concat,
  cr3,
  exifSegment,
  extendedXmp,
  type Fields,
  heic,
  iptc,
  jpeg,
  jxl,
  photoshop,
  photoshopSegment,
  png,
  pngInternationalText,
  raf,
  tiff,
  webp,
  xmp,
  xmpSegment,
} from './files.fixture.ts';

/** Tags of EXIF. */
const MAKE = 0x010f;
const MODEL = 0x0110;
const SOFTWARE = 0x0131;
const COMPRESSION = 0x0103;
const EXPOSURE_TIME = 0x829a;
const F_NUMBER = 0x829d;
const SENSITIVITY = 0x8827;
const ORIGINAL = 0x9003;
const ISO_SPEED = 0x8833;
const SHUTTER_SPEED = 0x9201;
const APERTURE = 0x9202;
const FOCAL_LENGTH = 0x920a;
const USER_COMMENT = 0x9286;
const CUSTOM_RENDERED = 0xa401;
const FOCAL_LENGTH_35 = 0xa405;
const LENS_MODEL = 0xa434;

const rational = (numerator: number, denominator = 1): Fields[number] => ({
  rationals: [[numerator, denominator]],
});

const withExif = (exif: Fields, first: Fields = {}): Uint8Array => jpeg(exifSegment(tiff({ exif, first })));

const withXmp = (attributes: string, elements = ''): Uint8Array =>
  jpeg(xmpSegment(xmp(attributes, elements)));

describe('the camera', () => {
  const camera = (make: string, model: string): string | undefined =>
    readMetadata(withExif({}, { [MAKE]: make, [MODEL]: model })).camera;

  it.each([
    ['Apple', 'iPhone 13', 'Apple iPhone 13'],
    ['Canon', 'Canon EOS 5D Mark IV', 'Canon EOS 5D Mark IV'],
    ['NIKON CORPORATION', 'NIKON Z 6', 'NIKON Z 6'],
    ['NIKON CORPORATION', 'COOLPIX P6000', 'NIKON COOLPIX P6000'],
    ['OLYMPUS OPTICAL CO.,LTD', 'C8080WZ', 'OLYMPUS C8080WZ'],
    ['EASTMAN KODAK COMPANY', 'KODAK CX7530', 'KODAK CX7530'],
    ['SONY', 'ILCE-7M3', 'SONY ILCE-7M3'],
    ['Google', 'Pixel\u00a07   Pro\0\0junk', 'Google Pixel 7 Pro'],
    ['Leica Camera AG', 'LEICA Q2', 'LEICA Q2'],
    ['富士フイルム', '写ルンです', '富士フイルム 写ルンです'],
    ['Nokia', '6131', 'Nokia 6131'],
    ['Canon', '', 'Canon'],
    ['', 'FinePix S5', 'FinePix S5'],
    ['unknown', '     ', undefined],
    ['\0\0\0\0', '----', undefined],
    ['x'.repeat(150), 'Unknown Model', undefined],
  ])('%j and %j is %j', (make, model, expected) => {
    expect(camera(make, model)).toBe(expected);
  });

  it('is also read from XMP', () => {
    const { camera, lens } = readMetadata(
      withXmp('tiff:Make="Canon" tiff:Model="Canon EOS R5" aux:Lens="RF24-105mm F4 L IS USM"'),
    );
    expect([camera, lens]).toEqual(['Canon EOS R5', 'RF24-105mm F4 L IS USM']);
  });
});

describe('the lens', () => {
  it.each([
    ['iPhone 6 back camera 4.15mm f/2.2', 'iPhone 6 back camera 4.15mm f/2.2'],
    ['----', undefined],
    ['65535', undefined],
    ['0.0 mm f/0.0', undefined],
    ['Unknown (137)', undefined],
  ])('%j is %j', (written, expected) => {
    expect(readMetadata(withExif({ [LENS_MODEL]: written })).lens).toBe(expected);
  });
});

describe('the exposure', () => {
  const exposure = (exif: Fields): PhotoMetadata['exposure'] => readMetadata(withExif(exif)).exposure;

  it('is read from EXIF', () => {
    const exif: Fields = {
      [EXPOSURE_TIME]: rational(1, 125),
      [F_NUMBER]: rational(28, 10),
      [SENSITIVITY]: { shorts: [400] },
      [FOCAL_LENGTH]: rational(50),
      [FOCAL_LENGTH_35]: { shorts: [75] },
    };
    const expected = { seconds: 0.008, aperture: 2.8, iso: 400, focalLength: 50, focalLength35: 75 };
    expect(exposure(exif)).toEqual(expected);
    expect(readMetadata(jpeg(exifSegment(tiff({ exif, isLittle: false })))).exposure).toEqual(expected);
  });

  it('is read from XMP', () => {
    const list = '<exif:ISOSpeedRatings><rdf:Seq><rdf:li>200</rdf:li></rdf:Seq></exif:ISOSpeedRatings>';
    const file = withXmp('exif:ExposureTime="1/60" exif:FNumber="4/1" exif:FocalLength="0/0"', list);
    expect(readMetadata(file).exposure).toEqual({ seconds: 0.0166667, aperture: 4, iso: 200 });
  });

  it('falls back to the values that are powers of two', () => {
    const exif = { [SHUTTER_SPEED]: rational(6), [APERTURE]: rational(4) };
    expect(exposure(exif)).toEqual({ seconds: 0.015625, aperture: 4 });
  });

  it('reads a sensitivity that takes more than 16 bits', () => {
    expect(exposure({ [SENSITIVITY]: { shorts: [65_535] }, [ISO_SPEED]: { longs: [204_800] } })).toEqual({
      iso: 204_800,
    });
  });

  it.each([
    ['zeros', rational(0)],
    ['a division by zero', rational(1, 0)],
    ['zero divided by zero', rational(0, 0)],
    ['too large a number', rational(4_294_967_295, 2)],
    ['a text', 'f/2.8'],
    ['bytes', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
  ])('leaves out %s', (_, value) => {
    expect(exposure({ [EXPOSURE_TIME]: value, [F_NUMBER]: value, [FOCAL_LENGTH]: value })).toBeUndefined();
    expect(exposure({ [EXPOSURE_TIME]: value, [SENSITIVITY]: { shorts: [100] } })).toEqual({ iso: 100 });
  });
});

describe('the place', () => {
  const degrees = (...parts: [number, number][]): Fields[number] => ({ rationals: parts });
  const LAUSANNE: Fields = {
    1: 'N',
    2: degrees([46, 1], [30, 1], [576, 10]),
    3: 'E',
    4: degrees([6, 1], [379_692, 10_000], [0, 1]),
    5: Uint8Array.of(0),
    6: rational(4955, 10),
  };
  const place = (gps: Fields): PhotoMetadata['location'] =>
    readMetadata(jpeg(exifSegment(tiff({ gps, first: { [MAKE]: 'Apple' } })))).location;

  it('is read from the GPS directory', () => {
    const expected = { latitude: 46.516, longitude: 6.63282, altitude: 495.5 };
    expect(place(LAUSANNE)).toEqual(expected);
    expect(readMetadata(cr3({}, {}, LAUSANNE)).location).toEqual(expected);
    expect(readMetadata(heic({ exif: tiff({ gps: LAUSANNE, isLittle: false }) })).location).toEqual(expected);
  });

  it('may lie south, west and below the sea', () => {
    expect(place({ ...LAUSANNE, 1: 'S', 3: 'W', 5: Uint8Array.of(1) })).toEqual({
      latitude: -46.516,
      longitude: -6.63282,
      altitude: -495.5,
    });
  });

  it('is read from XMP', () => {
    const file = withXmp(
      'exif:GPSLatitude="33,51.408S" exif:GPSLongitude="151,12,54E" exif:GPSAltitude="21/2"',
    );
    expect(readMetadata(file).location).toEqual({ latitude: -33.8568, longitude: 151.215, altitude: 10.5 });
  });

  it('keeps the place without an impossible altitude', () => {
    for (const altitude of [rational(1, 0), rational(4_294_967_295), 'high']) {
      expect(place({ ...LAUSANNE, 6: altitude })).toEqual({ latitude: 46.516, longitude: 6.63282 });
    }
  });

  it.each<[string, Fields]>([
    ['zeros', { 2: degrees([0, 1], [0, 1], [0, 1]), 4: degrees([0, 1], [0, 1], [0, 1]) }],
    ['divisions by zero', { 2: degrees([0, 0], [0, 0], [0, 0]), 4: degrees([0, 0], [0, 0], [0, 0]) }],
    ['too far north', { 2: degrees([91, 1], [0, 1], [0, 1]) }],
    ['too far east', { 4: degrees([180, 1], [30, 1], [0, 1]) }],
    ['80 minutes', { 4: degrees([6, 1], [80, 1], [0, 1]) }],
    ['no hemisphere', { 1: '', 3: '\0' }],
    ['no numbers', { 2: '46.5' }],
    ['bytes', { 2: Uint8Array.of(46, 30, 57) }],
  ])('leaves out %s', (_, gps) => {
    expect(place({ ...LAUSANNE, ...gps })).toBeUndefined();
  });

  it('never takes the tags of another directory for a place', () => {
    expect(
      readMetadata(jpeg(exifSegment(tiff({ first: LAUSANNE, exif: LAUSANNE })))).location,
    ).toBeUndefined();
  });
});

describe('whether an image is generated', () => {
  const VOCABULARY = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
  const generated = (file: Uint8Array): PhotoMetadata['generated'] => readMetadata(file).generated;

  it.each([
    ['trainedAlgorithmicMedia', 'generated'],
    ['algorithmicMedia', 'generated'],
    ['compositeWithTrainedAlgorithmicMedia', 'composite'],
    ['compositeSynthetic', 'composite'],
    ['composite', undefined],
    ['algorithmicallyEnhanced', undefined],
    ['digitalCapture', undefined],
    ['toString', undefined],
  ])('%s means %s', (type, expected) => {
    const uri = VOCABULARY + type;
    expect(generated(withXmp(`Iptc4xmpExt:DigitalSourceType="${uri}"`))).toBe(expected);
    const name = 'Iptc4xmpExt:DigitalSourceType';
    expect(generated(withXmp('', `<${name}>${uri}</${name}>`))).toBe(expected);
    expect(generated(withXmp('', `<${name} rdf:resource="${uri}"/>`))).toBe(expected);
    const list = `<${name}><rdf:Bag><rdf:li>${uri}</rdf:li></rdf:Bag></${name}>`;
    expect(generated(png(pngInternationalText('XML:com.adobe.xmp', xmp('', list))))).toBe(expected);
  });

  it('follows from the fields that only images made by AI have', () => {
    expect(generated(withXmp('Iptc4xmpExt:AISystemUsed="Midjourney via Discord"'))).toBe('generated');
    expect(
      generated(
        withXmp(
          `Iptc4xmpExt:AISystemUsed="Denoise" Iptc4xmpExt:DigitalSourceType="${VOCABULARY}digitalCapture"`,
        ),
      ),
    ).toBeUndefined();
  });

  it('is not taken from an ingredient', () => {
    const ingredient = `<xmpMM:Ingredients xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"><rdf:Bag>
      <rdf:li><rdf:Description Iptc4xmpExt:DigitalSourceType="${VOCABULARY}trainedAlgorithmicMedia"/></rdf:li>
    </rdf:Bag></xmpMM:Ingredients>`;
    expect(generated(withXmp('', ingredient))).toBeUndefined();
  });
});

describe('the kind that metadata say', () => {
  const comment = concat([...'ASCII\0\0\0Screenshot'].map((letter) => letter.charCodeAt(0)));

  it.each<[string, Uint8Array, PhotoMetadata['kind']]>([
    ['a screenshot’s comment', png(['eXIf', tiff({ exif: { [USER_COMMENT]: comment } })]), 'screenshot'],
    ['the same in XMP', withXmp('exif:UserComment="Screenshot"'), 'screenshot'],
    [
      'a screen capture',
      withXmp('Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/screenCapture"'),
      'screenshot',
    ],
    ['a panorama of Apple', withExif({ [CUSTOM_RENDERED]: { shorts: [6] } }), 'panorama'],
    ['a portrait of Apple', withExif({ [CUSTOM_RENDERED]: { shorts: [8] } }), undefined],
    ['a photo sphere', withXmp('GPano:ProjectionType="equirectangular"'), 'panorama'],
    ['a fax', tiff({ first: { [COMPRESSION]: { shorts: [4] } } }), 'document'],
    ['a TIFF', tiff({ first: { [COMPRESSION]: { shorts: [5] } } }), undefined],
    ['an app that scans', withExif({}, { [SOFTWARE]: 'Adobe Scan for iOS' }), 'document'],
    ['an app that does not', withExif({}, { [SOFTWARE]: 'Adobe Lightroom' }), undefined],
  ])('%s', (_, file, expected) => {
    expect(readMetadata(file).kind).toBe(expected);
  });
});

it('never throws, wherever a file is truncated or damaged', () => {
  const exif = tiff({
    exif: {
      [ORIGINAL]: '2019:07:04 12:34:56',
      [EXPOSURE_TIME]: rational(1, 125),
      [SENSITIVITY]: { shorts: [1] },
    },
    gps: { 1: 'N', 2: { rationals: [[46, 1]] }, 3: 'E', 4: { rationals: [[6, 1]] } },
    first: { [MAKE]: 'Canon' },
  });
  const packet = xmp('exif:DateTimeOriginal="2019-07-04T12:34:56" exif:GPSLatitude="46,30N"');
  const records = iptc({ 55: '20190704', 60: '123456+0000' });
  const files = [
    jpeg(exifSegment(exif), photoshopSegment(records), xmpSegment(packet), ...extendedXmp(packet, 500)),
    png(['eXIf', exif], pngInternationalText('XML:com.adobe.xmp', packet)),
    webp(['EXIF', exif], ['XMP ', new TextEncoder().encode(packet)]),
    heic({ exif, xmp: packet }),
    heic({ exif, xmp: packet }, true),
    jxl({ exif, xmp: packet }),
    tiff({ exif: { [F_NUMBER]: rational(4) }, first: { 33723: records, 34377: photoshop(records) } }),
    cr3({}, { [F_NUMBER]: rational(4) }, { 1: 'N', 2: { rationals: [[46, 1]] } }),
    raf(jpeg(exifSegment(exif))),
    concat([0xff, 0xd8], new Uint8Array(0)),
  ];
  const damage = fc.array(fc.tuple(fc.nat(1200), fc.nat(255)), { maxLength: 20 });
  const isSound = ({ captured, exposure = {}, location, camera = 'a', lens = 'a' }: FileMetadata): boolean =>
    [captured?.taken ?? 0, ...Object.values(exposure), ...Object.values(location ?? {})].every(
      Number.isFinite,
    ) && [camera, lens].every((name) => name.trim() !== '' && name.length <= 210);
  fc.assert(
    fc.property(fc.constantFrom(...files), damage, fc.nat(2000), (file, changes, length) => {
      const bytes = file.slice(0, length);
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      expect(isSound(readMetadata(bytes))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

const shared = process.env.WEB_CLIP_SHARED;

// The values are those of ExifTool 13.
describe.skipIf(!shared)('readMetadata of camera files', () => {
  const read = (name: string): FileMetadata =>
    readMetadata(new Uint8Array(readFileSync(join(shared ?? '', 'photos', name))));

  test.each<[string, PhotoMetadata]>([
    [
      'Canon_40D.jpg',
      { camera: 'Canon EOS 40D', exposure: { seconds: 0.00625, aperture: 7.1, iso: 100, focalLength: 135 } },
    ],
    [
      'Canon_DIGITAL_IXUS_400.jpg',
      { camera: 'Canon DIGITAL IXUS 400', exposure: { seconds: 0.005, aperture: 10, focalLength: 15.4375 } },
    ],
    [
      'Fujifilm_FinePix_E500.jpg',
      {
        camera: 'FUJIFILM FinePix E500',
        exposure: { seconds: 0.0125, aperture: 2.9, iso: 100, focalLength: 4.7 },
      },
    ],
    [
      'Kodak_CX7530.jpg',
      {
        camera: 'KODAK CX7530 ZOOM DIGITAL CAMERA',
        location: { latitude: -0.3713, longitude: 36.056417 },
        exposure: { seconds: 0.004, aperture: 4.6, focalLength: 16.8, focalLength35: 102 },
      },
    ],
    [
      'Konica_Minolta_DiMAGE_Z3.jpg',
      {
        camera: 'KONICA MINOLTA DiMAGE Z3',
        exposure: { seconds: 0.025, aperture: 2.8, iso: 200, focalLength: 5.85938, focalLength35: 35 },
      },
    ],
    [
      'Nikon_COOLPIX_P1.jpg',
      {
        camera: 'NIKON COOLPIX P1',
        exposure: { seconds: 0.00457247, aperture: 6, iso: 50, focalLength: 7.5, focalLength35: 36 },
      },
    ],
    [
      'Nikon_D70.jpg',
      {
        camera: 'NIKON D70',
        lens: '100.0 mm f/2.8',
        exposure: { seconds: 0.005, aperture: 9, iso: 200, focalLength: 100, focalLength35: 150 },
      },
    ],
    [
      'Olympus_C8080WZ.jpg',
      {
        camera: 'OLYMPUS C8080WZ',
        exposure: { seconds: 0.00625, aperture: 2.8, iso: 50, focalLength: 15.8 },
      },
    ],
    [
      'Pentax_K10D.jpg',
      { camera: 'PENTAX K10D', exposure: { seconds: 0.00555556, aperture: 11, iso: 200, focalLength: 90 } },
    ],
    [
      'DSCN0025.jpg',
      {
        camera: 'NIKON COOLPIX P6000',
        location: { latitude: 43.468365, longitude: 11.881635 },
        exposure: { seconds: 0.00813669, aperture: 3.7, iso: 64, focalLength: 8.1, focalLength35: 38 },
      },
    ],
    [
      'HMD_Nokia_8.3_5G.jpg',
      {
        camera: 'HMD Global Nokia 8.3 5G',
        location: { latitude: 60.146706, longitude: 24.906772 },
        exposure: { seconds: 0.000541, aperture: 2.2, iso: 100, focalLength: 2.75 },
      },
    ],
    [
      'iphone_hdr_YES.jpg',
      {
        camera: 'Apple iPhone 6',
        lens: 'iPhone 6 back camera 4.15mm f/2.2',
        location: { latitude: 40.446972, longitude: -3.724753, altitude: 639.6 },
        exposure: { seconds: 0.025, aperture: 2.2, iso: 32, focalLength: 4.15, focalLength35: 57 },
      },
    ],
    [
      'IMG_5195.HEIC',
      {
        camera: 'Apple iPhone 11 Pro Max',
        lens: 'iPhone 11 Pro Max back triple camera 4.25mm f/1.8',
        location: { latitude: 39.051344, longitude: -94.288772, altitude: 260.6 },
        exposure: { seconds: 0.00255754, aperture: 1.8, iso: 32, focalLength: 4.25, focalLength35: 26 },
      },
    ],
    [
      'iphone_13_pro_max.HEIC',
      {
        camera: 'Apple iPhone 13 Pro Max',
        lens: 'iPhone 13 Pro Max back triple camera 5.7mm f/1.5',
        exposure: { seconds: 0.0166667, aperture: 1.5, iso: 250, focalLength: 5.7, focalLength35: 26 },
      },
    ],
    ['PaintTool_sample.jpg', {}],
    ['example.avif', {}],
  ])('%s', (name, expected) => {
    const { captured: _, format, quantisation, ...said } = read(`cameras/${name}`);
    expect(said).toEqual(expected);
    expect(quantisation !== undefined).toBe(format === 'jpeg');
    expect(format).toBe(name.endsWith('jpg') ? 'jpeg' : name.endsWith('avif') ? 'avif' : 'heic');
  });

  test.each([
    ['field/x_SONY.HIF', 'heic'],
    ['field/y02_jxl_named.jpg', 'jxl'],
    ['field/t02_lzw.tiff', 'tiff'],
    ['field/w02_orient6.webp', 'webp'],
    ['field/s.png', 'png'],
  ])('%s is %s by its bytes', (name, format) => {
    expect(read(name).format).toBe(format);
  });

  test('metadata are found in the beginning that is read of known photos', () => {
    const head = (name: string): FileMetadata =>
      readMetadata(new Uint8Array(readFileSync(join(shared ?? '', 'photos', name))).subarray(0, 2 ** 17));
    for (const name of ['cameras/iphone_hdr_YES.jpg', 'cameras/DSCN0010.jpg', 'cameras/IMG_5195.HEIC']) {
      expect(head(name)).toEqual(read(name));
    }
  });
});
