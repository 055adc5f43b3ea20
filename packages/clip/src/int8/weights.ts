import { type Constant, constantOf } from './constants.ts';
import type { OnnxTensor } from './onnx-graph.ts';
import { aligned } from './plan.ts';
import { Unsupported } from './shapes.ts';
import type { Value } from './values.ts';

/** Weights that are yet to be brought into memory. */
export type Fill =
  | {
      /** Address. */
      at: number;
      floats: () => ArrayLike<number>;
      /** Of a matrix that is to have columns for rows: what it has before. */
      transposed?: { rows: number; columns: number };
    }
  | {
      /** Address of packed bytes. */
      at: number;
      /** Where the sums of the columns go. */
      sums: number;
      tensor: OnnxTensor;
      inner: number;
      columns: number;
      /** In bytes: from one row to the next, and from one column to the next. */
      steps: readonly [row: number, column: number];
      /** Of the values that they are multiplied with. */
      bits: 8 | 16;
    };

/** The weights of an encoder, which all of its plans share. */
export class Weights {
  /** What is to be brought into memory. */
  readonly fills: Fill[] = [];
  readonly #constants = new Map<OnnxTensor, Constant>();
  readonly #places: { keys: readonly unknown[]; at: number }[] = [];
  #bytes = 64;
  #sealed = false;

  /** How many they are, from address 0 on. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Lets no more be added: they are in memory. */
  seal(): void {
    this.#sealed = true;
    this.fills.length = 0;
  }

  /**
   * Finds weights their place, once.
   *
   * @param keys What they are made from.
   * @param bytes How many.
   * @param fill What is to be brought there, by its address.
   * @returns The address.
   * @throws Unsupported if they were not there when the others were brought into memory.
   */
  place(keys: readonly unknown[], bytes: number, fill: (at: number) => readonly Fill[]): number {
    const known = this.#places.find(
      (place) => place.keys.length === keys.length && place.keys.every((key, i) => key === keys[i]),
    );
    if (known) return known.at;
    if (this.#sealed) throw new Unsupported('other weights than before');
    const at = this.#bytes;
    this.#bytes += aligned(bytes);
    this.#places.push({ keys, at });
    this.fills.push(...fill(at));
    return at;
  }

  /**
   * @returns A value's numbers, for once.
   * @throws Unsupported as {@link constant}.
   */
  once(value: Value | undefined): Constant {
    if (value?.kind !== 'tensor') return this.constant(value);
    return this.#constants.get(value.tensor) ?? constantOf(value.tensor);
  }

  /**
   * @returns A value's numbers; those of tensors are kept.
   * @throws Unsupported if they are not known.
   */
  constant(value: Value | undefined): Constant {
    if (value?.kind === 'constant') return value.constant;
    if (value?.kind !== 'tensor') throw new Unsupported('an operator that depends on the input');
    let constant = this.#constants.get(value.tensor);
    constant ??= constantOf(value.tensor);
    this.#constants.set(value.tensor, constant);
    return constant;
  }
}
