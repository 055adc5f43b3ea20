import { type Field, TiffWriter } from '../tiff/tiff-writer.fixture.ts';

/** The JPEGs in a camera's file, the largest last, and the photo's orientation. */
export interface CameraPhoto {
  thumbnail: Uint8Array;
  preview: Uint8Array;
  /** EXIF orientation of the RAW file. */
  orientation: number;
}

/**
 * The beginning of a lossless JPEG of sensor data (https://www.w3.org/Graphics/JPEG/itu-t81.pdf, SOF3),
 * followed by noise.
 */
const LOSSLESS = Uint8Array.of(
  ...[0xff, 0xd8, 0xff, 0xc3, 0, 14, 14, 0x20, 0, 0x30, 0, 2, 0, 0x11, 0, 1, 0x11, 0],
  ...Array.from({ length: 200 }, (_, i) => (i * 7919) % 251),
  // A decoy for code that searches for the first bytes of a JPEG.
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0],
);

const CFA = 32_803;
const YCBCR = 6;

const size = (side: number): Field[] => [
  [256, 'LONG', [side]],
  [257, 'LONG', [side]],
];

const strip = (offset: number, length: number): Field[] => [
  [273, 'LONG', [offset]],
  [278, 'LONG', [10_000]],
  [279, 'LONG', [length]],
];

const jpegPair = (offset: number, length: number): Field[] => [
  [513, 'LONG', [offset]],
  [514, 'LONG', [length]],
];

const codes = (compression: number, photometric: number): Field[] => [
  [259, 'SHORT', [compression]],
  [262, 'SHORT', [photometric]],
];

const camera = (make: string, orientation: number): Field[] => [
  [271, 'ASCII', make],
  [272, 'ASCII', 'Model 1'],
  [274, 'SHORT', [orientation]],
];

/**
 * Adobe DNG 1.4: a small uncompressed image first, then sensor data and preview
 * (https://helpx.adobe.com/camera-raw/digital-negative.html).
 */
export function dng(
  { thumbnail, preview, orientation }: CameraPhoto,
  order: 'II' | 'MM' = 'II',
): Uint8Array<ArrayBuffer> {
  const file = new TiffWriter(order);
  const small = file.append(new Uint8Array(16 * 16 * 3).fill(90));
  const sensor = file.append(LOSSLESS);
  const [previewAt, thumbnailAt] = [file.append(preview), file.append(thumbnail)];
  const directories = [
    file.directory([[254, 'LONG', [0]], ...size(8192), ...codes(7, CFA), ...strip(sensor, LOSSLESS.length)]),
    file.directory([
      [254, 'LONG', [1]],
      ...size(64),
      ...codes(7, YCBCR),
      ...strip(previewAt, preview.length),
    ]),
    file.directory([
      [254, 'LONG', [1]],
      ...size(16),
      ...codes(7, YCBCR),
      ...strip(thumbnailAt, thumbnail.length),
    ]),
  ];
  return file.finish(
    file.directory([
      ...[[254, 'LONG', [1]] as const, ...size(16), ...codes(1, 2), ...strip(small, 16 * 16 * 3)],
      ...camera('Adobe', orientation),
      [330, 'LONG', directories],
      [50_706, 'BYTE', [1, 4, 0, 0]],
    ]),
  );
}

/** Canon CR2 (http://lclevy.free.fr/cr2/): preview, thumbnail, small RGB, and sensor data as lossless JPEG. */
export function cr2({ thumbnail, preview, orientation }: CameraPhoto): Uint8Array<ArrayBuffer> {
  const file = new TiffWriter('II', 42, [...new TextEncoder().encode('CR'), 2, 0, 0, 0, 0, 0]);
  const [previewAt, thumbnailAt] = [file.append(preview), file.append(thumbnail)];
  const sensor = file.append(LOSSLESS);
  const last = file.directory([...codes(6, YCBCR), ...strip(sensor, LOSSLESS.length)]);
  const rgb = file.append(new Uint8Array(12 * 8 * 3));
  const third = file.directory([...size(8), ...codes(1, 2), ...strip(rgb, 12 * 8 * 3)], last);
  const second = file.directory(jpegPair(thumbnailAt, thumbnail.length), third);
  return file.finish(
    file.directory(
      [...size(64), ...codes(6, YCBCR), ...strip(previewAt, preview.length), ...camera('Canon', orientation)],
      second,
    ),
  );
}

