import type { Constant } from '../graph/constants.ts';
import type { OnnxNode } from '../graph/onnx-graph.ts';
import { broadcast, normalAxis, numberOf, partsOf, stridesOf, Unsupported } from '../graph/shapes.ts';
import type { PlanBuilder } from './plan-builder.ts';
import { at, dimsOf, type Floats, type Value } from './values.ts';

// Operators that move data or only change its shape. Each function adds the steps for one operator of
// https://onnx.ai/onnx/operators/ to the plan and returns its results. They throw Unsupported when the
// kernels cannot compute that use.

/** A Gather of more slices is left to onnxruntime. */
const MOST_SLICES = 8;

/** A slice of one axis. */
interface Range {
  start: number;
  end: number;
  step: number;
}

/** Reshapes floats. */
export function reshaped(a: Floats, shape: readonly number[]): Floats {
  const dims = shape.map((size, i) => (size === 0 ? (a.dims[i] ?? 0) : size));
  const rest = numberOf(a.dims) / numberOf(dims.filter((size) => size >= 0));
  const filled = dims.map((size) => (size < 0 ? rest : size));
  if (numberOf(filled) !== numberOf(a.dims) || !filled.every(Number.isInteger))
    throw new Unsupported(`reshaping ${a.dims.join(' x ')} to ${shape.join(' x ')}`);
  return { ...a, dims: filled };
}

/** Flattens to a matrix. The axes from `axis` on become its columns. */
export function flattened({ attributes }: OnnxNode, a: Floats): Floats {
  const axis = Number(attributes.get('axis') ?? 1);
  return { ...a, dims: [numberOf(a.dims.slice(0, axis)), numberOf(a.dims.slice(axis))] };
}

/** Removes or adds axes of length 1. */
export function squeezed(
  build: PlanBuilder,
  { operator, attributes }: OnnxNode,
  a: Floats,
  axes: Value | undefined,
): Floats {
  const wanted = axes ? build.integers(axes) : ([attributes.get('axes') ?? []].flat() as number[]);
  if (operator === 'Squeeze') {
    const gone = new Set(wanted.map((axis) => normalAxis(axis, a.dims)));
    if (gone.size === 0 || [...gone].some((axis) => a.dims[axis] !== 1))
      throw new Unsupported('Squeeze of these axes');
    return { ...a, dims: a.dims.filter((_, i) => !gone.has(i)) };
  }
  const rank = a.dims.length + wanted.length;
  const added = new Set(wanted.map((axis) => (axis < 0 ? axis + rank : axis)));
  const left = [...a.dims];
  return { ...a, dims: Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (left.shift() ?? 1))) };
}

/** Permutes axes. */
export function transposed(build: PlanBuilder, a: Floats, order: readonly number[]): Floats {
  const strides = stridesOf(a.dims);
  const dims = order.map((axis) => a.dims[axis] as number);
  return build.copied(
    a,
    order.map((axis) => strides[axis] as number),
    dims,
  );
}

/** Repeats floats along axes of length 1. */
export function expanded(build: PlanBuilder, a: Floats, shape: readonly number[]): Floats {
  const dims = broadcast(a.dims, shape);
  if (numberOf(dims) === numberOf(a.dims)) return { ...a, dims };
  const own = [...Array<number>(dims.length - a.dims.length).fill(1), ...a.dims];
  const strides = stridesOf(own).map((stride, i) => (own[i] === 1 ? 0 : stride));
  return build.copied(a, strides, dims);
}

