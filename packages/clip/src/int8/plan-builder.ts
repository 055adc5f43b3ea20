import { type Constant, constantOf } from './constants.ts';
import { type Argument, aligned, type Step } from './memory-plan.ts';
import { FLOAT, type OnnxTensor } from './onnx-graph.ts';
import { numberOf, stridesOf, Unsupported } from './shapes.ts';
import { at, type Floats, isFixed, type Value } from './values.ts';

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
    };

/** What operators add to a plan. */
export class PlanBuilder {
  readonly steps: Step[] = [];
  readonly fills: Fill[] = [];
  readonly #constants = new Map<OnnxTensor, Constant>();
  #weights = 64;

  /** Bytes of the weights so far. */
  get weights(): number {
    return this.#weights;
  }

  /** @returns A copy of floats, of which the axes have these steps. */
  copied(a: Floats, strides: readonly number[], dims: readonly number[]): Floats {
    const result = this.floats(dims);
    this.copy(at(a), strides, at(result), stridesOf(dims), dims);
    return result;
  }

  /** Adds a copy between two places, whose axes have these steps in floats. */
  copy(
    from: Argument,
    fromStrides: readonly number[],
    to: Argument,
    toStrides: readonly number[],
    dims: readonly number[],
  ): void {
    const axes: [size: number, from: number, to: number][] = [];
    for (const [i, size] of dims.entries()) {
      if (size === 1) continue;
      const axis: [number, number, number] = [size, fromStrides[i] as number, toStrides[i] as number];
      const before = axes.at(-1);
      const isOne = before && before[1] === size * axis[1] && before[2] === size * axis[2];
      if (isOne) axes.splice(-1, 1, [before[0] * size, axis[1], axis[2]]);
      else axes.push(axis);
    }
    if (axes.length > 4) throw new Unsupported('a copy of many axes');
    while (axes.length < 4) axes.unshift([1, 0, 0]);
    this.step('copy', [from, to, ...[0, 1, 2].flatMap((k) => axes.map((axis) => axis[k] as number))]);
  }

  /** Adds a call of a kernel. */
  step(kernel: string, args: readonly Argument[]): void {
    this.steps.push({ kernel, args });
  }

  /** @returns Floats in a buffer of their own. */
  floats(dims: readonly number[]): Floats {
    return { kind: 'floats', dims, buffer: { bytes: 4 * numberOf(dims) } };
  }

  /** @returns Address of a place among the weights. */
  reserve(bytes: number): number {
    const place = this.#weights;
    this.#weights += aligned(bytes);
    return place;
  }

  /** Where floats are, be they weights or not. */
  address(value: Value | undefined): Argument {
    if (value?.kind === 'floats') return at(value);
    if (!value || !isFixed(value)) throw new Unsupported('other numbers than floats');
    const { type, dims } = value.kind === 'tensor' ? value.tensor : this.constant(value);
    if (type !== FLOAT) throw new Unsupported('integers among floats');
    const place = this.reserve(4 * numberOf(dims));
    this.fills.push({ at: place, floats: () => this.constant(value).values });
    return place;
  }

  /** @throws Unsupported if a value depends on the picture. */
  constant(value: Value | undefined): Constant {
    if (value?.kind === 'constant') return value.constant;
    if (value?.kind !== 'tensor') throw new Unsupported('an operator that depends on the picture');
    let constant = this.#constants.get(value.tensor);
    constant ??= constantOf(value.tensor);
    this.#constants.set(value.tensor, constant);
    return constant;
  }

  /** As {@link constant}. */
  integers(value: Value | undefined): number[] {
    return Array.from(this.constant(value).values);
  }
}
