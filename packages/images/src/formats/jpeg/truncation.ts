/** Where a JPEG breaks off. */
export type Truncation =
  /** It is complete. */
  | 'none'
  /** In the pixel data. */
  | 'in-scan'
  /** Before the pixel data, so nothing of the image is there. */
  | 'before-scan';

const [START_OF_SCAN, END_OF_IMAGE] = [0xda, 0xd9];

/**
 * Markers that may end a scan: tables, a line count, an application segment, a comment, the next scan, the
 * end.
 */
const ends = (marker: number): boolean =>
  [0xc4, 0xda, 0xd9, 0xdb, 0xdc, 0xdd, 0xfe].includes(marker) || (marker >= 0xe0 && marker <= 0xef);

/** Markers without a segment: TEM, RST0 to RST7, and SOI. */
const isAlone = (marker: number): boolean => marker === 1 || (marker >= 0xd0 && marker <= 0xd8);

/**
 * Finds the end of a JPEG, segment by segment and scan by scan (https://www.w3.org/Graphics/JPEG/itu-t81.pdf,
 * annex B). The end of a thumbnail in the EXIF data is not the end of the file, and bytes after the end, as
 * in MPO and motion photos, do not matter.
 *
 * @param bytes The file.
 * @returns Where it breaks off, and how many bytes are whole: all but an incomplete marker or segment.
 */
export function jpegTruncation(bytes: Uint8Array): { truncation: Truncation; whole: number } {
  let hasPixels = false;
  const cutAt = (whole: number) => ({ truncation: hasPixels ? 'in-scan' : 'before-scan', whole }) as const;
  for (let at = 2; ; ) {
    const start = nextMarker(bytes, at);
    const marker = bytes[start + 1];
    if (marker === undefined) return cutAt(Math.min(start, bytes.length));
    if (marker === END_OF_IMAGE) return { truncation: 'none', whole: bytes.length };
    if (isAlone(marker)) {
      at = start + 2;
      continue;
    }
    const end = start + 2 + (bytes[start + 2] ?? 0) * 256 + (bytes[start + 3] ?? 0);
    if (end > bytes.length || start + 4 > bytes.length) return cutAt(start);
    at = end;
    if (marker !== START_OF_SCAN) continue;
    hasPixels ||= end < bytes.length;
    at = scanEnd(bytes, end);
  }
}

/** @returns Where the next marker begins, or the file ends. Any number of 0xff bytes may precede it. */
function nextMarker(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from);
  if (at < 0) return bytes.length;
  while (bytes[at + 1] === 0xff) at++;
  return at;
}

/** @returns Where the data of a scan ends. In it, 0xff is followed by zero or a restart marker. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1];
    if (marker === undefined || ends(marker)) return at;
  }
  return bytes.length;
}

/**
 * Appends the missing end to a JPEG. All browsers then decode as much as there is and paint the rest grey.
 * Without it, Chromium decodes nothing.
 */
export function withEnd(bytes: Uint8Array, whole: number): Uint8Array<ArrayBuffer> {
  const mended = new Uint8Array(whole + 2);
  mended.set(bytes.subarray(0, whole));
  mended.set([0xff, END_OF_IMAGE], whole);
  return mended;
}