/** Nikon NEF: a small RGB image, the preview and sensor data in SubIFDs (https://exiftool.org/TagNames/Nikon.html). */
export function nef({ thumbnail, preview, orientation }: CameraPhoto): Uint8Array<ArrayBuffer> {
  const file = new TiffWriter('MM');
  const [previewAt, sensor] = [file.append(preview), file.append(LOSSLESS)];
  const small = file.append(new Uint8Array(16 * 12 * 3));
  const directories = [
    file.directory([[254, 'LONG', [1]], [259, 'SHORT', [6]], ...jpegPair(previewAt, preview.length)]),
    file.directory([...size(8192), ...codes(34_713, CFA), ...strip(sensor, LOSSLESS.length)]),
  ];
  return file.finish(
    file.directory([
      ...[[254, 'LONG', [1]] as const, ...size(16), ...codes(1, 2), ...strip(small, 16 * 12 * 3)],
      ...camera('NIKON CORPORATION', orientation),
      [330, 'LONG', directories],
      [34_665, 'LONG', [nikonExif(file, thumbnail)]],
    ]),
  );
}

/** A maker note with a TIFF structure of its own, which has the preview in its own directory. */
function nikonExif(file: TiffWriter, thumbnail: Uint8Array): number {
  const note = new TiffWriter('MM');
  // The first directory follows the header directly, because ExifTool looks nowhere else.
  const [preview, jpeg] = [26, 68];
  const first = note.directory([[0x11, 'LONG', [preview]]]);
  note.directory([[259, 'SHORT', [6]], ...jpegPair(jpeg, thumbnail.length)]);
  note.append(thumbnail);
  const header = [...new TextEncoder().encode('Nikon\0'), 2, 0x10, 0, 0];
  return file.directory([[37_500, 'UNDEFINED', Uint8Array.from([...header, ...note.finish(first)])]]);
}

/** Sony ARW: the preview in the first directory, sensor data in a SubIFD, the thumbnail in the second directory. */
export function arw({ thumbnail, preview, orientation }: CameraPhoto): Uint8Array<ArrayBuffer> {
  const file = new TiffWriter('II');
  const [previewAt, thumbnailAt] = [file.append(preview), file.append(thumbnail)];
  const sensor = file.append(LOSSLESS);
  const raw = file.directory([...size(8192), ...codes(32_767, CFA), ...strip(sensor, LOSSLESS.length)]);
  const second = file.directory([[259, 'SHORT', [6]], ...jpegPair(thumbnailAt, thumbnail.length)]);
  return file.finish(
    file.directory(
      [
        ...[[254, 'LONG', [1]] as const, ...codes(6, YCBCR), ...jpegPair(previewAt, preview.length)],
        ...camera('SONY', orientation),
        [330, 'LONG', [raw]],
      ],
      second,
    ),
  );
}

/**
 * Olympus ORF: the preview is referenced from the camera settings in the maker note
 * (https://exiftool.org/TagNames/Olympus.html).
 */
export function orf({ thumbnail, preview, orientation }: CameraPhoto): Uint8Array<ArrayBuffer> {
  const file = new TiffWriter('II', 0x4f52);
  const sensor = file.append(LOSSLESS);
  const exif = file.directory([[37_500, 'UNDEFINED', olympusNote(thumbnail, preview)]]);
  return file.finish(
    file.directory([
      ...[...size(8192), ...codes(1, CFA), ...strip(sensor, LOSSLESS.length)],
      ...camera('OLYMPUS IMAGING CORP.  ', orientation),
      [34_665, 'LONG', [exif]],
    ]),
  );
}

/**
 * Offsets count from the note. The directory follows the header directly, and everything that it points to
 * comes after it.
 */
