import utif from 'utif2';

type Line = number[];
type FaxDecoder = (
  data: Uint8Array,
  start: number,
  length: number,
  output: Uint8Array,
  at: number,
  columns: number,
  fillOrder: number,
  isTwoDimensional?: boolean,
) => void;

/** The parts of UTIF's fax decoders (https://github.com/photopea/UTIF.js/blob/master/UTIF.js). */
interface FaxParts {
  _decodeG2: FaxDecoder;
  _decodeG3: FaxDecoder;
  _decodeG4: FaxDecoder;
  /** Run lengths of white and of black, by code. */
  _lens: Record<string, number>[];
  _dmap: Record<string, number>;
  /**
   * Finds where a line first changes to a colour, starting at a pixel. Changes are pairs of position and
   * colour. Positions ascend.
   */
  _findDiff: (changes: readonly number[], from: number, colour: number) => number | undefined;
  _addNtimes: (line: Line, count: number, colour: number) => void;
  _writeBits: (line: Line, output: Uint8Array, bit: number) => void;
}

/**
 * CCITT's run lengths, Group 3 and Group 4
 * (https://www.awaresystems.be/imaging/tiff/tifftags/compression.html).
 */
const [RUNS, GROUP_3, GROUP_4] = [2, 3, 4];

/**
 * The most bits to read for one code. Codes have at most 13 bits, but a Group 3 line may be padded with zeros
 * to give slow machines time for the next: 40 ms at 14,400 bits per second are 576 bits.
 */
const MOST_BITS = 1024;

/** The most pixels per line. The largest drawings, A0 at 1200 dots per inch, have 40,000. */
const MOST_COLUMNS = 2 ** 16;

const parts = utif.decode as unknown as FaxParts;
const { _addNtimes: add, _writeBits: write } = parts;
let lines = 0;

// UTIF searches for changes from the start of the line, twice for each bit. With wide lines that would take
// hours, so search by bisection.
parts._findDiff = (changes, from, colour) => {
  let [low, high] = [0, changes.length / 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[2 * middle] as number) >= from) high = middle;
    else low = middle + 1;
  }
  // Colours alternate, except for the two changes at the end of the line.
  for (let i = 2 * low; i < changes.length; i += 2) if (changes[i + 1] === colour) return changes[i];
  return undefined;
};

// UTIF has no limits of its own, and when it fails it does not return what it has written. So its parts are
// used, with limits in them.
parts._lens = parts._lens.map(ofShortCodes);
parts._dmap = ofShortCodes(parts._dmap);
parts._addNtimes = (line, count, colour) => {
  if (line.length + count > MOST_COLUMNS) throw new RangeError('The line is too long.');
  add(line, count, colour);
};
parts._writeBits = (line, output, bit) => {
  if (bit >= output.length * 8) throw new RangeError('The page is full.');
  write(line, output, bit);
  lines++;
};

function ofShortCodes(table: Record<string, number>): Record<string, number> {
  return new Proxy(table, {
    get(codes, code: string) {
      if (code.length > MOST_BITS) throw new RangeError('The code is unknown.');
      return codes[code];
    },
  });
}

/** @returns Whether this is one of the three CCITT compressions. */
export const isFax = (compression: number): boolean => [RUNS, GROUP_3, GROUP_4].includes(compression);

/**
 * Expands a fax with UTIF. It terminates for any data.
 *
 * @param data Compressed bytes.
 * @returns The rows, 1 bit per pixel; zeros from where the data ends or is invalid.
 * @throws RangeError if the data is invalid from the start.
 */
export function expandFax(
  data: Uint8Array,
  {
    compression,
    columns,
    rows,
    fillOrder,
    faxOptions,
  }: { compression: number; columns: number; rows: number; fillOrder: number; faxOptions: number },
): Uint8Array<ArrayBuffer> {
  if (columns > MOST_COLUMNS) throw new RangeError('The lines are too long.');
  const output = new Uint8Array(Math.ceil(columns / 8) * rows);
  const order = fillOrder === 2 ? 2 : 1;
  lines = 0;
  try {
    if (compression === RUNS) parts._decodeG2(data, 0, data.length, output, 0, columns, order);
    else if (compression === GROUP_4) parts._decodeG4(data, 0, data.length, output, 0, columns, order);
    else parts._decodeG3(data, 0, data.length, output, 0, columns, order, faxOptions % 2 === 1);
  } catch (error) {
    if (lines === 0) throw error;
  }
  return output;
}
