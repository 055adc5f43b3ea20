import { FLOAT, INT8, INT32, INT64, type OnnxNode, type OnnxTensor, UINT8 } from './onnx-graph.ts';
import { broadcast, isTensor, normalAxis, numberOf, partsOf, stridesOf, Unsupported } from './shapes.ts';

/** A tensor of which all numbers are known. */
export interface Constant {
  dims: readonly number[];
  /** {@link FLOAT}, or a type of integers. */
  type: number;
  values: ArrayLike<number>;
}

/** Numbers of a constant that is computed, at most: the largest in use are embeddings of positions. */
const MOST = 2 ** 22;

const READERS: Record<number, (bytes: Uint8Array<ArrayBuffer>) => ArrayLike<number>> = {
  [FLOAT]: ({ buffer }) => new Float32Array(buffer),
  [UINT8]: (bytes) => bytes,
  [INT8]: ({ buffer }) => new Int8Array(buffer),
  [INT32]: ({ buffer }) => new Int32Array(buffer),
  [INT64]: ({ buffer }) => Array.from(new BigInt64Array(buffer), Number),
};

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

type Fold = (node: OnnxNode, inputs: readonly Constant[]) => Constant | Constant[];

const elementwise =
  (apply: (a: number, b: number, isFloat: boolean) => number): Fold =>
  (_, [a, b]) => {
    const [x, y] = [given(a), given(b)];
    const dims = broadcast(x.dims, y.dims);
    const [left, right] = [spread(x, dims), spread(y, dims)];
    const isFloat = x.type === FLOAT;
    return made(x.type, dims, (i) => apply(left(i), right(i), isFloat));
  };

const single =
  (apply: (a: number) => number): Fold =>
  (_, [a]) => {
    const { type, dims, values } = given(a);
    return made(type, dims, (i) => apply(values[i] as number));
  };

