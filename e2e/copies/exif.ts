/** What a camera writes into a JPEG, for {@link withExif}. */
export interface Exif {
  make?: string;
  model?: string;
  /** `2019:04:03 10:11:12`. */
  taken?: string;
  /** Seconds, as a fraction of 1. */
  exposure?: number;
  /** 1 to 8; see https://exiftool.org/TagNames/EXIF.html. */
  orientation?: number;
}

/** A value of a tag: its type, and its bytes. */
interface Value {
  tag: number;
  type: number;
  count: number;
  bytes: Buffer;
}

const ascii = (tag: number, text: string): Value => {
  const bytes = Buffer.from(`${text}\0`, 'latin1');
  return { tag, type: 2, count: bytes.length, bytes };
};

const short = (tag: number, value: number): Value => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(value);
  return { tag, type: 3, count: 1, bytes };
};

const long = (tag: number, value: number): Value => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return { tag, type: 4, count: 1, bytes };
};

const fraction = (tag: number, below: number): Value => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(1);
  bytes.writeUInt32LE(below, 4);
  return { tag, type: 5, count: 1, bytes };
};

/** @returns A directory that starts at an offset of the TIFF, with the values that do not fit into it. */
function directory(values: readonly Value[], offset: number): Buffer {
  const head = Buffer.alloc(2 + 12 * values.length + 4);
  head.writeUInt16LE(values.length);
  const behind: Buffer[] = [];
  let end = offset + head.length;
  for (const [i, { tag, type, count, bytes }] of values.entries()) {
    const at = 2 + 12 * i;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    if (bytes.length <= 4) bytes.copy(head, at + 8);
    else {
      head.writeUInt32LE(end, at + 8);
      const padded = Buffer.alloc(bytes.length + (bytes.length % 2));
      bytes.copy(padded);
      behind.push(padded);
      end += padded.length;
    }
  }
  return Buffer.concat([head, ...behind]);
}

/** @returns A JPEG with metadata. */
export function withExif(jpeg: Buffer, { make, model, taken, exposure, orientation }: Exif): Buffer {
  const own = [...(exposure ? [fraction(0x829a, exposure)] : []), ...(taken ? [ascii(0x9003, taken)] : [])];
  const first = [
    ...(make ? [ascii(0x10f, make)] : []),
    ...(model ? [ascii(0x110, model)] : []),
    ...(orientation ? [short(0x112, orientation)] : []),
  ];
  if (own.length + first.length === 0) return jpeg;
  const length = directory([...first, long(0x8769, 0)], 8).length;
  const tiff = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    directory([...first, long(0x8769, 8 + length)], 8),
    directory(own, 8 + length),
  ]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1);
  head.writeUInt16BE(2 + 6 + tiff.length, 2);
  return Buffer.concat([
    jpeg.subarray(0, 2),
    head,
    Buffer.from('Exif\0\0', 'latin1'),
    tiff,
    jpeg.subarray(2),
  ]);
}
