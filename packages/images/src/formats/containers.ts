/**
 * A named part of a file: a segment, chunk or box. Offsets are in bytes from the start of the file and never
 * past its end.
 */
export interface Part {
  /** Four characters; for JPEG segments, the marker in hexadecimal. */
  type: string;
  /** Where it begins, including name and length. */
  start: number;
  /** Where its content begins. */
  content: number;
  /** Where it ends, including checksum and padding. */
  end: number;
}

/** @returns Four bytes as text. */
export const fourBytes = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

/** @returns A DataView of all the bytes. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Walks the segments of a JPEG up to the first scan (https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1.1). */
export function* jpegSegments(bytes: Uint8Array): Generator<Part> {
  const view = viewOf(bytes);
  for (let start = 2; start + 4 <= bytes.length; ) {
    const marker = bytes[start + 1] as number;
    if (bytes[start] !== 0xff || marker === 0xda) return;
    // Any number of fill bytes may precede a marker.
    if (marker === 0xff) {
      start++;
      continue;
    }
    const end = start + 2 + view.getUint16(start + 2);
    if (end > bytes.length) return;
    yield { type: marker.toString(16), start, content: start + 4, end };
    start = end;
  }
}

/** Walks the chunks of a PNG (https://www.w3.org/TR/png-3/#5Chunk-layout). */
export function* pngChunks(bytes: Uint8Array): Generator<Part> {
  const view = viewOf(bytes);
  for (let start = 8; start + 12 <= bytes.length; ) {
    const end = start + 12 + view.getUint32(start);
    if (end > bytes.length) return;
    yield { type: fourBytes(bytes, start + 4), start, content: start + 8, end };
    start = end;
  }
}

/**
 * Walks the chunks of a WebP (https://developers.google.com/speed/webp/docs/riff_container). Defaults to the
 * whole file.
 */
export function* webpChunks(bytes: Uint8Array, from = 12, to = bytes.length): Generator<Part> {
  const view = viewOf(bytes);
  for (let start = from; start + 8 <= to; ) {
    const length = view.getUint32(start + 4, true);
    const end = start + 8 + length + (length % 2);
    // Some writers omit the last padding byte.
    if (start + 8 + length > to) return;
    yield { type: fourBytes(bytes, start), start, content: start + 8, end: Math.min(end, to) };
    start = end;
  }
}

/** Walks the boxes of AVIF and HEIC (ISO/IEC 14496-12, 4.2). Defaults to the whole file. */
export function* boxes(bytes: Uint8Array, from = 0, to = bytes.length): Generator<Part> {
  const view = viewOf(bytes);
  for (let start = from; start + 8 <= to; ) {
    const size = view.getUint32(start);
    const isLong = size === 1 && start + 16 <= to;
    // A size of zero means that the box extends to the end.
    const length = size === 0 ? to - start : isLong ? Number(view.getBigUint64(start + 8)) : size;
    const content = start + (isLong ? 16 : 8);
    const end = start + length;
    if (end < content || end > to) return;
    yield { type: fourBytes(bytes, start + 4), start, content, end };
    start = end;
  }
}
