/** Files of each format that hold nothing but metadata. */
const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function concat(...parts: (Uint8Array | readonly number[])[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Encodes numbers of 2 or 4 bytes in a file's byte order. */
const numbers = (isLittle: boolean) => {
  const inOrder = (bytes: number[]): number[] => (isLittle ? bytes.reverse() : bytes);
  return {
    short: (value: number) => inOrder([value >> 8, value & 255]),
    long: (value: number) => inOrder([24, 16, 8, 0].map((shift) => (value >>> shift) & 255)),
  };
};
const { short, long } = numbers(false);

/** Numbers of a TIFF directory: of 2 bytes, of 4 bytes, or rationals. */
type Numbers = { shorts: number[] } | { longs: number[] } | { rationals: [number, number][] };

/** Values of a directory by tag. */
export type Fields = Readonly<Record<number, string | Uint8Array | Numbers>>;

interface TiffOptions {
  /** Fields of the EXIF directory. */
  exif?: Fields;
  /** Fields of the GPS directory. */
  gps?: Fields;
  /** Fields of the first directory. */
  first?: Fields;
  isLittle?: boolean;
  /** The magic number in the header; RAW formats have their own. */
  magic?: number;
  /** Bytes between the header and the first directory, where some files have their pixels. */
  gap?: number;
}

/** A TIFF structure (https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, section 2). */
export function tiff(options: TiffOptions): Uint8Array {
  const { exif, gps, first = {}, isLittle = true, magic = 42, gap = 0 } = options;
  const { short, long } = numbers(isLittle);
  const start = 8 + gap;
  const encoded = (value: Fields[number]): { type: number; bytes: Uint8Array; size: number } => {
    if (typeof value === 'string') return { type: 2, bytes: utf8(`${value}\0`), size: 1 };
    if (value instanceof Uint8Array) return { type: 7, bytes: value, size: 1 };
    if ('shorts' in value) return { type: 3, bytes: concat(...value.shorts.map(short)), size: 2 };
    if ('longs' in value) return { type: 4, bytes: concat(...value.longs.map(long)), size: 4 };
    return { type: 5, bytes: concat(...value.rationals.flat().map(long)), size: 8 };
  };
  const directory = (at: number, fields: Fields): Uint8Array => {
    const entries = Object.entries(fields);
    let valuesAt = at + 2 + entries.length * 12 + 4;
    const values: Uint8Array[] = [];
    const heads = entries.map(([tag, value]) => {
      const { type, bytes, size } = encoded(value);
      const head = [...short(Number(tag)), ...short(type), ...long(bytes.length / size)];
      if (bytes.length <= 4) return [...head, ...bytes, 0, 0, 0, 0].slice(0, 12);
      values.push(bytes);
      valuesAt += bytes.length;
      return [...head, ...long(valuesAt - bytes.length)];
    });
    return concat(short(entries.length), heads.flat(), long(0), ...values);
  };
  const pointers = (exifAt: number, gpsAt: number): Fields => ({
    ...first,
    ...(exif && { 34665: { longs: [exifAt] } }),
    ...(gps && { 34853: { longs: [gpsAt] } }),
  });
  const exifAt = start + directory(start, pointers(0, 0)).length;
  const exifDirectory = exif ? directory(exifAt, exif) : new Uint8Array(0);
  const gpsAt = exifAt + exifDirectory.length;
  return concat(
    latin(isLittle ? 'II' : 'MM'),
    short(magic),
    long(start),
    new Uint8Array(gap),
    directory(start, pointers(exifAt, gpsAt)),
    exifDirectory,
    gps ? directory(gpsAt, gps) : [],
  );
}

/** A JPEG with these segments, each given by the second byte of its marker and its content. */
export const jpeg = (...segments: [marker: number, content: Uint8Array][]): Uint8Array =>
  concat(
    [0xff, 0xd8],
    ...segments.map(([marker, content]) => concat([0xff, marker], short(content.length + 2), content)),
    [0xff, 0xda, 0, 2, 0xff, 0xd9],
  );

export const exifSegment = (exif: Uint8Array): [number, Uint8Array] => [
  0xe1,
  concat(latin('Exif\0\0'), exif),
];

export const xmpSegment = (packet: string): [number, Uint8Array] => [
  0xe1,
  concat(latin('http://ns.adobe.com/xap/1.0/\0'), utf8(packet)),
];

/** XMP that is too long for one segment, split into parts. */
export function extendedXmp(packet: string, partLength: number): [number, Uint8Array][] {
  const bytes = utf8(packet);
  const starts = Array.from({ length: Math.ceil(bytes.length / partLength) }, (_, i) => i * partLength);
  return starts.map((at) => [
    0xe1,
    concat(
      latin('http://ns.adobe.com/xmp/extension/\0'),
      latin('0123456789ABCDEF0123456789ABCDEF'),
      long(bytes.length),
      long(at),
      bytes.subarray(at, at + partLength),
    ),
  ]);
}

/** IPTC records with these data sets of record 2. */
export const iptc = (sets: Readonly<Record<number, string>>): Uint8Array =>
  concat(
    // The version of the standard comes first.
    [0x1c, 2, 0, 0, 2, 0, 4],
    ...Object.entries(sets).map(([set, value]) =>
      concat([0x1c, 2, Number(set)], short(value.length), latin(value)),
    ),
  );

/** Photoshop’s image resources: a named one, then IPTC. */
export const photoshop = (records: Uint8Array): Uint8Array =>
  concat(
    ...[latin('8BIM'), short(0x03ed), latin('\x04name\0'), long(3), latin('odd\0')],
    ...[latin('8BIM'), short(0x0404), latin('\0\0'), long(records.length), records],
  );

export const photoshopSegment = (records: Uint8Array): [number, Uint8Array] => [
  0xed,
  concat(latin('Photoshop 3.0\0'), photoshop(records)),
];

/** A PNG with these chunks. Its checksums are wrong because the reader ignores them. */
export const png = (...chunks: [type: string, content: Uint8Array][]): Uint8Array =>
  concat(
    latin('\x89PNG\r\n\x1a\n'),
    ...[['IHDR', new Uint8Array(13)] as const, ...chunks, ['IEND', new Uint8Array(0)] as const].map(
      ([type, content]) => concat(long(content.length), latin(type), content, [0, 0, 0, 0]),
    ),
  );

export const pngText = (keyword: string, text: string): [string, Uint8Array] => [
  'tEXt',
  latin(`${keyword}\0${text}`),
];

export const pngInternationalText = (keyword: string, text: string): [string, Uint8Array] => [
  'iTXt',
  concat(latin(`${keyword}\0\0\0en\0${keyword}\0`), utf8(text)),
];

/** A WebP with these chunks. */
export const webp = (...chunks: [type: string, content: Uint8Array][]): Uint8Array =>
  concat(
    latin('RIFF\0\0\0\0WEBP'),
    ...chunks.map(([type, content]) =>
      concat(
        latin(type),
        [content.length & 255, content.length >> 8, 0, 0],
        content,
        content.length % 2 ? [0] : [],
      ),
    ),
  );

/** A box of the ISO base media file format. */
export const box = (type: string, ...content: (Uint8Array | number[])[]): Uint8Array => {
  const inner = concat(...content);
  return concat(long(inner.length + 8), latin(type), inner);
};

/** A HEIC with EXIF and XMP as items, whose bytes are in `mdat`, or in `idat` within the metadata. */
export function heic({ exif, xmp }: { exif?: Uint8Array; xmp?: string }, isInMeta = false): Uint8Array {
  const items = [
    ...(exif ? [{ type: 'Exif\0', bytes: concat(long(6), latin('Exif\0\0'), exif) }] : []),
    ...(xmp ? [{ type: 'mime\0application/rdf+xml\0', bytes: utf8(xmp) }] : []),
  ];
  const start = box('ftyp', latin('heic\0\0\0\0mif1heic'));
  const entries = items.map(({ type }, i) => box('infe', [2, 0, 0, 0], short(i + 1), short(0), latin(type)));
  const information = box('iinf', long(0), short(items.length), ...entries);
  const metaOf = (dataAt: number): Uint8Array => {
    let at = dataAt;
    const places = items.map(({ bytes }, i) => {
      at += bytes.length;
      return concat(
        short(i + 1),
        isInMeta ? short(1) : [],
        short(0),
        short(1),
        long(at - bytes.length),
        long(bytes.length),
      );
    });
    const locations = box(
      'iloc',
      isInMeta ? [1, 0, 0, 0] : [0, 0, 0, 0],
      [0x44, 0],
      short(items.length),
      ...places,
    );
    const data = isInMeta ? box('idat', ...items.map(({ bytes }) => bytes)) : [];
    return box('meta', long(0), information, locations, data);
  };
  const dataAt = isInMeta ? 0 : start.length + metaOf(0).length + 8;
  return concat(start, metaOf(dataAt), isInMeta ? [] : box('mdat', ...items.map(({ bytes }) => bytes)));
}

/** A CR3: three directories, each a TIFF structure of its own (https://github.com/lclevy/canon_cr3). */
export const cr3 = (first: Fields, exif: Fields, gps: Fields = {}): Uint8Array =>
  concat(
    box('ftyp', latin('crx \0\0\0\x01crx isom')),
    box(
      'moov',
      box(
        'uuid',
        latin('\x85\xc0\xb6\x87\x82\x0f\x11\xe0\x81\x11\xf4\xce\x46\x2b\x6a\x48'),
        box('CNCV', latin('CanonCR3_001/00.09.00/00.00.00')),
        box('CMT1', tiff({ first })),
        box('CMT2', tiff({ first: exif })),
        box('CMT4', tiff({ first: gps })),
      ),
    ),
  );

/** A JPEG XL in its container. */
export const jxl = ({ exif, xmp }: { exif?: Uint8Array; xmp?: string }): Uint8Array =>
  concat(
    box('JXL ', [0x0d, 0x0a, 0x87, 0x0a]),
    box('ftyp', latin('jxl \0\0\0\0jxl ')),
    exif ? box('Exif', long(0), exif) : [],
    xmp ? box('xml ', utf8(xmp)) : [],
    box('jxlc', [0xff, 0x0a]),
  );

/** A Fujifilm RAW file: the offset of its JPEG is at 84. */
export function raf(preview: Uint8Array): Uint8Array {
  const head = new Uint8Array(160);
  head.set(latin('FUJIFILMCCD-RAW 0201'));
  head.set(long(160), 84);
  head.set(long(preview.length), 88);
  return concat(head, preview);
}

/** An XMP packet with these attributes and elements in its description. */
export const xmp = (attributes: string, elements = ''): string =>
  `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:tiff="http://ns.adobe.com/tiff/1.0/"
 xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:exifEX="http://cipa.jp/exif/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" ${attributes}>${elements}</rdf:Description>
</rdf:RDF></x:xmpmeta>${' '.repeat(200)}<?xpacket end="w"?>`;
