/** Byte order of EXIF data: little-endian or big-endian. */
export type ByteOrder = 'II' | 'MM';

export const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

/** A number as bytes, highest first. */
export const big = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);

/** A number as bytes, lowest first. */
export const little = (value: number, bytes: number): number[] => big(value, bytes).reverse();

/** EXIF data with an entry before and after the orientation; `type` is the type of its value. */
export function exif(orientation: number, order: ByteOrder, type = 3): number[] {
  const number = order === 'II' ? little : big;
  const entry = (tag: number, value: number[], kind = 3): number[] => [
    ...number(tag, 2),
    ...number(kind, 2),
    ...number(1, 4),
    ...value,
    ...Array(4 - value.length).fill(0),
  ];
  return [
    ...ascii(order),
    ...number(42, 2),
    ...number(8, 4),
    ...number(3, 2),
    ...entry(0x100, number(640, 2)),
    ...entry(0x112, number(orientation, type === 3 ? 2 : 4), type),
    ...entry(0x128, number(2, 2)),
    ...number(0, 4),
  ];
}

/** A JPEG segment. */
export const segment = (marker: number, content: number[]): number[] => [
  0xff,
  marker,
  ...big(content.length + 2, 2),
  ...content,
];

/** A PNG chunk. */
export function chunk(type: string, content: number[]): number[] {
  let crc = 0xffffffff;
  for (const byte of [...ascii(type), ...content]) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return [...big(content.length, 4), ...ascii(type), ...content, ...big(~crc >>> 0, 4)];
}

/** A WebP chunk. */
export const riff = (type: string, content: number[]): number[] => [
  ...ascii(type),
  ...little(content.length, 4),
  ...content,
  ...(content.length % 2 ? [0] : []),
];

/** A box, as in AVIF and HEIC. */
export const box = (type: string, content: number[]): number[] => [
  ...big(content.length + 8, 4),
  ...ascii(type),
  ...content,
];

/** Inserts EXIF data into files that have none. */
export const withExif = {
  jpeg: (file: number[], data: number[]): number[] => [
    ...file.slice(0, 2),
    ...segment(0xe1, [...ascii('Exif\0\0'), ...data]),
    ...file.slice(2),
  ],
  /** Before the pixels. */
  png: (file: number[], data: number[]): number[] => [
    ...file.slice(0, 33),
    ...chunk('eXIf', data),
    ...file.slice(33),
  ],
  /** After the pixels. */
  latePng: (file: number[], data: number[]): number[] => [
    ...file.slice(0, -12),
    ...chunk('eXIf', data),
    ...file.slice(-12),
  ],
  /** The file must be `width` by `height` pixels. */
  webp: (file: number[], data: number[], width: number, height: number): number[] => {
    const isExtended = String.fromCharCode(...file.slice(12, 16)) === 'VP8X';
    const header = riff('VP8X', [
      (isExtended ? (file[20] ?? 0) : 0) | 8,
      ...[0, 0, 0],
      ...little(width - 1, 3),
      ...little(height - 1, 3),
    ]);
    const rest = file.slice(isExtended ? 30 : 12);
    const chunks = [...ascii('WEBP'), ...header, ...rest, ...riff('EXIF', data)];
    return [...ascii('RIFF'), ...little(chunks.length, 4), ...chunks];
  },
};