function olympusNote(thumbnail: Uint8Array, preview: Uint8Array): Uint8Array {
  const header = [...new TextEncoder().encode('OLYMPUS\0II'), 3, 0];
  const directory = 2 + 2 * 12 + 4;
  const settings = header.length + directory;
  const settingsLength = 2 + 3 * 12 + 4;
  const thumbnailAt = settings + settingsLength;
  const previewAt = thumbnailAt + thumbnail.length;
  const entry = (tag: number, type: number, count: number, value: number): number[] => [
    ...[tag % 256, tag >> 8, type, 0],
    ...Uint8Array.from([0, 8, 16, 24], (shift) => count >> shift),
    ...Uint8Array.from([0, 8, 16, 24], (shift) => value >> shift),
  ];
  return Uint8Array.from([
    ...header,
    ...[
      2,
      0,
      ...entry(0x100, 7, thumbnail.length, thumbnailAt),
      ...entry(0x2020, 13, 1, settings),
      0,
      0,
      0,
      0,
    ],
    ...[
      3,
      0,
      ...entry(0x100, 4, 1, 1),
      ...entry(0x101, 4, 1, previewAt),
      ...entry(0x102, 4, 1, preview.length),
    ],
    ...[0, 0, 0, 0, ...thumbnail, ...preview],
  ]);
}

/** Panasonic RW2: the preview is the value of a field (https://exiftool.org/TagNames/PanasonicRaw.html, JpgFromRaw). */
export function rw2({ preview, orientation }: CameraPhoto): Uint8Array<ArrayBuffer> {
  const file = new TiffWriter('II', 0x55, new Array(16).fill(0x88));
  const sensor = file.append(LOSSLESS);
  return file.finish(
    file.directory([
      [1, 'UNDEFINED', Uint8Array.of(0x30, 0x33, 0x33, 0x30)],
      [2, 'SHORT', [8192]],
      [3, 'SHORT', [8192]],
      ...camera('Panasonic', orientation),
      [0x2e, 'UNDEFINED', preview],
      [0x118, 'LONG', [sensor]],
    ]),
  );
}

/**
 * Pentax PEF: the thumbnail and the preview are in the following directories
 * (https://exiftool.org/TagNames/Pentax.html).
 */
export function pef({ thumbnail, preview, orientation }: CameraPhoto): Uint8Array<ArrayBuffer> {
  const file = new TiffWriter('MM');
  const [previewAt, thumbnailAt] = [file.append(preview), file.append(thumbnail)];
  const sensor = file.append(LOSSLESS);
  const third = file.directory([[259, 'SHORT', [6]], ...jpegPair(previewAt, preview.length)]);
  const second = file.directory([[259, 'SHORT', [6]], ...jpegPair(thumbnailAt, thumbnail.length)], third);
  return file.finish(
    file.directory(
      [
        ...size(8192),
        ...codes(65_535, CFA),
        ...strip(sensor, LOSSLESS.length),
        ...camera('PENTAX', orientation),
      ],
      second,
    ),
  );
}

/** A TIFF scan with a thumbnail in a SubIFD, as Photoshop writes it. Not a RAW file. */
export function scan({ thumbnail }: CameraPhoto): Uint8Array<ArrayBuffer> {
  const file = new TiffWriter('II');
  const pixels = file.append(new Uint8Array(16 * 16 * 3).fill(200));
  const at = file.append(thumbnail);
  const small = file.directory([[254, 'LONG', [1]], [259, 'SHORT', [6]], ...jpegPair(at, thumbnail.length)]);
  return file.finish(
    file.directory([
      ...size(16),
      ...codes(1, 2),
      ...strip(pixels, 16 * 16 * 3),
      ...([
        [258, 'SHORT', [8, 8, 8]],
        [277, 'SHORT', [3]],
        [330, 'LONG', [small]],
      ] satisfies Field[]),
    ]),
  );
}

/**
 * Fujifilm RAF (https://libopenraw.freedesktop.org/formats/raf/). The JPEG's own EXIF data holds the
 * orientation.
 */
export function raf(preview: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(160);
  header.set(new TextEncoder().encode('FUJIFILMCCD-RAW 0201FF383501X-T3'));
  const view = new DataView(header.buffer);
  const sensor = header.length + preview.length;
  // Offsets and lengths of the JPEG, the sensor's description, and its data.
  for (const [i, value] of [
    header.length,
    preview.length,
    sensor,
    16,
    sensor + 16,
    LOSSLESS.length,
  ].entries()) {
    view.setUint32(84 + 4 * i, value);
  }
  return Uint8Array.from([...header, ...preview, ...new Uint8Array(16), ...LOSSLESS]);
}

