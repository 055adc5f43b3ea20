const [CLEAR, END, FIRST] = [256, 257, 258];

/** Codes have up to 12 bits. */
const MOST_CODES = 4096;

/**
 * Expands LZW as TIFF has it (https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf, section 13): codes of 9 to 12
 * bits from the highest bit on, which grow one code early. Whatever the data are, it ends: UTIF's own goes round in circles
 * with some that are damaged.
 *
 * @param data Compressed bytes.
 * @param length Bytes that are wanted.
 * @returns That many; zeros where the data end, or make no sense.
 */
export function expandLzw(data: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const output = new Uint8Array(length);
  // Of each code: where its text began when it last stood in the output, and how long it is.
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
    // What stood before, and the first byte of this text: the new code, which may be this one.
    if (previous >= 0 && next < MOST_CODES) {
      starts[next] = written - (lengths[previous] as number);
      lengths[next] = (lengths[previous] as number) + 1;
      next++;
    }
    const start = written;
    if (code < CLEAR) output[written++] = code;
    else {
      // Byte by byte: the text of a new code reaches into what is being written.
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

/** @returns The number in so many bits, or undefined beyond the end. */
function codeAt(data: Uint8Array, at: number, bits: number): number | undefined {
  if (at + bits > data.length * 8) return undefined;
  const byte = at >> 3;
  const three = ((data[byte] ?? 0) << 16) | ((data[byte + 1] ?? 0) << 8) | (data[byte + 2] ?? 0);
  return (three >> (24 - (at & 7) - bits)) & (2 ** bits - 1);
}
