import {
  BINARY,
  binary,
  layerNorm,
  matmul,
  mean,
  power,
  softmax,
  swish,
  UNARY,
  unary,
} from './arithmetic.ts';
import { type Constant, FOLDS, integers, permutation } from './constants.ts';
import {
  concatenated,
  expanded,
  flattened,
  gathered,
  reshaped,
  sliced,
  slicedConstant,
  split,
  squeezed,
  transposed,
} from './layout.ts';
import { placeBuffers } from './memory-plan.ts';
import { FLOAT, type OnnxGraph, type OnnxNode } from './onnx-graph.ts';
import { type Fill, PlanBuilder } from './plan-builder.ts';
import { convolution, floatConvolution, linear, product, quantise } from './products.ts';
import { isTensor, numberOf, Unsupported } from './shapes.ts';
import { asFloats, dimsOf, type Floats, isFixed, known, type Product, type Value } from './values.ts';

/** How an encoder of pictures is computed, one at a time. */
export interface Plan {
  steps: readonly { kernel: string; args: readonly number[]; relative: readonly boolean[] }[];
  fills: readonly Fill[];
  /** Bytes of the weights, from address 0 on. */
  weights: number;
  /** Bytes that each thread needs besides; addresses that are relative are in there. */
  scratch: number;
  /** Addresses in there, and how many floats: a picture, and its embedding. */
  input: { at: number; length: number };
  output: { at: number; length: number };
}

const OPERATORS: ReadonlySet<string> = new Set([
  ...Object.keys(FOLDS),
  ...Object.keys(BINARY),
  ...Object.keys(UNARY),
  ...['Constant', 'ConvInteger', 'Conv', 'Flatten', 'LayerNormalization', 'MatMul', 'ReduceMean', 'Reshape'],
  ...['Shape', 'Slice', 'Softmax', 'Squeeze', 'Unsqueeze'],
]);

/** Numbers of all constants that are computed, at most. */
const MOST_COMPUTED = 2 ** 24;

/**
 * Plans how to compute an encoder of pictures.
 *
 * @param graph A dynamically quantised ONNX model.
 * @param input Its input, for one picture.
 * @param output Name of its output.
 * @param flip As for `quantise` of products.as.ts.
 * @throws Unsupported if it has other operators, or ones in other uses.
 */
export function planOf(
  graph: OnnxGraph,
  input: { name: string; dims: readonly number[] },
  output: string,
  flip: number,
): Plan {
  return new Planner(graph, output, flip).plan(input);
}

class Planner {
  readonly #values = new Map<string, Value>();
  readonly #consumers = new Map<string, OnnxNode[]>();
  readonly #build = new PlanBuilder();
  #computed = 0;

  constructor(
    private readonly graph: OnnxGraph,
    private readonly output: string,
    private readonly flip: number,
  ) {
    for (const [name, tensor] of graph.tensors) this.#values.set(name, { kind: 'tensor', tensor });
    for (const node of graph.nodes) {
      for (const name of node.inputs) {
        const others = this.#consumers.get(name);
        if (others) others.push(node);
        else this.#consumers.set(name, [node]);
      }
    }
  }

  plan({ name, dims }: { name: string; dims: readonly number[] }): Plan {
    const first = this.#build.floats(dims);
    this.#values.set(name, first);
    const needed = this.#needed();
    // Before anything is read: what onnxruntime is to have should be untouched.
    for (const { operator, domain } of needed) {
      if (domain !== '' || !OPERATORS.has(operator)) throw new Unsupported(`${domain} ${operator}`);
    }
    if (![...needed].some(({ operator }) => operator === 'MatMulInteger'))
      throw new Unsupported('a model that is not dynamically quantised');
    for (const node of this.graph.nodes) {
      // A fused one is there already.
      if (needed.has(node) && !node.outputs.every((each) => this.#values.has(each))) this.#add(node);
    }
    const result = this.#values.get(this.output);
    if (result?.kind !== 'floats') throw new Unsupported('an output of other numbers than floats');
    const { offsets, bytes } = placeBuffers(this.#build.steps, first.buffer, result.buffer);
    const place = ({ buffer, dims }: Floats) => ({ at: offsets.get(buffer) ?? 0, length: numberOf(dims) });
    return {
      steps: this.#build.steps.map(({ kernel, args }) => ({
        kernel,
        args: args.map((arg) =>
          typeof arg === 'number' ? arg : (offsets.get(arg.buffer) as number) + arg.offset,
        ),
        relative: args.map((arg) => typeof arg === 'object'),
      })),
      fills: this.#build.fills,
      weights: this.#build.weights,
      scratch: bytes,
      input: place(first),
      output: place(result),
    };
  }

