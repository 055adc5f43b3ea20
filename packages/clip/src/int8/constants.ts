import { BOOL, FLOAT, INT8, INT32, INT64, type OnnxTensor, UINT8 } from './onnx-graph.ts';
import { numberOf, stridesOf, Unsupported } from './shapes.ts';

/** A tensor of which all numbers are known. */
export interface Constant {
  dims: readonly number[];
  /** {@link FLOAT}, or a type of integers. */
  type: number;
  values: ArrayLike<number>;
}

/** Numbers of a constant that is computed, at most: the largest in use are embeddings of positions. */
export const MOST = 2 ** 22;

/** By their number formats. */
const READERS: Record<number, (bytes: Uint8Array<ArrayBuffer>) => ArrayLike<number>> = {
  [FLOAT]: ({ buffer }) => new Float32Array(buffer),
  [UINT8]: (bytes) => bytes,
  [INT8]: ({ buffer }) => new Int8Array(buffer),
  [BOOL]: (bytes) => bytes,
  [INT32]: ({ buffer }) => new Int32Array(buffer),
  [INT64]: ({ buffer }) => Float64Array.from(new BigInt64Array(buffer), Number),
};

/** Whether numbers of a format can be computed with. */
export const isKnownType = (type: number): boolean => type in READERS;

/** @throws Unsupported if it is of another number format. */
export function constantOf(tensor: OnnxTensor): Constant {
  const { dims, type } = tensor;
  const read = READERS[type];
  if (!read) throw new Unsupported(`a tensor of type ${type}`);
  // A copy, at an address that is a multiple of its elements' size.
  const values = read(tensor.read().slice() as Uint8Array<ArrayBuffer>);
  if (values.length !== numberOf(dims)) throw new Unsupported('a tensor with too few numbers');
  return { dims, type, values };
}

/** @returns A constant of integers; a list, unless it has another shape. */
export const integers = (values: readonly number[], dims = [values.length]): Constant => ({
  dims,
  type: INT64,
  values,
});

/**
 * Makes a constant.
 *
 * @param value Gives each of its numbers, by its index.
 * @throws Unsupported if there are too many.
 */
export function made(type: number, dims: readonly number[], value: (index: number) => number): Constant {
  const length = numberOf(dims);
  if (length > MOST) throw new Unsupported(`a constant of ${length} numbers`);
  // 64 bits hold every integer that Number does.
  const values = type === FLOAT ? new Float32Array(length) : new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = value(i);
  return { type, dims, values };
}

/** @returns A constant's numbers as those of a larger shape. */
export function spread({ dims, values }: Constant, shape: readonly number[]): (index: number) => number {
  if (values.length === 1) return () => values[0] as number;
  if (values.length === numberOf(shape)) return (i) => values[i] as number;
  const strides = stridesOf(shape);
  const own = stridesOf(dims);
  const ahead = shape.length - dims.length;
  return (i) => {
    let at = 0;
    for (const [k, size] of dims.entries()) {
      if (size > 1) at += (Math.floor(i / (strides[k + ahead] as number)) % size) * (own[k] as number);
    }
    return values[at] as number;
  };
}
