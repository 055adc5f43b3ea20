import type { Constant } from '../graph/constants.ts';
import { INT8, type OnnxNode, UINT8 } from '../graph/onnx-graph.ts';
import { numberOf, repetition, Unsupported } from '../graph/shapes.ts';
import type { Arithmetic } from '../kernels/kernel.ts';
import { transposed } from './layout.ts';
import { aligned, type Buffer } from './plan.ts';
import type { PlanBuilder } from './plan-builder.ts';
import { at, type Floats, isZeroOf, type Product, type Quantised, type Value } from './values.ts';

// Integer products with weights. Each function adds the steps for one operator of
// https://onnx.ai/onnx/operators/ to the plan and returns its results. They throw Unsupported when the
// kernels cannot compute that use.

/** Quantises floats by their own range. Returns the values, their scale and their zero point. */
export function quantise(build: PlanBuilder, from: Floats, arithmetic: Arithmetic): Value[] {
  const count = numberOf(from.dims);
  const of: Quantised = {
    kind: 'quantised',
    dims: from.dims,
    bytes: { bytes: count * widthOf(arithmetic) },
    info: { bytes: 8 },
  };
  const { bits, flip } = arithmetic;
  build.step('quantise', [at(from), count, bits, flip, at(of.bytes), at(of.info)]);
  return [of, { kind: 'scale', of }, { kind: 'zero', of }];
}

/** A product of quantised values and weights. */
export function product(
  build: PlanBuilder,
  [values, weights, zero, zeros]: readonly (Value | undefined)[],
): Product {
  if (values?.kind !== 'quantised' || weights?.kind !== 'tensor' || !isZeroOf(zero, values))
    throw new Unsupported('MatMulInteger of these values');
  const [inner = 0, columns = 0] = weights.tensor.dims;
  if (weights.tensor.dims.length !== 2 || values.dims.at(-1) !== inner)
    throw new Unsupported('MatMulInteger with these shapes');
  return {
    kind: 'product',
    values,
    weights: weights.tensor,
    zeros: zeros && build.constant(zeros),
    inner,
    columns,
    steps: [columns, 1],
    dims: values.dims.with(-1, columns),
    planar: false,
  };
}

/** As {@link product}, for the patches of an image. */
export function convolution(
  build: PlanBuilder,
  node: OnnxNode,
  [values, weights, zero, zeros]: readonly (Value | undefined)[],
  arithmetic: Arithmetic,
): Product {
  if (values?.kind !== 'quantised' || weights?.kind !== 'tensor' || !isZeroOf(zero, values))
    throw new Unsupported('ConvInteger of these values');
  const { dims, inner, columns, rows, args } = patchesOf(node, values.dims, weights.tensor.dims);
  const width = widthOf(arithmetic);
  const bytes: Buffer = { bytes: rows * inner * width };
  build.step('patches', [at(values.bytes), ...args, width, at(bytes)]);
  return {
    kind: 'product',
    values: { kind: 'quantised', dims: [rows, inner], bytes, info: values.info },
    weights: weights.tensor,
    zeros: zeros && build.constant(zeros),
    inner,
    columns,
    steps: [1, inner],
    dims,
    planar: true,
  };
}

/** Computes a product, scales it, and adds a bias. */
export function linear(
  build: PlanBuilder,
  { values, weights, zeros, inner, columns, steps, dims, planar }: Product,
  scales: Constant,
  bias: Constant | undefined,
  arithmetic: Arithmetic,
): Floats {
  if (inner % 4 > 0 || columns % 8 > 0) throw new Unsupported(`weights of ${inner} x ${columns}`);
  if (weights.type !== UINT8 && weights.type !== INT8) throw new Unsupported('weights of this type');
  // The kernels turn unsigned weights into signed ones.
  const lower = weights.type === UINT8 ? 128 : 0;
  const of = (constant: Constant | undefined, i: number): number => {
    if (!constant) return 0;
    const { length } = constant.values;
    if (length !== 1 && length !== columns)
      throw new Unsupported('weights with this number of scales or zeros');
    return constant.values[length === 1 ? 0 : i] as number;
  };
  const rows = numberOf(values.dims) / inner;
  const { repeat, period } = repetition(scales.dims, dims);
  if (period !== 1 && (period !== columns || repeat !== (planar ? rows : 1)))
    throw new Unsupported('weights with scales of this shape');
  const packed = aligned(inner * columns);
  const place = build.weights.place(
    [weights, zeros, scales, bias, ...steps],
    packed + 4 * 4 * columns,
    (at) => {
      const facts = at + packed;
      return [
        { at, sums: facts, tensor: weights, inner, columns, steps, bits: arithmetic.bits },
        {
          at: facts + 4 * columns,
          length: 3 * columns,
          write: (into) => {
            const zeroPoints = new Int32Array(into.buffer, into.byteOffset, columns);
            for (let i = 0; i < columns; i++) {
              zeroPoints[i] = of(zeros, i) - lower;
              into[columns + i] = of(scales, i);
              into[2 * columns + i] = of(bias, i);
            }
          },
        },
      ];
    },
  );
  const facts = place + packed;
  const result = build.floats(planar ? [rows, columns] : dims);
  const sums: Buffer = { bytes: 4 * rows };
  const { bits, flip } = arithmetic;
  build.step('linear', [
    at(values.bytes),
    rows,
    inner,
    columns,
    at(values.info),
    bits,
    flip,
    place,
    facts,
    at(sums),
    at(result),
  ]);
  return planar ? { ...transposed(build, result, [1, 0]), dims } : result;
}

/** Bytes per quantised value. */
const widthOf = ({ bits }: Arithmetic): number => bits / 8;

/** How to cut an image into patches. They must tile it without overlap. */
function patchesOf({ attributes }: OnnxNode, image: readonly number[], weights: readonly number[]) {
  const [batch = 0, channels = 0, height = 0, width = 0] = image;
  const [columns = 0, depth = 0, patchHeight = 0, patchWidth = 0] = weights;
  const list = (name: string): readonly number[] => [attributes.get(name) ?? []].flat() as number[];
  const strides = list('strides');
  const isPlain =
    image.length === 4 &&
    weights.length === 4 &&
    batch === 1 &&
    depth === channels &&
    strides[0] === patchHeight &&
    strides[1] === patchWidth &&
    height % patchHeight === 0 &&
    width % patchWidth === 0 &&
    list('pads').every((pad) => pad === 0) &&
    list('dilations').every((dilation) => dilation === 1) &&
    (attributes.get('group') ?? 1) === 1;
  if (!isPlain) throw new Unsupported('a convolution that is not a patch embedding');
  const [down, across] = [height / patchHeight, width / patchWidth];
  return {
    rows: down * across,
    inner: channels * patchHeight * patchWidth,
    columns,
    dims: [1, columns, down, across],
    args: [channels, height, width, patchHeight, patchWidth],
  };
}
