const [CLEAR, END, FIRST] = [256, 257, 258];

/** Codes have up to 12 bits. */
const MOST_CODES = 4096;

/**
 * Expands TIFF's LZW (https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, section 13): codes of 9
 * to 12 bits, highest bit first, which grow one code early. It terminates for any data, whereas UTIF's own
 * decoder loops for ever on some damaged files.
 *
 * @param data Compressed bytes.
 * @param length Number of bytes wanted.
 * @returns That many bytes; zeros from where the data ends or is invalid.
 */
export function expandLzw(data: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(length);
  // For each code, where its string last began in the output, and its length.
  const starts = new Uint32Array(MOST_CODES);
  const lengths = new Uint32Array(MOST_CODES);
  let [at, bits, next] = [0, 9, FIRST];
  let [previous, written] = [-1, 0];
  while (written < length) {
    const code = codeAt(data, at, bits);
    at += bits;
    if (code === undefined || code === END) break;
    if (code === CLEAR) {
      [bits, next, previous] = [9, FIRST, -1];
      continue;
    }
    if (code > next || (code >= next && previous < 0)) break;
    // The new code is the previous string plus the first byte of this one. It may be this very code.
    if (previous >= 0 && next < MOST_CODES) {
      starts[next] = written - (lengths[previous] as number);
      lengths[next] = (lengths[previous] as number) + 1;
      next++;
    }
    const start = written;
    if (code < CLEAR) output[written++] = code;
    else {
      // Byte by byte, because the string of a new code overlaps what is being written.
      const from = starts[code] as number;
      for (let i = 0; i < (lengths[code] as number) && written < length; i++)
        output[written++] = output[from + i] as number;
    }
    if (code < CLEAR) [starts[code], lengths[code]] = [start, 1];
    previous = code;
    if (next >= 2 ** bits - 1 && bits < 12) bits++;
  }
  return output;
}

/** @returns The number in this many bits, or undefined past the end. */
function codeAt(data: Uint8Array, at: number, bits: number): number | undefined {
  if (at + bits > data.length * 8) return undefined;
  const byte = at >> 3;
  const three = ((data[byte] ?? 0) << 16) | ((data[byte + 1] ?? 0) << 8) | (data[byte + 2] ?? 0);
  return (three >> (24 - (at & 7) - bits)) & (2 ** bits - 1);
}
