/** Array types of numbers that can grow. */
type NumberArray = Int8Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** An array of numbers that grows at its end. It needs no more than twice the memory of its numbers. */
export class GrowingArray<Values extends NumberArray> {
  /** All numbers, and room for more. It is another array once it has grown. */
  values: Values;
  #length = 0;
  readonly #type: new (
    length: number,
  ) => Values;

  /** @param type Type of the array. */
  constructor(type: new (length: number) => Values) {
    this.#type = type;
    this.values = new type(1024);
  }

  /** @returns The index of the number. */
  push(value: number): number {
    const index = this.#length;
    this.#reserve(index + 1);
    this.values[index] = value;
    this.#length = index + 1;
    return index;
  }

  /** @returns The index of the first of several numbers. */
  append(numbers: ArrayLike<number>): number {
    const index = this.#length;
    this.#reserve(index + numbers.length);
    this.values.set(numbers, index);
    this.#length = index + numbers.length;
    return index;
  }

  #reserve(length: number): void {
    if (length <= this.values.length) return;
    const grown = new this.#type(Math.max(length, 2 * this.values.length));
    grown.set(this.values);
    this.values = grown;
  }
}
