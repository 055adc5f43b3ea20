import type { Attribute, OnnxTensor } from './onnx-graph.ts';

/** Why a model is left to onnxruntime. */
export class Unsupported extends Error {}

/** How many numbers a tensor has. */
export const numberOf = (dims: readonly number[]): number =>
  dims.reduce((product, size) => product * size, 1);

/** Steps between neighbours along each axis, in numbers. */
export function stridesOf(dims: readonly number[]): number[] {
  return dims.map((_, axis) => numberOf(dims.slice(axis + 1)));
}

/** The shape of what is computed from two tensors, number by number. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [x, y] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
    if (x !== y && x !== 1 && y !== 1) throw new Unsupported(`shapes ${a.join(' x ')} and ${b.join(' x ')}`);
    return x === 1 ? y : x;
  });
}

/** @returns An axis that may have been counted from the end. */
export function normalAxis(axis: Attribute | undefined, dims: readonly number[]): number {
  const index = typeof axis === 'number' ? axis : Number.NaN;
  const normal = index < 0 ? index + dims.length : index;
  if (normal >= 0 && normal < dims.length) return normal;
  throw new Unsupported(`axis ${String(axis)} of ${dims.length}`);
}

/**
 * @param size Of the axis that is split.
 * @param count Into how many parts.
 * @param given Their sizes, if they are told; else all have the same.
 * @returns The parts' sizes.
 * @throws Unsupported if that is not possible.
 */
export function partsOf(size: number, count: number, given: Attribute | undefined): number[] {
  const parts = Array.isArray(given) ? (given as number[]) : Array<number>(count).fill(size / count);
  const isWhole = parts.every((part) => Number.isInteger(part) && part > 0);
  if (isWhole && parts.length === count && parts.reduce((sum, part) => sum + part, 0) === size) return parts;
  throw new Unsupported(`Split of ${size} into ${parts.join(', ')}`);
}

/** Whether an attribute is a tensor. */
export const isTensor = (attribute: Attribute | undefined): attribute is OnnxTensor =>
  typeof attribute === 'object' && 'read' in attribute;

/** How the numbers of one shape follow one another in a larger one. */
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
    throw new Unsupported('numbers that repeat in another way');
  return { repeat: numberOf(large.slice(end)), period: numberOf(own.slice(start, end)) };
}
