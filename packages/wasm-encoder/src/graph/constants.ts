import { fromHalf } from './half.ts';
import { BOOL, FLOAT, FLOAT16, INT8, INT32, INT64, isFloat, type OnnxTensor, UINT8 } from './onnx-graph.ts';
import { numberOf, stridesOf, Unsupported } from './shapes.ts';

/** A tensor whose values are all known. */
export interface Constant {
  dims: readonly number[];
  /** {@link FLOAT}, also for half precision, or an integer type. */
  type: number;
  values: ArrayLike<number>;
}

/** Maximum number of elements in a computed constant. The largest in use are position embeddings. */
export const MOST = 2 ** 22;

/** By ONNX data type. */
const READERS: Record<number, (bytes: Uint8Array<ArrayBuffer>) => ArrayLike<number>> = {
  [FLOAT]: ({ buffer }) => new Float32Array(buffer),
  [FLOAT16]: ({ buffer }) => fromHalf(new Uint16Array(buffer)),
  [UINT8]: (bytes) => bytes,
  [INT8]: ({ buffer }) => new Int8Array(buffer),
  [BOOL]: (bytes) => bytes,
  [INT32]: ({ buffer }) => new Int32Array(buffer),
  [INT64]: ({ buffer }) => Float64Array.from(new BigInt64Array(buffer), Number),
};

/** Whether constants of this data type can be computed with. */
export const isKnownType = (type: number): boolean => type in READERS;

/** @throws Unsupported if the data type is not supported. */
export function constantOf(tensor: OnnxTensor): Constant {
  const { dims, type } = tensor;
  const read = READERS[type];
  if (!read) throw new Unsupported(`a tensor of type ${type}`);
  const bytes = tensor.read() as Uint8Array<ArrayBuffer>;
  // Copied so that its address is aligned to the element size, and because the file may be released.
  const values = read(tensor.isOwn ? bytes : bytes.slice());
  if (values.length !== numberOf(dims)) throw new Unsupported('a tensor with too few numbers');
  return { dims, type: isFloat(type) ? FLOAT : type, values };
}

/** @returns An integer constant: a list, unless `dims` gives another shape. */
export const integers = (values: readonly number[], dims = [values.length]): Constant => ({
  dims,
  type: INT64,
  values,
});

/**
 * Makes a constant.
 *
 * @param value Returns the element at an index.
 * @throws Unsupported if it would have too many elements.
 */
export function made(type: number, dims: readonly number[], value: (index: number) => number): Constant {
  const length = lengthOf(dims);
  // float64 holds every integer that a JavaScript number can.
  const values = type === FLOAT ? new Float32Array(length) : new Float64Array(length);
  for (let i = 0; i < length; i++) values[i] = value(i);
  return { type, dims, values };
}

/**
 * @returns The number of elements of a constant.
 * @throws Unsupported if they are too many.
 */
export function lengthOf(dims: readonly number[]): number {
  const length = numberOf(dims);
  if (length > MOST) throw new Unsupported(`a constant of ${length} numbers`);
  return length;
}

/** @returns A function that reads the constant as if broadcast to a larger shape. */
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
