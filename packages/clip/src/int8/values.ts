import type { Constant } from './constants.ts';
import type { OnnxTensor } from './onnx-graph.ts';
import type { Argument, Buffer } from './plan.ts';
import { Unsupported } from './shapes.ts';

/** Floats that are computed by the plan, or given to it. */
export interface Floats {
  kind: 'floats';
  dims: readonly number[];
  buffer: Buffer;
}

/** Floats that were quantised by their own range. */
export interface Quantised {
  kind: 'quantised';
  dims: readonly number[];
  /** Bytes, or 16 bits each. */
  bytes: Buffer;
  /** Their scale, and what stands for 0 among them. */
  info: Buffer;
}

/** The scale of quantised values, times one of weights. */
export interface Scale {
  kind: 'scale';
  of: Quantised;
  factor?: Constant;
}

/** What stands for 0 among quantised values. */
export interface Zero {
  kind: 'zero';
  of: Quantised;
}

/** A product of integers; it is computed once it is known by what it is scaled. */
export interface Product {
  kind: 'product';
  /** Rows of quantised values. */
  values: Quantised;
  weights: OnnxTensor;
  zeros: Constant | undefined;
  inner: number;
  columns: number;
  steps: readonly [row: number, column: number];
  dims: readonly number[];
  /** Whether each column is to be a plane, as of a convolution. */
  planar: boolean;
}

/** A tensor of the file, of which nothing was read yet. */
export interface Tensor {
  kind: 'tensor';
  tensor: OnnxTensor;
}

/** A tensor that was computed. */
export interface Known {
  kind: 'constant';
  constant: Constant;
  /** What of the input had to be known for that, if anything. */
  of: 'shape' | 'numbers' | undefined;
}

/** A value of a graph, as far as it is known before it is computed. */
export type Value = Floats | Quantised | Scale | Zero | Product | Tensor | Known;

/** A value that is computed already. */
export const known = (constant: Constant, of?: Known['of']): Known => ({ kind: 'constant', constant, of });

/** Whether all numbers of a value are known. */
export const isFixed = (value: Value): value is Tensor | Known =>
  value.kind === 'constant' || value.kind === 'tensor';

/** Whether a value is the zero of certain quantised values. */
export const isZeroOf = (value: Value | undefined, { info }: Quantised): boolean =>
  value?.kind === 'zero' && value.of.info === info;

/** The shape of a value. */
export function dimsOf(value: Value): readonly number[] {
  if (value.kind === 'constant') return value.constant.dims;
  if (value.kind === 'tensor') return value.tensor.dims;
  if ('dims' in value) return value.dims;
  return [];
}

/** @throws Unsupported if a value is no floats of the plan. */
export function asFloats(value: Value | undefined): Floats {
  if (value?.kind === 'floats') return value;
  throw new Unsupported(`${value?.kind ?? 'nothing'} where floats are computed`);
}

/** @returns A place in a buffer, so many floats from its start. */
export function at(place: Floats | Buffer, floats = 0): Argument {
  return { buffer: 'buffer' in place ? place.buffer : place, offset: 4 * floats };
}
