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

/** Where to find weights: `values[first + column * columnStep + i * outerStep + j * innerStep]`. */
export interface WeightOrder {
  values: () => ArrayLike<number>;
  first: number;
  columns: number;
  columnStep: number;
  /** Counts of `i` and `j`, with which a row of values goes on in this order. */
  outer: number;
  outerStep: number;
  inner: number;
  innerStep: number;
}

/**
 * Packs weights for {@link rowsByWeights}.
 *
 * @param keys What they are made from.
 * @param order The weights.
 * @param factor What they are multiplied by.
 * @param bias Returns a column's bias.
 * @returns Their address.
 */
export function packed(
  build: PlanBuilder,
  keys: readonly unknown[],
  { values, first, columns, columnStep, outer, outerStep, inner, innerStep }: WeightOrder,
  factor: number,
  bias: (column: number) => number,
): number {
  const block = COLUMNS * (outer * inner + 1);
  const blocks = Math.ceil(columns / COLUMNS);
  return build.weights.place([...keys, 'packed'], 4 * blocks * block, (at) => [
    {
      at,
      length: blocks * block,
      write: (floats) => {
        const weights = values();
        for (let column = 0; column < columns; column++) {
          let to = Math.floor(column / COLUMNS) * block + (column % COLUMNS);
          floats[to] = bias(column);
          for (let i = 0; i < outer; i++) {
            let from = first + column * columnStep + i * outerStep;
            for (let j = 0; j < inner; j++, from += innerStep) {
              to += COLUMNS;
              floats[to] = factor * (weights[from] as number);
            }
          }
        }
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
  const values = build.weights.lazily(b);
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
  const [innerStep, columnStep] = isTransposed ? [1, inner] : [columns, 1];
  const place = packed(
    build,
    [b, c],
    { values, first: 0, columns, columnStep, outer: 1, outerStep: 0, inner, innerStep },
    alpha,
    (column) => beta * (biases[biases.length === 1 ? 0 : column] as number),
  );
  const result = build.floats([rows, columns]);
  rowsByWeights(build, at(a), [rows, inner, columns], place, { out: at(result) });
  return result;
}
