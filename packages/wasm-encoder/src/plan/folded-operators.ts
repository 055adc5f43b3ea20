import { type Constant, constantOf, isKnownType, MOST, made, spread } from '../graph/constants.ts';
import {
  type Attribute,
  BOOL,
  FLOAT,
  INT32,
  INT64,
  isFloat,
  type OnnxNode,
  UINT8,
} from '../graph/onnx-graph.ts';
import {
  broadcast,
  isTensor,
  normalAxis,
  numberOf,
  partsOf,
  stridesOf,
  Unsupported,
} from '../graph/shapes.ts';
import { dequantising } from './dequantised.ts';

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

/**
 * Operators that are folded when all of their inputs are known: those of shapes, masks and token embeddings.
 */
export const FOLDS: Readonly<Record<string, Fold>> = {
  Identity: (_, [a]) => given(a),
  Add: elementwise((a, b) => a + b),
  Sub: elementwise((a, b) => a - b),
  Mul: elementwise((a, b) => a * b),
  Div: elementwise((a, b, isFloat) => (isFloat ? a / b : Math.trunc(a / b))),
  Pow: elementwise((a, b) => a ** b),
  Equal: elementwise((a, b) => Number(a === b)),
  Greater: elementwise((a, b) => Number(a > b)),
  GreaterOrEqual: elementwise((a, b) => Number(a >= b)),
  LessOrEqual: elementwise((a, b) => Number(a <= b)),
  And: elementwise((a, b) => Number(a !== 0 && b !== 0)),
  Not: single((a) => Number(a === 0)),
  Sqrt: single(Math.sqrt),
  Neg: single((a) => -a),
  Cast: ({ attributes }, [a]) => {
    const { dims, values } = given(a);
    const to = Number(attributes.get('to'));
    const type = isFloat(to) ? FLOAT : to;
    if (!isKnownType(type)) throw new Unsupported(`a cast to type ${type}`);
    return made(type, dims, (i) => {
      const value = values[i] as number;
      if (type === BOOL) return Number(value !== 0);
      return type === FLOAT ? value : Math.trunc(value);
    });
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
  Range: (_, [first, end, step]) => {
    const { type, values } = given(first);
    const [start, by] = [values[0] as number, given(step).values[0] as number];
    const count = Math.max(0, Math.ceil(((given(end).values[0] as number) - start) / by));
    return made(type, [count], (i) => start + i * by);
  },
  Trilu: ({ attributes }, [a, diagonal]) => {
    const { type, dims, values } = given(a);
    const [rows, columns] = dims.slice(-2) as [number, number];
    const [k, isUpper] = [diagonal?.values[0] ?? 0, attributes.get('upper') !== 0];
    return made(type, dims, (i) => {
      const above = (i % columns) - (Math.floor(i / columns) % rows) - k;
      return (isUpper ? above >= 0 : above <= 0) ? (values[i] as number) : 0;
    });
  },
  ArgMax: ({ attributes }, [a]) =>
    reduced(given(a), attributes.get('axis') ?? 0, attributes.get('keepdims') !== 0, INT64, (line) => {
      const most = line.reduce((x, y) => Math.max(x, y), Number.NEGATIVE_INFINITY);
      return attributes.get('select_last_index') === 1 ? line.lastIndexOf(most) : line.indexOf(most);
    }),
  ReduceSum: ({ attributes }, [a, axes]) => {
    const constant = given(a);
    const [axis, ...others] = axes ? Array.from(axes.values) : [attributes.get('axes') ?? []].flat();
    if (others.length > 0) throw new Unsupported('ReduceSum over several axes');
    return reduced(constant, axis as number, attributes.get('keepdims') !== 0, constant.type, (line) =>
      line.reduce((x, y) => x + y, 0),
    );
  },
  CumSum: ({ attributes }, [a, along]) => {
    const { type, dims, values } = given(a);
    if (attributes.get('exclusive') || attributes.get('reverse'))
      throw new Unsupported('an exclusive or reverse CumSum');
    const axis = normalAxis(given(along).values[0], dims);
    const [size, step] = [dims[axis] as number, stridesOf(dims)[axis] as number];
    const sums: number[] = [];
    for (let i = 0; i < values.length; i++) {
      const isFirst = Math.floor(i / step) % size === 0;
      sums.push((values[i] as number) + (isFirst ? 0 : (sums[i - step] as number)));
    }
    return made(type, dims, (i) => sums[i] as number);
  },
  GatherElements: ({ attributes }, [a, indices]) => {
    const [{ type, dims, values }, picked] = [given(a), given(indices)];
    const axis = normalAxis(attributes.get('axis') ?? 0, dims);
    if (picked.dims.length !== dims.length) throw new Unsupported('GatherElements with these shapes');
    const [from, own] = [stridesOf(dims), stridesOf(picked.dims)];
    return made(type, picked.dims, (i) => {
      const at = own.reduce((sum, step, k) => {
        const index = Math.floor(i / step) % (picked.dims[k] as number);
        return sum + (k === axis ? 0 : index * (from[k] as number));
      }, 0);
      const index = picked.values[i] as number;
      const wrapped = index < 0 ? index + (dims[axis] as number) : index;
      return values[at + wrapped * (from[axis] as number)] as number;
    });
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
    if (Array.from(picked.values).some((index) => index < -size || index >= size))
      throw new Unsupported('Gather beyond the end');
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
      throw new Unsupported('MatMulInteger with these shapes');
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
  DequantizeLinear: (node, [a, scale, zero]) => {
    const { dims, values } = given(a);
    return { type: FLOAT, dims, values: dequantising(node, dims, given(scale), zero)(values) };
  },
};

/**
 * The axis order that a Transpose asks for.
 *
 * @returns The source axis of each result axis.
 * @throws Unsupported if the attribute is not a permutation.
 */
export function permutation(attribute: unknown, rank: number): number[] {
  const order = Array.isArray(attribute) ? (attribute as number[]) : [];
  return order.length > 0 ? order : Array.from({ length: rank }, (_, i) => rank - 1 - i);
}

const scalar = (type: number, value: number): Constant => ({ type, dims: [], values: [value] });

/** Rounds half to even, adds the zero point, and clamps to a byte. */
function byte(value: number, zero = 0): number {
  const down = Math.floor(value);
  const rest = value - down;
  const rounded = rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
  return Math.min(255, Math.max(0, rounded + zero));
}

/** Reduces each line along an axis to one number. */
function reduced(
  { dims, values }: Constant,
  along: Attribute | undefined,
  keeps: boolean,
  type: number,
  apply: (line: readonly number[]) => number,
): Constant {
  const axis = normalAxis(along, dims);
  const [size, step] = [dims[axis] as number, stridesOf(dims)[axis] as number];
  return made(type, keeps ? dims.with(axis, 1) : dims.toSpliced(axis, 1), (i) => {
    const start = Math.floor(i / step) * step * size + (i % step);
    return apply(Array.from({ length: size }, (_, k) => values[start + k * step] as number));
  });
}

function given(constant: Constant | undefined): Constant {
  if (constant) return constant;
  throw new Unsupported('an operator with a missing input');
}
