import type { Constant } from '../graph/constants.ts';
import { FLOAT, isFloat } from '../graph/onnx-graph.ts';
import { numberOf, stridesOf, Unsupported } from '../graph/shapes.ts';
import type { Argument, Step } from './plan.ts';
import { at, type Floats, isFixed, type Value } from './values.ts';
import type { WeightLayout } from './weight-layout.ts';

/** Collects the steps that operators add to a plan. */
export class PlanBuilder {
  readonly steps: Step[] = [];
  /** Constants that depend on the input, with the buffers they are copied to before the first step. */
  readonly data = new Map<Constant, Floats>();
  /** Constants that depend on the input's values and that shape the plan itself. */
  readonly decisive = new Set<Constant>();

  /** @param weights Shared by all plans. */
  constructor(readonly weights: WeightLayout) {}

  /** @returns A copy of floats read with these strides. */
  copied(a: Floats, strides: readonly number[], dims: readonly number[]): Floats {
    const result = this.floats(dims);
    this.copy(at(a), strides, at(result), stridesOf(dims), dims);
    return result;
  }

  /** Adds a strided copy between two buffers. Strides are in floats. */
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
    if (axes.length > 4) throw new Unsupported('a copy with more than four axes');
    while (axes.length < 4) axes.unshift([1, 0, 0]);
    this.step('copy', [from, to, ...[0, 1, 2].flatMap((k) => axes.map((axis) => axis[k] as number))]);
  }

  /** Adds a call of a kernel. */
  step(kernel: string, args: readonly Argument[]): void {
    this.steps.push({ kernel, args });
  }

  /** @returns Floats in a new buffer. */
  floats(dims: readonly number[]): Floats {
    return { kind: 'floats', dims, buffer: { bytes: 4 * numberOf(dims) } };
  }

  /** The address of floats, whether they are weights or computed. */
  address(value: Value | undefined): Argument {
    if (value?.kind === 'floats') return at(value);
    if (value?.kind === 'constant' && value.of) return at(this.loaded(value.constant));
    if (!value || !isFixed(value)) throw new Unsupported('a value that is not floats');
    const key = value.kind === 'tensor' ? value.tensor : value.constant;
    if (!isFloat(key.type)) throw new Unsupported('integers among floats');
    const length = numberOf(key.dims);
    return this.weights.place([key], 4 * length, (at) => [
      { at, length, write: (into) => into.set(this.weights.once(value).values) },
    ]);
  }

  /** @returns A constant as floats in a buffer that is filled along with the input. */
  loaded(constant: Constant): Floats {
    if (constant.type !== FLOAT) throw new Unsupported('integers among floats');
    let place = this.data.get(constant);
    place ??= this.floats(constant.dims);
    this.data.set(constant, place);
    return place;
  }

  /** @throws Unsupported if the value is not a known constant. */
  constant(value: Value | undefined): Constant {
    if (value?.kind === 'constant' && value.of === 'numbers') this.decisive.add(value.constant);
    return this.weights.constant(value);
  }

  /** As {@link constant}. */
  integers(value: Value | undefined): number[] {
    return Array.from(this.constant(value).values);
  }
}