  /** Nodes that the output depends on: a model may have others. */
  #needed(): Set<OnnxNode> {
    const makers = new Map(this.graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node])));
    const needed = new Set<OnnxNode>();
    const waiting = [this.output];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const node = makers.get(name);
      if (!node || needed.has(node)) continue;
      needed.add(node);
      waiting.push(...node.inputs);
    }
    return needed;
  }

  #add(node: OnnxNode): void {
    const inputs = node.inputs.map((name) => (name ? this.#value(name) : undefined));
    const results = this.#compute(node, inputs);
    for (const [i, value] of results.entries()) this.#values.set(node.outputs[i] ?? '', value);
  }

  #compute(node: OnnxNode, inputs: readonly (Value | undefined)[]): Value[] {
    const { operator, attributes } = node;
    const [a, b] = inputs;
    if (operator === 'Identity' && a) return [a];
    if (operator === 'Constant') {
      const tensor = attributes.get('value');
      if (!isTensor(tensor)) throw new Unsupported('a constant that is no tensor');
      return [{ kind: 'tensor', tensor }];
    }
    if (operator === 'Shape' && a) {
      const [start, end] = [
        Number(attributes.get('start') ?? 0),
        attributes.get('end') as number | undefined,
      ];
      return [known(integers(dimsOf(a).slice(start, end)))];
    }
    if (inputs.every((input) => input === undefined || isFixed(input))) return this.#folded(node, inputs);
    switch (operator) {
      case 'Cast':
        if (attributes.get('to') === FLOAT && (a?.kind === 'floats' || a?.kind === 'product')) return [a];
        break;
      case 'DynamicQuantizeLinear':
        return quantise(this.#build, asFloats(a), this.flip);
      case 'MatMulInteger':
        return [product(this.#build, inputs)];
      case 'ConvInteger':
        return [convolution(this.#build, node, inputs)];
      case 'Conv':
        return [floatConvolution(this.#build, node, inputs)];
      case 'MatMul':
        return [matmul(this.#build, a, b)];
      case 'Mul':
        return [this.#scaled(node, a, b) ?? this.#swish(node, a, b) ?? binary(this.#build, operator, a, b)];
      case 'Add':
      case 'Sub':
      case 'Div':
        return [binary(this.#build, operator, a, b)];
      case 'Neg':
        return [binary(this.#build, 'Mul', a, known({ type: FLOAT, dims: [], values: [-1] }))];
      case 'Pow':
        return [power(this.#build, asFloats(a), b)];
      case 'Sigmoid':
      case 'Tanh':
      case 'Erf':
      case 'Sqrt':
        return [unary(this.#build, operator, asFloats(a))];
      case 'Softmax':
        // The default is another in older versions.
        return [softmax(this.#build, asFloats(a), attributes.get('axis'))];
      case 'LayerNormalization':
        return [layerNorm(this.#build, node, inputs)];
      case 'ReduceMean':
        return [mean(this.#build, node, asFloats(a), b)];
      case 'Reshape':
        return [reshaped(asFloats(a), this.#build.integers(b))];
      case 'Flatten':
        return [flattened(node, asFloats(a))];
      case 'Unsqueeze':
      case 'Squeeze':
        return [squeezed(this.#build, node, asFloats(a), b)];
      case 'Transpose':
        return [
          transposed(this.#build, asFloats(a), permutation(attributes.get('perm'), asFloats(a).dims.length)),
        ];
      case 'Expand':
        return [expanded(this.#build, asFloats(a), this.#build.integers(b))];
      case 'Concat':
        return [concatenated(this.#build, node, inputs)];
      case 'Gather':
        return [gathered(this.#build, node, asFloats(a), b)];
      case 'Slice':
        return [sliced(this.#build, asFloats(a), inputs)];
      case 'Split':
        return split(this.#build, node, asFloats(a), b);
    }
    throw new Unsupported(operator);
  }

  #folded(node: OnnxNode, inputs: readonly (Value | undefined)[]): Value[] {
    const fold = FOLDS[node.operator];
    const constants = inputs.map((input) => input && this.#build.constant(input));
    if (fold) {
      const results = [fold(node, constants as Constant[])].flat();
      this.#computed += results.reduce((sum, { values }) => sum + values.length, 0);
      if (this.#computed > MOST_COMPUTED) throw new Unsupported('too many constants');
      return results.map(known);
    }
    const [first] = constants;
    if (!first) throw new Unsupported(node.operator);
    const values: Floats = { kind: 'floats', dims: first.dims, buffer: { bytes: 0 } };
    // Those that only change the shape need no kernel.
    const shaped = (dims: readonly number[]): Value[] => [known({ ...first, dims })];
    if (node.operator === 'Reshape') return shaped(reshaped(values, this.#build.integers(inputs[1])).dims);
    if (node.operator === 'Unsqueeze' || node.operator === 'Squeeze')
      return shaped(squeezed(this.#build, node, values, inputs[1]).dims);
    if (node.operator === 'Slice') return [known(slicedConstant(this.#build, first, inputs))];
    throw new Unsupported(`${node.operator} of constants`);
  }

  /** A product of integers times its scale, and plus the bias that follows it; or a scale times another. */
  #scaled(node: OnnxNode, a: Value | undefined, b: Value | undefined): Value | undefined {
    for (const [x, y] of [
      [a, b],
      [b, a],
    ]) {
      if (x?.kind === 'scale' && !x.factor && y && isFixed(y))
        return { ...x, factor: this.#build.constant(y) };
      if (x?.kind === 'product' && y?.kind === 'scale' && y.factor && y.of.info === x.values.info)
        return this.#linear(node, x, y.factor);
    }
    return undefined;
  }

  /** The node that alone has a use for a node's result, if it is of this operator. */
  #next(node: OnnxNode | undefined, operator: string): OnnxNode | undefined {
    const name = node?.outputs[0] ?? '';
    const [next, ...others] = name === this.output ? [] : (this.#consumers.get(name) ?? []);
    return next?.operator === operator && others.length === 0 ? next : undefined;
  }

  /** The first of three nodes that are x * sigmoid(factor * x); the last one's result is this one's. */
  #swish(node: OnnxNode, a: Value | undefined, b: Value | undefined): Floats | undefined {
    const middle = this.#next(node, 'Sigmoid');
    const last = this.#next(middle, 'Mul');
    if (a?.kind !== 'floats' || !b || !isFixed(b) || !last?.inputs.includes(node.inputs[0] ?? ''))
      return undefined;
    const { values } = this.#build.constant(b);
    if (values.length !== 1) return undefined;
    const result = swish(this.#build, a, values[0] as number);
    for (const { outputs } of [middle as OnnxNode, last]) this.#values.set(outputs[0] ?? '', result);
    return result;
  }

  /** Computes a product; if a bias is all that is done with it, that as well. */
  #linear(node: OnnxNode, of: Product, scales: Constant): Floats {
    const next = of.planar ? undefined : this.#next(node, 'Add');
    const other = this.#values.get(next?.inputs.find((name) => name !== node.outputs[0]) ?? '');
    const isBias = other && isFixed(other) && dimsOf(other).length === 1 && dimsOf(other)[0] === of.columns;
    const bias = isBias ? this.#build.constant(other) : undefined;
    const result = linear(this.#build, of, scales, bias, this.flip);
    if (next && bias) this.#values.set(next.outputs[0] ?? '', result);
    return result;
  }

  #value(name: string): Value {
    const value = this.#values.get(name);
    if (value) return value;
    throw new Unsupported(`an input called ${name}`);
  }
}
