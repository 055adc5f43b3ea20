import type { Attribute, OnnxTensor } from './onnx-graph.ts';

/** Thrown when our kernels cannot run a model, which is then left to onnxruntime. */
export class Unsupported extends Error {
  /** @param what A form of an operator, or a shape. */
  constructor(what: string) {
    super(`The kernels do not support ${what}.`);
  }
}

/** The number of elements in a tensor. */
export const numberOf = (dims: readonly number[]): number =>
  dims.reduce((product, size) => product * size, 1);

/** Row-major strides, in elements. */
export function stridesOf(dims: readonly number[]): number[] {
  return dims.map((_, axis) => numberOf(dims.slice(axis + 1)));
}

/** The broadcast shape of two tensors. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [x, y] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
    if (x !== y && x !== 1 && y !== 1)
      throw new Unsupported(`shapes ${a.join(' x ')} and ${b.join(' x ')} together`);
    return x === 1 ? y : x;
  });
}

/** @returns The axis counted from the start, even if the attribute counts from the end. */
export function normalAxis(axis: Attribute | undefined, dims: readonly number[]): number {
  const index = typeof axis === 'number' ? axis : Number.NaN;
  const normal = index < 0 ? index + dims.length : index;
  if (normal >= 0 && normal < dims.length) return normal;
  throw new Unsupported(`axis ${String(axis)} of ${dims.length} axes`);
}

/**
 * @param size Length of the axis to split.
 * @param count Number of parts.
 * @param given Their sizes, if given; otherwise all parts are equal.
 * @returns The sizes of the parts.
 * @throws Unsupported if the axis cannot be split like this.
 */
export function partsOf(size: number, count: number, given: Attribute | undefined): number[] {
  const parts = Array.isArray(given) ? (given as number[]) : Array<number>(count).fill(size / count);
  const isWhole = parts.every((part) => Number.isInteger(part) && part > 0);
  if (isWhole && parts.length === count && parts.reduce((sum, part) => sum + part, 0) === size) return parts;
  throw new Unsupported(`Split of ${size} into ${parts.join(', ')}`);
}

export const isTensor = (attribute: Attribute | undefined): attribute is OnnxTensor =>
  typeof attribute === 'object' && 'read' in attribute;

/** How the elements of a shape repeat when it is broadcast to a larger one. */
export function repetition(
  small: readonly number[],
  large: readonly number[],
): { repeat: number; period: number } {
  const own = [...Array<number>(large.length - small.length).fill(1), ...small];
  let end = own.length;
  while (end > 0 && own[end - 1] === 1) end--;
  let start = 0;
  while (start < end && own[start] === 1) start++;
  if (own.slice(start, end).some((size, i) => size !== large[start + i]))
    throw new Unsupported('this kind of broadcasting');
  return { repeat: numberOf(large.slice(end)), period: numberOf(own.slice(start, end)) };
}
