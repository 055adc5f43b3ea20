import type { OnnxNode } from '../graph/onnx-graph.ts';
import { BINARY, binary, clamped, UNARY, unary } from './arithmetic.ts';
import { averaged } from './convolution.ts';
import type { Clamp } from './gemm.ts';
import type { PlanBuilder } from './plan-builder.ts';
import { dimsOf, type Floats, isFixed, type Pixels, type Value } from './values.ts';

/**
 * Adds the steps for an operator on images with their channels last, if it needs no other layout.
 *
 * @returns Its result; undefined if the images must first be made planar.
 * @throws Unsupported if the kernels cannot compute it in any layout.
 */
export function pixelwise(
  build: PlanBuilder,
  node: OnnxNode,
  [a, b, c]: readonly (Value | undefined)[],
): Pixels | Floats | undefined {
  const { operator, attributes } = node;
  if (operator in BINARY && [a, b].some((each) => each?.kind === 'pixels')) {
    const [x, y] = [asInMemory(a), asInMemory(b)];
    if (!x || !y) return undefined;
    const result = binary(build, operator, x, y);
    const [batch = 1, height = 1, width = 1, channels = 1] = result.dims;
    return { ...result, kind: 'pixels', dims: [batch, channels, height, width] };
  }
  if (a?.kind !== 'pixels') return undefined;
  const floats: Floats = { ...a, kind: 'floats' };
  const clamp = clampOf(build, node, [b, c]);
  if (clamp) return { ...clamped(build, floats, clamp), kind: 'pixels' };
  if (operator in UNARY) return { ...unary(build, operator, floats), kind: 'pixels' };
  if (operator === 'Cast' || operator === 'Identity') return a;
  if (operator === 'GlobalAveragePool') return averaged(build, a, true);
  if (operator === 'ReduceMean') {
    const axes = b ? build.integers(b) : [attributes.get('axes') ?? []].flat();
    const wanted = axes.map((axis) => (Number(axis) < 0 ? Number(axis) + 4 : axis)).sort();
    if (wanted.join() === '2,3') return averaged(build, a, attributes.get('keepdims') !== 0);
  }
  return undefined;
}

/** @returns The range that a Relu or Clip clamps to; undefined for other operators. */
export function clampOf(
  build: PlanBuilder,
  { operator, attributes }: OnnxNode,
  [least, greatest]: readonly (Value | undefined)[],
): Clamp | undefined {
  if (operator === 'Relu') return [0, Number.POSITIVE_INFINITY];
  if (operator !== 'Clip') return undefined;
  const limit = (value: Value | undefined, name: string, otherwise: number): number =>
    value ? (build.constant(value).values[0] as number) : Number(attributes.get(name) ?? otherwise);
  return [limit(least, 'min', Number.NEGATIVE_INFINITY), limit(greatest, 'max', Number.POSITIVE_INFINITY)];
}

/** @returns A value with its dimensions in the order of pixels; undefined if its numbers are in another order. */
function asInMemory(value: Value | undefined): Value | undefined {
  if (value?.kind === 'pixels') {
    const [batch = 1, channels = 1, height = 1, width = 1] = value.dims;
    return { ...value, kind: 'floats', dims: [batch, height, width, channels] };
  }
  if (!value || !isFixed(value)) return undefined;
  const own = dimsOf(value);
  const [batch, channels = 1, height, width] = [...Array<number>(4 - own.length).fill(1), ...own];
  if (batch !== 1 || height !== 1 || width !== 1) return undefined;
  const dims = [1, 1, 1, channels];
  return value.kind === 'tensor'
    ? { ...value, tensor: { ...value.tensor, dims } }
    : { ...value, constant: { ...value.constant, dims } };
}
