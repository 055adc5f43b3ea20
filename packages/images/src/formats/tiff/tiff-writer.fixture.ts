/** Field types, by name. */
const TYPES = { BYTE: 1, ASCII: 2, SHORT: 3, LONG: 4, UNDEFINED: 7, IFD: 13 } as const;

/** A field: its tag, type and values. */
export type Field = readonly [
  tag: number,
  type: keyof typeof TYPES,
  values: readonly number[] | string | Uint8Array,
];

/** Writes TIFF files back to front: everything that is pointed to comes first. */
export class TiffWriter {
  #bytes: number[];
  readonly #order: 'II' | 'MM';

  /**
   * @param order Byte order.
   * @param magic The magic number: 42, or that of another format.
   * @param more Bytes between the header and the rest.
   */
  constructor(order: 'II' | 'MM' = 'II', magic = 42, more: readonly number[] = []) {
    this.#order = order;
    this.#bytes = [...new TextEncoder().encode(order), ...this.#number(magic, 2), 0, 0, 0, 0, ...more];
  }

  /** @returns The offset of the bytes, which is even. */
  append(bytes: Iterable<number>): number {
    if (this.#bytes.length % 2 === 1) this.#bytes.push(0);
    const offset = this.#bytes.length;
    for (const byte of bytes) this.#bytes.push(byte);
    return offset;
  }

  /**
   * @param next Offset of the following directory.
   * @param base What offsets count from.
   * @returns The directory's offset.
   */
  directory(fields: readonly Field[], next = 0, base = 0): number {
    const entries = fields
      .toSorted(([a], [b]) => a - b)
      .map(([tag, type, values]) => this.#entry(tag, type, values, base));
    return this.append([...this.#number(fields.length, 2), ...entries.flat(), ...this.#number(next, 4)]);
  }

  /** Makes this the first directory. */
  finish(first: number): Uint8Array<ArrayBuffer> {
    this.#bytes.splice(4, 4, ...this.#number(first, 4));
    return Uint8Array.from(this.#bytes);
  }

  #entry(tag: number, type: keyof typeof TYPES, values: Field[2], base: number): number[] {
    const list = typeof values === 'string' ? [...new TextEncoder().encode(`${values}\0`)] : [...values];
    const size = type === 'SHORT' ? 2 : type === 'LONG' || type === 'IFD' ? 4 : 1;
    const bytes = list.flatMap((value) => this.#number(value, size));
    const place =
      bytes.length > 4 ? this.#number(this.append(bytes) - base, 4) : [...bytes, 0, 0, 0, 0].slice(0, 4);
    return [
      ...this.#number(tag, 2),
      ...this.#number(TYPES[type], 2),
      ...this.#number(list.length, 4),
      ...place,
    ];
  }

  #number(value: number, size: number): number[] {
    const bytes = Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) % 256);
    return this.#order === 'II' ? bytes : bytes.reverse();
  }
}
