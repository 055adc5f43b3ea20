import type { Constant } from '../graph/constants.ts';
import { isFloat, type OnnxTensor } from '../graph/onnx-graph.ts';
import { Unsupported } from '../graph/shapes.ts';
import type { Argument, Buffer } from './plan.ts';

/** Floats that the plan computes or gets as input. */
export interface Floats {
  kind: 'floats';
  dims: readonly number[];
  buffer: Buffer;
}

/** Floats of an image with its channels last: in memory, all channels of a pixel lie side by side. */
export interface Pixels {
  kind: 'pixels';
  /** As ONNX counts them: 1, channels, height and width. */
  dims: readonly number[];
  buffer: Buffer;
}

/** Floats quantised by their own range. */
export interface Quantised {
  kind: 'quantised';
  dims: readonly number[];
  /** The values, 8 or 16 bits each. */
  bytes: Buffer;
  /** Their scale and zero point. */
  info: Buffer;
}

/** The scale of quantised values, times a scale of weights if given. */
interface Scale {
  kind: 'scale';
  of: Quantised;
  factor?: Constant;
}

/** The zero point of quantised values. */
interface Zero {
  kind: 'zero';
  of: Quantised;
}

/** An integer product. It is computed once its scale is known. */
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
  /** Whether each column becomes a plane, as in a convolution. */
  planar: boolean;
}

/** A tensor of the file that has not been read yet. */
export interface Tensor {
  kind: 'tensor';
  tensor: OnnxTensor;
}

/** A tensor that has been computed. */
export interface Known {
  kind: 'constant';
  constant: Constant;
  /** What it depends on in the input: only its shape, its numbers, or nothing. */
  of: 'shape' | 'numbers' | undefined;
}

/** A value of the graph, as far as it is known while planning. */
export type Value = Floats | Pixels | Quantised | Scale | Zero | Product | Tensor | Known;

export const known = (constant: Constant, of?: Known['of']): Known => ({ kind: 'constant', constant, of });

/** Whether all numbers of a value are known. */
export const isFixed = (value: Value): value is Tensor | Known =>
  value.kind === 'constant' || value.kind === 'tensor';

/** Whether a value is constant floats. */
export const isFloats = (value: Value): value is Tensor | Known =>
  isFixed(value) && isFloat(value.kind === 'tensor' ? value.tensor.type : value.constant.type);

/** Whether a value is the zero point of these quantised values. */
export const isZeroOf = (value: Value | undefined, { info }: Quantised): boolean =>
  value?.kind === 'zero' && value.of.info === info;

export function dimsOf(value: Value): readonly number[] {
  if (value.kind === 'constant') return value.constant.dims;
  if (value.kind === 'tensor') return value.tensor.dims;
  if ('dims' in value) return value.dims;
  return [];
}

/** @throws Unsupported if the value is not floats of the plan. */
export function asFloats(value: Value | undefined): Floats {
  if (value?.kind === 'floats') return value;
  throw new Unsupported(`${value?.kind ?? 'nothing'} where floats are computed`);
}

/** @returns The place in a buffer that is this many floats from its start. */
export function at(place: Floats | Buffer, floats = 0): Argument {
  return { buffer: 'buffer' in place ? place.buffer : place, offset: 4 * floats };
}