const bigEndian = (value: number, size: number): number[] =>
  Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) % 256);

const box = (type: string, ...content: Iterable<number>[]): number[] => {
  const bytes = content.flatMap((part) => [...part]);
  return [...bigEndian(8 + bytes.length, 4), ...new TextEncoder().encode(type), ...bytes];
};

const uuid = (hexadecimal: string): number[] =>
  hexadecimal.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];

/** THMB or PRVW. Their headers have the same length and the same fields in a different order. */
const previewBox = (type: 'THMB' | 'PRVW', jpeg: Uint8Array): number[] =>
  type === 'THMB'
    ? box(
        type,
        bigEndian(0, 4),
        bigEndian(160, 2),
        bigEndian(120, 2),
        bigEndian(jpeg.length, 4),
        bigEndian(0x10000, 4),
        jpeg,
      )
    : box(
        type,
        bigEndian(0, 4),
        bigEndian(1, 2),
        bigEndian(1620, 2),
        bigEndian(1080, 2),
        bigEndian(1, 2),
        bigEndian(jpeg.length, 4),
        jpeg,
      );

/** A track with one sample (https://github.com/lclevy/canon_cr3). */
const track = (codec: number[], offset: number, length: number): number[] => {
  const description = box('CRAW', new Uint8Array(82), codec);
  const table = box(
    'stbl',
    box('stsd', bigEndian(0, 4), bigEndian(1, 4), description),
    box('stts', bigEndian(0, 4), bigEndian(1, 4), bigEndian(1, 4), bigEndian(1, 4)),
    box('stsc', bigEndian(0, 4), bigEndian(1, 4), bigEndian(1, 4), bigEndian(1, 4), bigEndian(1, 4)),
    box('stsz', bigEndian(0, 4), bigEndian(length, 4), bigEndian(1, 4)),
    box('free', new Uint8Array(7)),
    box('co64', bigEndian(0, 4), bigEndian(1, 4), bigEndian(offset, 8)),
  );
  return box('trak', box('tkhd', new Uint8Array(84)), box('mdia', box('minf', table)));
};

/** Canon CR3 (https://github.com/lclevy/canon_cr3). `full` is the full-size JPEG, if there is one. */
export function cr3(
  { thumbnail, preview, orientation }: CameraPhoto,
  full?: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const ftyp = box(
    'ftyp',
    new TextEncoder().encode('crx '),
    bigEndian(1, 4),
    new TextEncoder().encode('crx isom'),
  );
  const cmt1 = new TiffWriter('II');
  const metadata = cmt1.finish(cmt1.directory(camera('Canon', orientation)));
  const samples = [full ?? LOSSLESS, LOSSLESS];
  const movie = (offset: number): number[] =>
    box(
      'moov',
      box(
        'uuid',
        uuid('85c0b687820f11e08111f4ce462b6a48'),
        box('CNCV', new TextEncoder().encode('CanonCR3_001/00.09.00/00.00.00')),
        box('CMT1', metadata),
        previewBox('THMB', thumbnail),
      ),
      box('mvhd', new Uint8Array(100)),
      track(box('JPEG', bigEndian(0, 4)), offset, samples[0]?.length ?? 0),
      track(box('CMP1', new Uint8Array(52)), offset + (samples[0]?.length ?? 0), LOSSLESS.length),
    );
  const previews = box(
    'uuid',
    uuid('eaf42b5e1c984b88b9fbb7dc406e4d16'),
    bigEndian(0, 4),
    bigEndian(1, 4),
    previewBox('PRVW', preview),
  );
  // A box with a 64-bit length, as Canon writes it.
  const data = ftyp.length + movie(0).length + previews.length + 16;
  const length = 16 + samples.reduce((sum, sample) => sum + sample.length, 0);
  return Uint8Array.from([
    ...[...ftyp, ...movie(data), ...previews],
    ...[...bigEndian(1, 4), ...new TextEncoder().encode('mdat'), ...bigEndian(length, 8)],
    ...samples.flatMap((sample) => [...sample]),
  ]);
}
