import { FLOAT, type OnnxNode } from '../graph/onnx-graph.ts';
import { broadcast, normalAxis, numberOf, repetition, Unsupported } from '../graph/shapes.ts';
import type { Clamp } from './gemm.ts';
import type { PlanBuilder } from './plan-builder.ts';
import { asFloats, at, dimsOf, type Floats, known, type Value } from './values.ts';

// Operators on floats. Each function adds the steps for one operator of https://onnx.ai/onnx/operators/ to
// the plan and returns its results. They throw Unsupported when the kernels cannot compute that use.

/** Operator codes, as in floats.as.ts. */
export const BINARY: Readonly<Record<string, number>> = { Add: 0, Sub: 1, Mul: 2, Div: 3 };
const SWAPPED: Readonly<Record<string, number>> = { Add: 0, Sub: 4, Mul: 2, Div: 5 };
/** Operator codes, as in floats.as.ts. */
export const UNARY: Readonly<Record<string, number>> = { Sigmoid: 0, Tanh: 1, Erf: 2, Sqrt: 3 };

const MINUS_ONE = known({ type: FLOAT, dims: [], values: [-1] });

/** x * sigmoid(factor * x). */
export function swish(build: PlanBuilder, a: Floats, factor: number): Floats {
  const result = build.floats(a.dims);
  build.step('swish', [at(a), numberOf(a.dims), factor, at(result)]);
  return result;
}

/** Multiplies matrices. */
export function matmul(build: PlanBuilder, a: Value | undefined, b: Value | undefined): Floats {
  const [first = [], second = []] = [a && dimsOf(a), b && dimsOf(b)];
  if (first.length < 2 || second.length < 2) throw new Unsupported('MatMul of vectors');
  const [rows, inner] = first.slice(-2) as [number, number];
  const [length, columns] = second.slice(-2) as [number, number];
  if (length !== inner) throw new Unsupported('MatMul with these shapes');
  const batch = numberOf(first.slice(0, -2));
  const others = numberOf(second.slice(0, -2));
  if (others !== 1 && others !== batch) throw new Unsupported('MatMul with these batches');
  const batches = broadcast(first.slice(0, -2), second.slice(0, -2));
  if (numberOf(batches) !== batch) throw new Unsupported('MatMul with these batches');
  const dims = [...batches, rows, columns];
  const result = build.floats(dims);
  // A single second matrix multiplies the rows of all batches as one matrix.
  const [times, height] = others === 1 ? [1, batch * rows] : [batch, rows];
  build.step('matmul', [
    build.address(a),
    build.address(b),
    at(result),
    times,
    height,
    inner,
    columns,
    inner * columns,
  ]);
  return result;
}

/** Binary operators: Add, Sub, Mul or Div. */
export function binary(
  build: PlanBuilder,
  operator: string,
  a: Value | undefined,
  b: Value | undefined,
): Floats {
  if (!a || !b) throw new Unsupported(`${operator} with one value`);
  const dims = broadcast(dimsOf(a), dimsOf(b));
  const size = numberOf(dims);
  const swapped = a.kind !== 'floats' || numberOf(a.dims) < size;
  const [large, small] = swapped ? [b, a] : [a, b];
  const floats = asFloats(large);
  if (numberOf(floats.dims) !== size) throw new Unsupported(`${operator} with these shapes`);
  const { repeat, period } = repetition(dimsOf(small), dims);
  const result = build.floats(dims);
  build.step('binary', [
    (swapped ? SWAPPED : BINARY)[operator] as number,
    at(floats),
    build.address(small),
    size,
    repeat,
    period,
    at(result),
  ]);
  return result;
}

/** Negates floats. */
export const negative = (build: PlanBuilder, a: Value | undefined): Floats =>
  binary(build, 'Mul', a, MINUS_ONE);

/** Raises floats to the power of 0.5, 2 or 3. */
export function power(build: PlanBuilder, a: Floats, b: Value | undefined): Floats {
  const { values } = build.constant(b);
  if (values.length === 1 && values[0] === 0.5) return unary(build, 'Sqrt', a);
  const square = binary(build, 'Mul', a, a);
  if (values.length === 1 && values[0] === 2) return square;
  if (values.length === 1 && values[0] === 3) return binary(build, 'Mul', square, a);
  throw new Unsupported('Pow with this exponent');
}

