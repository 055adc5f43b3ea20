import type { OnnxNode } from '../graph/onnx-graph.ts';
import { Unsupported } from '../graph/shapes.ts';
import type { Argument } from './plan.ts';
import type { PlanBuilder } from './plan-builder.ts';
import { at, dimsOf, type Floats, isFloats, type Value } from './values.ts';

/** The least and the greatest value of a result. */
export type Clamp = readonly [lowest: number, highest: number];

export const NO_CLAMP: Clamp = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** Columns of a block of packed weights, as in convolutions.as.ts. */
const COLUMNS = 8;

/**
 * Packs weights for {@link rowsByWeights}.
 *
 * @param keys What they are made from.
 * @param weight Returns the weight of a value of a row in a column.
 * @param bias Returns a column's bias.
 * @returns Their address.
 */
export function packed(
  build: PlanBuilder,
  keys: readonly unknown[],
  inner: number,
  columns: number,
  weight: (i: number, column: number) => number,
  bias: (column: number) => number,
): number {
  const blocks = Math.ceil(columns / COLUMNS);
  return build.weights.place([...keys, 'packed'], 4 * COLUMNS * blocks * (inner + 1), (at) => [
    {
      at,
      floats: () => {
        const floats = new Float32Array(COLUMNS * blocks * (inner + 1));
        for (let column = 0; column < columns; column++) {
          const first = Math.floor(column / COLUMNS) * COLUMNS * (inner + 1) + (column % COLUMNS);
          floats[first] = bias(column);
          for (let i = 0; i < inner; i++) floats[first + (i + 1) * COLUMNS] = weight(i, column);
        }
        return floats;
      },
    },
  ]);
}

/** Multiplies float rows by packed weights, and adds their biases. */
export function rowsByWeights(
  build: PlanBuilder,
  values: Argument,
  [rows, inner, columns]: readonly [rows: number, inner: number, columns: number],
  weights: number,
  {
    added = 0,
    clamp = NO_CLAMP,
    stride = columns,
    out,
  }: {
    /** A matrix to add before clamping. */
    added?: Argument | undefined;
    clamp?: Clamp;
    /** Floats from one row of `added` and `out` to the next. */
    stride?: number;
    out: Argument;
  },
): void {
  build.step('gemm', [values, rows, inner, columns, weights, added, ...clamp, stride, out]);
}

/** Gemm: a product with constant weights, plus constant biases. */
export function gemm(
  build: PlanBuilder,
  { attributes }: OnnxNode,
  a: Floats,
  [b, c]: readonly (Value | undefined)[],
): Floats {
  if (!b || !isFloats(b)) throw new Unsupported('Gemm with these weights');
  const weights = build.weights.lazily(b);
  const shape = dimsOf(b);
  const { values: biases } = c ? build.constant(c) : { values: [0] };
  const isTransposed = attributes.get('transB') === 1;
  const [rows = 0, inner = 0] = a.dims;
  const [columns = 0, length = 0] = isTransposed ? shape : shape.toReversed();
  if (a.dims.length !== 2 || shape.length !== 2 || length !== inner || attributes.get('transA') === 1)
    throw new Unsupported('Gemm with these shapes');
  // Biases for each row would be a matrix.
  if (biases.length !== 1 && biases.length !== columns) throw new Unsupported('Gemm with this bias');
  const [alpha, beta] = ['alpha', 'beta'].map((name) => Number(attributes.get(name) ?? 1)) as [
    number,
    number,
  ];
  const [byValue, byColumn] = isTransposed ? [1, inner] : [columns, 1];
  const place = packed(
    build,
    [b, c],
    inner,
    columns,
    (i, column) => alpha * (weights()[i * byValue + column * byColumn] as number),
    (column) => beta * (biases[biases.length === 1 ? 0 : column] as number),
  );
  const result = build.floats([rows, columns]);
  rowsByWeights(build, at(a), [rows, inner, columns], place, { out: at(result) });
  return result;
}