/** Concatenates tensors along an axis. */
export function concatenated(
  build: PlanBuilder,
  { attributes }: OnnxNode,
  inputs: readonly (Value | undefined)[],
): Floats {
  const shapes = inputs.map((input) => (input ? dimsOf(input) : []));
  const first = shapes[0] ?? [];
  const axis = normalAxis(attributes.get('axis'), first);
  if (
    shapes.some((dims) => dims.length !== first.length || dims.some((n, i) => i !== axis && n !== first[i]))
  )
    throw new Unsupported('Concat with these shapes');
  const sizes = shapes.map((dims) => dims[axis] ?? 0);
  const dims = first.with(
    axis,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  const result = build.floats(dims);
  const strides = stridesOf(dims);
  let start = 0;
  for (const [i, input] of inputs.entries()) {
    const own = shapes[i] as readonly number[];
    build.copy(build.address(input), stridesOf(own), at(result, start * (strides[axis] ?? 1)), strides, own);
    start += sizes[i] ?? 0;
  }
  return result;
}

/** Gathers slices of an axis. */
export function gathered(
  build: PlanBuilder,
  { attributes }: OnnxNode,
  a: Floats,
  indices: Value | undefined,
): Floats {
  const axis = normalAxis(attributes.get('axis') ?? 0, a.dims);
  const picked = build.constant(indices);
  const size = a.dims[axis] as number;
  if (picked.values.length > MOST_SLICES) throw new Unsupported('Gather of many slices');
  const slices = a.dims.with(axis, picked.values.length);
  const result = build.floats(slices);
  const [from, to] = [stridesOf(a.dims), stridesOf(slices)];
  for (let i = 0; i < picked.values.length; i++) {
    const index = picked.values[i] as number;
    if (index < -size || index >= size) throw new Unsupported('Gather beyond the end');
    const source = at(a, (index < 0 ? index + size : index) * (from[axis] as number));
    build.copy(source, from, at(result, i * (to[axis] as number)), to, a.dims.with(axis, 1));
  }
  return { ...result, dims: [...a.dims.slice(0, axis), ...picked.dims, ...a.dims.slice(axis + 1)] };
}

/** Slices floats. */
export function sliced(build: PlanBuilder, a: Floats, inputs: readonly (Value | undefined)[]): Floats {
  const taken = ranges(build, a.dims, inputs);
  const strides = stridesOf(a.dims);
  const start = taken.reduce((sum, { start }, axis) => sum + start * (strides[axis] as number), 0);
  const dims = taken.map(sizeOf);
  const result = build.floats(dims);
  const steps = taken.map(({ step }, axis) => step * (strides[axis] as number));
  build.copy(at(a, start), steps, at(result), stridesOf(dims), dims);
  return result;
}

/** Splits an axis into parts. */
export function split(
  build: PlanBuilder,
  { attributes, outputs }: OnnxNode,
  a: Floats,
  sizes: Value | undefined,
): Floats[] {
  const axis = normalAxis(attributes.get('axis') ?? 0, a.dims);
  const given = partsOf(
    a.dims[axis] as number,
    outputs.length,
    sizes ? build.integers(sizes) : attributes.get('split'),
  );
  const strides = stridesOf(a.dims);
  let start = 0;
  return given.map((size) => {
    const dims = a.dims.with(axis, size);
    const part = build.floats(dims);
    build.copy(at(a, start * (strides[axis] as number)), strides, at(part), stridesOf(dims), dims);
    start += size;
    return part;
  });
}

function ranges(
  build: PlanBuilder,
  dims: readonly number[],
  [, starts, ends, axes, steps]: readonly (Value | undefined)[],
): Range[] {
  const all: Range[] = dims.map((size) => ({ start: 0, end: size, step: 1 }));
  const [from, to] = [build.integers(starts), build.integers(ends)];
  const by = steps ? build.integers(steps) : [];
  if (by.some((step) => step < 1)) throw new Unsupported('a backward Slice');
  const wanted = axes ? build.integers(axes) : from.map((_, i) => i);
  for (const [i, axis] of wanted.entries()) {
    const index = normalAxis(axis, dims);
    const size = dims[index] as number;
    const limited = (at = 0): number => Math.min(size, Math.max(0, at < 0 ? at + size : at));
    all[index] = { start: limited(from[i]), end: limited(to[i]), step: by[i] ?? 1 };
  }
  return all;
}

/** As {@link sliced}, for constants. */
export function slicedConstant(
  build: PlanBuilder,
  { type, dims, values }: Constant,
  inputs: readonly (Value | undefined)[],
): Constant {
  const taken = ranges(build, dims, inputs);
  const strides = stridesOf(dims);
  const kept = Array.from(values).filter((_, i) =>
    strides.every((stride, axis) => {
      const index = Math.floor(i / stride) % (dims[axis] as number);
      const { start, end, step } = taken[axis] as Range;
      return index >= start && index < end && (index - start) % step === 0;
    }),
  );
  return { type, dims: taken.map(sizeOf), values: kept };
}

const sizeOf = ({ start, end, step }: Range): number => Math.max(0, Math.ceil((end - start) / step));
