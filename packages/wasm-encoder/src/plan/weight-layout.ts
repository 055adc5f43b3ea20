import { type Constant, constantOf } from '../graph/constants.ts';
import type { OnnxTensor } from '../graph/onnx-graph.ts';
import { Unsupported } from '../graph/shapes.ts';
import { aligned } from './plan.ts';
import type { Value } from './values.ts';

/** Weights that still have to be copied into memory. */
export type WeightUpload =
  | {
      at: number;
      /** Number of floats. */
      length: number;
      /** @param into Zeros, in the place of the floats. */
      write: (into: Float32Array) => void;
    }
  | {
      /** Address of the packed weights. */
      at: number;
      /** Address of the column sums. */
      sums: number;
      tensor: OnnxTensor;
      inner: number;
      columns: number;
      /** Strides in bytes, from one row and one column to the next. */
      steps: readonly [row: number, column: number];
      /** Bits of the values that the weights are multiplied with. */
      bits: 8 | 16;
    };

/** The weights of an encoder, shared by all of its plans. */
export class WeightLayout {
  /** What still has to be copied into memory. */
  readonly fills: WeightUpload[] = [];
  readonly #constants = new Map<OnnxTensor, Constant>();
  readonly #places: { keys: readonly unknown[]; at: number }[] = [];
  #bytes = 64;
  #sealed = false;

  /** Their total size in bytes, counted from address 0. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Allows no more weights, because the memory has been filled. */
  seal(): void {
    this.#sealed = true;
    this.fills.length = 0;
  }

  /**
   * Assigns an address to weights. The same keys always get the same address.
   *
   * @param keys What the weights are made from.
   * @param bytes Their size.
   * @param fill Returns what to copy there, given the address.
   * @returns The address.
   * @throws Unsupported if the weights are new and the memory has already been filled.
   */
  place(keys: readonly unknown[], bytes: number, fill: (at: number) => readonly WeightUpload[]): number {
    const known = this.#places.find(
      (place) => place.keys.length === keys.length && place.keys.every((key, i) => key === keys[i]),
    );
    if (known) return known.at;
    if (this.#sealed) throw new Unsupported('weights that differ between plans');
    const at = this.#bytes;
    this.#bytes += aligned(bytes);
    this.#places.push({ keys, at });
    this.fills.push(...fill(at));
    return at;
  }

  /**
   * @returns The elements of a value that is not needed again; tensors are not cached.
   * @throws Unsupported as {@link constant}.
   */
  once(value: Value | undefined): Constant {
    if (value?.kind !== 'tensor') return this.constant(value);
    return this.#constants.get(value.tensor) ?? constantOf(value.tensor);
  }

  /** @returns A function that returns the elements of such a value, which it reads when it is first called. */
  lazily(value: Value): () => ArrayLike<number> {
    let read: ArrayLike<number> | undefined;
    return () => {
      read ??= this.once(value).values;
      return read;
    };
  }

  /**
   * @returns The elements of a value. Tensors are cached.
   * @throws Unsupported if the value is not known.
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
