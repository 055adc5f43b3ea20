import type { Constant } from '../graph/constants.ts';
import type { OnnxNode } from '../graph/onnx-graph.ts';
import { Unsupported } from '../graph/shapes.ts';
import { FOLDS } from './folded-operators.ts';
import { flattened, reshaped, slicedConstant, squeezed } from './layout.ts';
import type { PlanBuilder } from './plan-builder.ts';
import { type Floats, type Known, known, type Value } from './values.ts';

/**
 * Folds a node whose inputs are all known.
 *
 * @param build Caches tensors that were read.
 * @returns The node's results; undefined if the kernels should compute them instead.
 * @throws Unsupported if the inputs do not depend on the model's input and this operator cannot be folded.
 */
export function folded(
  build: PlanBuilder,
  node: OnnxNode,
  inputs: readonly (Value | undefined)[],
): Known[] | undefined {
  const { operator } = node;
  const constants = inputs.map((input) => input && build.weights.constant(input));
  const of = dependenceOf(inputs);
  const [first] = constants;
  // Operators that only change the shape need no kernel.
  const shaped = (to: (floats: Floats) => Floats): Known[] => {
    if (!first) throw new Unsupported(operator);
    const { dims } = to({ kind: 'floats', dims: first.dims, buffer: { bytes: 0 } });
    return [known({ ...first, dims }, of)];
  };
  switch (operator) {
    case 'Reshape':
      return shaped((floats) => reshaped(floats, build.integers(inputs[1])));
    case 'Flatten':
      return shaped((floats) => flattened(node, floats));
    case 'Squeeze':
    case 'Unsqueeze':
      return shaped((floats) => squeezed(build, node, floats, inputs[1]));
    case 'Slice':
      if (first) return [known(slicedConstant(build, first, inputs), of)];
  }
  const fold = FOLDS[operator];
  if (fold) return [fold(node, constants as Constant[])].flat().map((result) => known(result, of));
  if (of && first) return undefined;
  throw new Unsupported(`${operator} of constants`);
}

/** The strongest dependence on the model's input among these constants: numbers, then shape, then none. */
function dependenceOf(inputs: readonly (Value | undefined)[]): Known['of'] {
  const all = inputs.map((input) => (input?.kind === 'constant' ? input.of : undefined));
  return all.includes('numbers') ? 'numbers' : all.find((of) => of !== undefined);
}
