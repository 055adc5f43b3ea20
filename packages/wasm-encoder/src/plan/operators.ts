import { isFloat, type OnnxNode } from '../graph/onnx-graph.ts';
import { Unsupported } from '../graph/shapes.ts';
import type { Arithmetic } from '../kernels/kernel.ts';
import {
  BINARY,
  binary,
  clamped,
  layerNorm,
  matmul,
  mean,
  negative,
  power,
  softmax,
  sum,
  UNARY,
  unary,
} from './arithmetic.ts';
import { planar } from './convolution.ts';
import { FOLDS, permutation } from './folded-operators.ts';
import { gemm, NO_CLAMP } from './gemm.ts';
import {
  concatenated,
  expanded,
  flattened,
  gathered,
  reshaped,
  sliced,
  split,
  squeezed,
  transposed,
} from './layout.ts';
import { clampOf } from './pixelwise.ts';
import type { PlanBuilder } from './plan-builder.ts';
import { convolution, product, quantise } from './products.ts';
import { asFloats, type Value } from './values.ts';

/** The operators that can be planned, or folded when their inputs are known. */
export const OPERATORS: ReadonlySet<string> = new Set([
  ...Object.keys(FOLDS),
  ...Object.keys(BINARY),
  ...Object.keys(UNARY),
  ...['Clip', 'Constant', 'Conv', 'ConvInteger', 'Flatten', 'Gemm', 'GlobalAveragePool'],
  ...['LayerNormalization', 'MatMul', 'ReduceMean', 'Relu', 'Reshape', 'Shape', 'Slice', 'Softmax'],
  ...['Squeeze', 'Unsqueeze'],
]);

/**
 * Adds the steps for an operator that is not fused with others.
 *
 * @param arithmetic How quantised values are multiplied.
 * @returns Its results.
 * @throws Unsupported if the kernels cannot compute it.
 */
export function computed(
  build: PlanBuilder,
  node: OnnxNode,
  values: readonly (Value | undefined)[],
  arithmetic: Arithmetic,
): Value[] {
  const { operator, attributes } = node;
  const inputs = values.map((value) => (value?.kind === 'pixels' ? planar(build, value) : value));
  const [a, b] = inputs;
  switch (operator) {
    case 'Cast':
      if (isFloat(Number(attributes.get('to'))) && (a?.kind === 'floats' || a?.kind === 'product'))
        return [a];
      break;
    case 'DynamicQuantizeLinear':
      return quantise(build, asFloats(a), arithmetic);
    case 'MatMulInteger':
      return [product(build, inputs)];
    case 'ConvInteger':
      return [convolution(build, node, inputs, arithmetic)];
    case 'Gemm':
      return [gemm(build, node, asFloats(a), inputs.slice(1))];
    case 'Relu':
    case 'Clip':
      return [clamped(build, asFloats(a), clampOf(build, node, inputs.slice(1)) ?? NO_CLAMP)];
    case 'MatMul':
      return [matmul(build, a, b)];
    case 'Mul':
    case 'Add':
    case 'Sub':
    case 'Div':
      return [binary(build, operator, a, b)];
    case 'Neg':
      return [negative(build, a)];
    case 'Pow':
      return [power(build, asFloats(a), b)];
    case 'Sigmoid':
    case 'Tanh':
    case 'Erf':
    case 'Sqrt':
      return [unary(build, operator, asFloats(a))];
    case 'Softmax':
      // Older opset versions have another default axis.
      return [softmax(build, asFloats(a), attributes.get('axis'))];
    case 'LayerNormalization':
      return [layerNorm(build, node, inputs)];
    case 'ReduceSum':
      return [sum(build, node, asFloats(a), b)];
    case 'ReduceMean':
      return [mean(build, node, asFloats(a), b)];
    case 'Reshape':
      return [reshaped(asFloats(a), build.integers(b))];
    case 'Flatten':
      return [flattened(node, asFloats(a))];
    case 'Unsqueeze':
    case 'Squeeze':
      return [squeezed(build, node, asFloats(a), b)];
    case 'Transpose':
      return [transposed(build, asFloats(a), permutation(attributes.get('perm'), asFloats(a).dims.length))];
    case 'Expand':
      return [expanded(build, asFloats(a), build.integers(b))];
    case 'Concat':
      return [concatenated(build, node, inputs)];
    case 'Gather':
      return [gathered(build, node, asFloats(a), b)];
    case 'Slice':
      return [sliced(build, asFloats(a), inputs)];
    case 'Split':
      return split(build, node, asFloats(a), b);
  }
  throw new Unsupported(operator);
}
