/** Makes a ZIP whose files are not compressed (APPNOTE.TXT 4.3). What reads them in place asks for no checksums. */
export function storedZip(files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>): File {
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = encoder.encode(path);
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    const sizes = [...long(bytes.length), ...long(bytes.length)];
    // Version, names in UTF-8, stored, time, first day of 1980, no checksum.
    const entry = [20, 0x800, 0, 0, 0x21, ...long(0), ...sizes, name.length, 0];
    parts.push(words(0x4b50, 0x0403, ...entry), name, bytes);
    directory.push(words(0x4b50, 0x0201, 20, ...entry, 0, 0, 0, ...long(0), ...long(offset)), name);
    offset += 30 + name.length + bytes.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const { length: count } = Object.keys(files);
  const end = words(0x4b50, 0x0605, 0, 0, count, count, ...long(size), ...long(offset), 0);
  return new File([...parts, ...directory, end], 'takeout.zip', { type: 'application/zip' });
}

/** A number of 32 bits as two words. */
const long = (value: number): [low: number, high: number] => [value & 0xffff, value >>> 16];

const words = (...all: readonly number[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(all.flatMap((word) => [word & 0xff, word >>> 8]));