/** Operators whose results are computed once, when all that they depend on is known: mostly shapes. */
export const FOLDS: Readonly<Record<string, Fold>> = {
  Identity: (_, [a]) => given(a),
  Add: elementwise((a, b) => a + b),
  Sub: elementwise((a, b) => a - b),
  Mul: elementwise((a, b) => a * b),
  Div: elementwise((a, b, isFloat) => (isFloat ? a / b : Math.trunc(a / b))),
  Pow: elementwise((a, b) => a ** b),
  Equal: elementwise((a, b) => Number(a === b)),
  Sqrt: single(Math.sqrt),
  Neg: single((a) => -a),
  Cast: ({ attributes }, [a]) => {
    const { dims, values } = given(a);
    const type = Number(attributes.get('to'));
    if (!READERS[type]) throw new Unsupported(`a cast to type ${type}`);
    return made(type, dims, (i) =>
      type === FLOAT ? (values[i] as number) : Math.trunc(values[i] as number),
    );
  },
  Where: (_, [condition, a, b]) => {
    const [c, x, y] = [given(condition), given(a), given(b)];
    const dims = broadcast(c.dims, broadcast(x.dims, y.dims));
    const [where, left, right] = [spread(c, dims), spread(x, dims), spread(y, dims)];
    return made(x.type, dims, (i) => (where(i) ? left(i) : right(i)));
  },
  ConstantOfShape: ({ attributes }, [shape]) => {
    const value = attributes.get('value');
    const { type, values } = isTensor(value) ? constantOf(value) : { type: FLOAT, values: [0] };
    return made(type, Array.from(given(shape).values), () => values[0] ?? 0);
  },
  Expand: (_, [a, shape]) => {
    const constant = given(a);
    const dims = broadcast(constant.dims, Array.from(given(shape).values));
    return made(constant.type, dims, spread(constant, dims));
  },
  Gather: ({ attributes }, [a, indices]) => {
    const [{ type, dims, values }, picked] = [given(a), given(indices)];
    const axis = normalAxis(attributes.get('axis') ?? 0, dims);
    const [size, inner] = [dims[axis] as number, numberOf(dims.slice(axis + 1))];
    const count = numberOf(picked.dims);
    return made(type, [...dims.slice(0, axis), ...picked.dims, ...dims.slice(axis + 1)], (i) => {
      const index = picked.values[Math.floor(i / inner) % count] as number;
      const row = Math.floor(i / (inner * count)) * size + (index < 0 ? index + size : index);
      return values[row * inner + (i % inner)] as number;
    });
  },
  Concat: ({ attributes }, inputs) => {
    const first = given(inputs[0]);
    const axis = normalAxis(attributes.get('axis') ?? 0, first.dims);
    const outer = numberOf(first.dims.slice(0, axis));
    if (inputs.reduce((sum, each) => sum + each.values.length, 0) > MOST)
      throw new Unsupported('Concat of large constants');
    const values: number[] = [];
    for (let i = 0; i < outer; i++) {
      for (const { values: own } of inputs) {
        const length = own.length / outer;
        for (let j = i * length; j < (i + 1) * length; j++) values.push(own[j] as number);
      }
    }
    const size = inputs.reduce((sum, { dims }) => sum + (dims[axis] ?? 0), 0);
    return made(first.type, first.dims.with(axis, size), (i) => values[i] as number);
  },
  Transpose: ({ attributes }, [a]) => {
    const { type, dims, values } = given(a);
    const order = permutation(attributes.get('perm'), dims.length);
    const strides = stridesOf(dims);
    const turned = order.map((axis) => dims[axis] as number);
    const own = stridesOf(turned);
    return made(type, turned, (i) => {
      const from = order.reduce((sum, axis, k) => {
        const index = Math.floor(i / (own[k] as number)) % (turned[k] as number);
        return sum + index * (strides[axis] as number);
      }, 0);
      return values[from] as number;
    });
  },
  Split: ({ attributes, outputs }, [a, sizes]) => {
    const { type, dims, values } = given(a);
    const axis = normalAxis(attributes.get('axis') ?? 0, dims);
    const size = dims[axis] as number;
    const parts = partsOf(size, outputs.length, sizes ? Array.from(sizes.values) : attributes.get('split'));
    const inner = numberOf(dims.slice(axis + 1));
    let start = 0;
    return parts.map((part) => {
      const first = start;
      start += part;
      return made(type, dims.with(axis, part), (i) => {
        const outer = Math.floor(i / (inner * part));
        return values[outer * size * inner + first * inner + (i % (inner * part))] as number;
      });
    });
  },
  DynamicQuantizeLinear: (_, [a]) => {
    const { dims, values } = given(a);
    const low = Array.from(values).reduce((a, b) => Math.min(a, b), 0);
    const high = Array.from(values).reduce((a, b) => Math.max(a, b), 0);
    const scale = high > low ? Math.fround(Math.fround(high - low) / 255) : 1;
    const zero = byte(Math.fround(-low / scale));
    const quantised = made(UINT8, dims, (i) => byte(Math.fround((values[i] as number) / scale), zero));
    return [quantised, scalar(FLOAT, scale), scalar(UINT8, zero)];
  },
  MatMulInteger: (_, [a, b, zero, zeros]) => {
    const [x, y] = [given(a), given(b)];
    const [inner, columns] = y.dims as [number, number];
    if (y.dims.length !== 2 || x.dims.at(-1) !== inner)
      throw new Unsupported('MatMulInteger of other shapes');
    if (x.values.length * columns > MOST) throw new Unsupported('MatMulInteger of large constants');
    const [zeroOfX, zerosOfY] = [zero?.values[0] ?? 0, zeros?.values ?? [0]];
    return made(INT32, x.dims.with(-1, columns), (i) => {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const zeroOfY = zerosOfY[zerosOfY.length === 1 ? 0 : column] as number;
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum +=
          ((x.values[row * inner + k] as number) - zeroOfX) *
          ((y.values[k * columns + column] as number) - zeroOfY);
      }
      return sum;
    });
  },
  DequantizeLinear: ({ attributes }, [a, scale, zero]) => {
    const { dims, values } = given(a);
    const { values: scales } = given(scale);
    const axis = scales.length > 1 ? normalAxis(attributes.get('axis') ?? 1, dims) : 0;
    if (scales.length > 1 && (given(scale).dims.length !== 1 || scales.length !== dims[axis]))
      throw new Unsupported('other scales');
    const inner = numberOf(dims.slice(axis + 1));
    return made(FLOAT, dims, (i) => {
      const at = scales.length > 1 ? Math.floor(i / inner) % scales.length : 0;
      return ((values[i] as number) - (zero?.values[at] ?? 0)) * (scales[at] as number);
    });
  },
};

/**
 * The order of axes that a Transpose asks for.
 *
 * @returns An axis for each axis of the result.
 * @throws Unsupported if it is none.
 */
export function permutation(attribute: unknown, rank: number): number[] {
  const order = Array.isArray(attribute) ? (attribute as number[]) : [];
  return order.length > 0 ? order : Array.from({ length: rank }, (_, i) => rank - 1 - i);
}

const scalar = (type: number, value: number): Constant => ({ type, dims: [], values: [value] });

/** Rounds to the nearest integer, halves to the even one, adds zero, and keeps within a byte. */
function byte(value: number, zero = 0): number {
  const down = Math.floor(value);
  const rest = value - down;
  const rounded = rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
  return Math.min(255, Math.max(0, rounded + zero));
}

function made(type: number, dims: readonly number[], value: (index: number) => number): Constant {
  const length = numberOf(dims);
  if (length > MOST) throw new Unsupported(`a constant of ${length} numbers`);
  const values = type === FLOAT ? new Float32Array(length) : new Array<number>(length);
  for (let i = 0; i < length; i++) values[i] = value(i);
  return { type, dims, values };
}

/** @returns A constant's numbers as those of a larger shape. */
function spread({ dims, values }: Constant, shape: readonly number[]): (index: number) => number {
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

function given(constant: Constant | undefined): Constant {
  if (constant) return constant;
  throw new Unsupported('an operator without one of its inputs');
}