/** Unary operators: Sigmoid, Tanh, Erf or Sqrt. */
export function unary(build: PlanBuilder, operator: string, a: Floats): Floats {
  const result = build.floats(a.dims);
  build.step('unary', [UNARY[operator] as number, at(a), numberOf(a.dims), at(result)]);
  return result;
}

/** Clamps floats to a range. */
export function clamped(build: PlanBuilder, a: Floats, clamp: Clamp): Floats {
  const result = build.floats(a.dims);
  build.step('clamp', [at(a), numberOf(a.dims), ...clamp, at(result)]);
  return result;
}

/** Softmax over the last axis. */
export function softmax(build: PlanBuilder, a: Floats, axis: unknown): Floats {
  const columns = lastOf(a, axis, 1);
  const result = build.floats(a.dims);
  build.step('softmax', [at(a), numberOf(a.dims) / columns, columns, at(result)]);
  return result;
}

/** Normalises the last axis. */
export function layerNorm(
  build: PlanBuilder,
  { attributes }: OnnxNode,
  [a, weights, biases]: readonly (Value | undefined)[],
): Floats {
  const floats = asFloats(a);
  const columns = lastOf(floats, attributes.get('axis') ?? -1, 4);
  const none = { type: FLOAT, dims: [columns], values: new Float32Array(columns) };
  const bias = biases ?? known(none, 'shape');
  if (!weights || [weights, bias].some((each) => numberOf(dimsOf(each)) !== columns))
    throw new Unsupported('LayerNormalization with these shapes');
  const result = build.floats(floats.dims);
  build.step('layerNorm', [
    at(floats),
    numberOf(floats.dims) / columns,
    columns,
    build.address(weights),
    build.address(bias),
    Number(attributes.get('epsilon') ?? 1e-5),
    at(result),
  ]);
  return result;
}

/** Sums one axis that is not the last. All axes before it must have length 1. */
export function sum(
  build: PlanBuilder,
  { attributes }: OnnxNode,
  a: Floats,
  axes: Value | undefined,
): Floats {
  const [along, ...others] = axes ? build.integers(axes) : [attributes.get('axes') ?? []].flat();
  const axis = normalAxis(along, a.dims);
  const rows = a.dims[axis] as number;
  if (others.length > 0 || numberOf(a.dims.slice(0, axis)) !== 1)
    throw new Unsupported('ReduceSum over these axes');
  const ones = known({ type: FLOAT, dims: [1, rows], values: new Float32Array(rows).fill(1) }, 'shape');
  const { buffer } = matmul(build, ones, { ...a, dims: [rows, numberOf(a.dims) / rows] });
  const dims = attributes.get('keepdims') === 0 ? a.dims.toSpliced(axis, 1) : a.dims.with(axis, 1);
  return { ...a, dims, buffer };
}

/** Averages the last axis. */
export function mean(
  build: PlanBuilder,
  { attributes }: OnnxNode,
  a: Floats,
  axes: Value | undefined,
): Floats {
  const [axis, ...others] = axes ? build.integers(axes) : [attributes.get('axes') ?? []].flat();
  if (others.length > 0 || attributes.get('keepdims') === 0)
    throw new Unsupported('ReduceMean over these axes');
  const columns = lastOf(a, axis, 4);
  const result = build.floats(a.dims.with(-1, 1));
  build.step('mean', [at(a), numberOf(a.dims) / columns, columns, at(result)]);
  return result;
}

/** The length of the last axis. Throws unless `axis` is the last. */
function lastOf({ dims }: Floats, axis: unknown, multiple: number): number {
  const columns = dims.at(-1) ?? 0;
  if ((axis === -1 || axis === dims.length - 1) && columns % multiple === 0) return columns;
  throw new Unsupported(`axis ${String(axis)} of the shape ${dims.join(' x ')}`);
}
