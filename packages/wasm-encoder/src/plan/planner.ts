import { type Constant, integers } from '../graph/constants.ts';
import { FLOAT, type OnnxGraph, type OnnxNode } from '../graph/onnx-graph.ts';
import { isTensor, numberOf, Unsupported } from '../graph/shapes.ts';
import type { Arithmetic } from '../kernels/kernel.ts';
import {
  BINARY,
  binary,
  layerNorm,
  matmul,
  mean,
  negative,
  power,
  softmax,
  sum,
  swish,
  UNARY,
  unary,
} from './arithmetic.ts';
import { folded } from './constant-folding.ts';
import { FOLDS, permutation } from './folded-operators.ts';
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
import { type Plan, planOf } from './plan.ts';
import { PlanBuilder } from './plan-builder.ts';
import { convolution, floatConvolution, linear, product, quantise } from './products.ts';
import { asFloats, dimsOf, type Floats, isFixed, known, type Product, type Value } from './values.ts';
import { WeightLayout } from './weight-layout.ts';

/** A plan, and what it takes to reuse it for other inputs. */
export interface PlanTemplate {
  plan: Plan;
  /** The constants that fill its inputs. An image, if there is one, comes before them. */
  data: readonly Constant[];
  /** Nodes whose results are constants that depend on the input's values. */
  folds: readonly OnnxNode[];
  /** The inputs and results of `folds`, and the model's inputs, by name. */
  values: ReadonlyMap<string, Value>;
  /** Constants that shape the plan. If one of them changes, the plan does not fit. */
  decisive: ReadonlySet<Constant>;
}

const OPERATORS: ReadonlySet<string> = new Set([
  ...Object.keys(FOLDS),
  ...Object.keys(BINARY),
  ...Object.keys(UNARY),
  ...['Constant', 'ConvInteger', 'Conv', 'Flatten', 'LayerNormalization', 'MatMul', 'ReduceMean', 'Reshape'],
  ...['Shape', 'Slice', 'Softmax', 'Squeeze', 'Unsqueeze'],
]);

/** Every dynamically or weight-only quantised model contains one of these. */
const QUANTISED: ReadonlySet<string> = new Set(['MatMulInteger', 'DequantizeLinear']);

/** Maximum total elements of all computed constants, including dequantised weights. */
const MOST_COMPUTED = 2 ** 24;

/** Plans the computation of an encoder for one input at a time. */
export class Planner {
  readonly weights = new WeightLayout();
  /** Values that do not depend on the input. */
  readonly #fixed = new Map<string, Value>();
  /** Nodes that depend on the input. */
  readonly #nodes: readonly OnnxNode[];
  readonly #consumers = new Map<string, OnnxNode[]>();
  #values = this.#fixed;
  #build = new PlanBuilder(this.weights);
  /** Nodes whose results are constants that depend on the input's values. */
  #folds: OnnxNode[] = [];
  #computed = 0;
  readonly #graph: OnnxGraph;
  readonly #outputs: readonly string[];
  readonly #arithmetic: Arithmetic;

  /**
   * @param graph A quantised ONNX model.
   * @param outputs Names of the model's outputs to compute.
   * @param arithmetic How quantised values are multiplied.
   * @throws Unsupported if the model uses an operator, or a form of one, that the kernels lack.
   */
  constructor(graph: OnnxGraph, outputs: readonly string[], arithmetic: Arithmetic) {
    this.#graph = graph;
    this.#outputs = outputs;
    this.#arithmetic = arithmetic;
    const needed = this.#needed();
    // Checked before anything is read, so that onnxruntime gets the model untouched.
    for (const { operator, domain } of needed) {
      if (domain !== '' || !OPERATORS.has(operator)) throw new Unsupported(`${domain} ${operator}`);
    }
    if (!needed.some(({ operator }) => QUANTISED.has(operator)))
      throw new Unsupported('a model that is not quantised');
    const floats = needed
      .filter(({ operator }) => operator === 'DequantizeLinear')
      .map(({ inputs }) => numberOf(graph.tensors.get(inputs[0] ?? '')?.dims ?? [0]));
    if (floats.reduce((sum, count) => sum + count, 0) > MOST_COMPUTED)
      throw new Unsupported('so many weights as floats');
    for (const node of graph.nodes) {
      for (const name of node.inputs) {
        const others = this.#consumers.get(name);
        if (others) others.push(node);
        else this.#consumers.set(name, [node]);
      }
    }
    for (const [name, tensor] of graph.tensors) this.#fixed.set(name, { kind: 'tensor', tensor });
    this.#nodes = needed.filter((node) => {
      const isFixed = node.inputs.every((name) => name === '' || this.#fixed.has(name));
      if (isFixed) this.#add(node);
      return !isFixed;
    });
  }

  /**
   * Plans the computation for an image of the given dimensions, or for constants such as the tokens of a
   * text.
   *
   * @param inputs By name.
   * @throws Unsupported as the constructor does.
   */
  plan(inputs: Readonly<Record<string, { dims: readonly number[] } | Constant>>): PlanTemplate {
    const build = new PlanBuilder(this.weights);
    this.#build = build;
    this.#values = new Map(this.#fixed);
    this.#folds = [];
    this.#computed = 0;
    const images: Floats[] = [];
    for (const [name, input] of Object.entries(inputs)) {
      const value = 'values' in input ? known(input, 'numbers') : build.floats(input.dims);
      if (value.kind === 'floats') images.push(value);
      this.#values.set(name, value);
    }
    for (const node of this.#nodes) {
      // Fused nodes have already been added.
      if (!node.outputs.every((each) => this.#values.has(each))) this.#add(node);
    }
    const results = this.#outputs.map((name) => {
      const result = this.#values.get(name);
      if (result?.kind !== 'floats') throw new Unsupported('an output that is not floats');
      return result;
    });
    const first = [...images, ...build.data.values()];
    return {
      plan: planOf(build.steps, first, results),
      data: [...build.data.keys()],
      folds: this.#folds,
      values: this.#valuesOf(Object.keys(inputs), this.#folds),
      decisive: build.decisive,
    };
  }

  #valuesOf(given: readonly string[], nodes: readonly OnnxNode[]): Map<string, Value> {
    const names = [...given, ...nodes.flatMap(({ inputs, outputs }) => [...inputs, ...outputs])];
    return new Map(names.filter((name) => name !== '').map((name) => [name, this.#value(name)]));
  }

  /** Nodes that the outputs depend on. A model may contain others. */
  #needed(): OnnxNode[] {
    const makers = new Map(this.#graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node])));
    const needed = new Set<OnnxNode>();
    const waiting = [...this.#outputs];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const node = makers.get(name);
      if (!node || needed.has(node)) continue;
      needed.add(node);
      waiting.push(...node.inputs);
    }
    return this.#graph.nodes.filter((node) => needed.has(node));
  }

  #add(node: OnnxNode): void {
    const inputs = node.inputs.map((name) => (name ? this.#value(name) : undefined));
    const results = this.#compute(node, inputs);
    for (const [i, value] of results.entries()) this.#values.set(node.outputs[i] ?? '', value);
  }

  #compute(node: OnnxNode, inputs: readonly (Value | undefined)[]): Value[] {
    const { operator, attributes } = node;
    const [a, b] = inputs;
    // A constant that depends on the input's values must be folded again for the next input.
    if (operator === 'Identity' && a && !(a.kind === 'constant' && a.of === 'numbers')) return [a];
    if (operator === 'Constant') {
      const tensor = attributes.get('value');
      if (!isTensor(tensor)) throw new Unsupported('a constant that is not a tensor');
      return [{ kind: 'tensor', tensor }];
    }
    if (operator === 'Shape' && a) {
      const [start, end] = [
        Number(attributes.get('start') ?? 0),
        attributes.get('end') as number | undefined,
      ];
      return [known(integers(dimsOf(a).slice(start, end)), dependsOnInput(a) ? 'shape' : undefined)];
    }
    if (inputs.every((input) => input === undefined || isFixed(input))) {
      const results = folded(this.#build, node, inputs);
      this.#computed += (results ?? []).reduce((sum, { constant }) => sum + constant.values.length, 0);
      if (this.#computed > MOST_COMPUTED) throw new Unsupported('too many constants');
      if (results?.some(({ of }) => of === 'numbers')) this.#folds.push(node);
      if (results) return results;
      // If the input is known (say, token embeddings) but this node cannot be folded, the kernels compute it.
      return this.#compute(node, [this.#build.loaded(this.weights.constant(a)), ...inputs.slice(1)]);
    }
    switch (operator) {
      case 'Cast':
        if (attributes.get('to') === FLOAT && (a?.kind === 'floats' || a?.kind === 'product')) return [a];
        break;
      case 'DynamicQuantizeLinear':
        return quantise(this.#build, asFloats(a), this.#arithmetic);
      case 'MatMulInteger':
        return [product(this.#build, inputs)];
      case 'ConvInteger':
        return [convolution(this.#build, node, inputs, this.#arithmetic)];
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
        return [negative(this.#build, a)];
      case 'Pow':
        return [power(this.#build, asFloats(a), b)];
      case 'Sigmoid':
      case 'Tanh':
      case 'Erf':
      case 'Sqrt':
        return [unary(this.#build, operator, asFloats(a))];
      case 'Softmax':
        // Older opset versions have another default axis.
        return [softmax(this.#build, asFloats(a), attributes.get('axis'))];
      case 'LayerNormalization':
        return [layerNorm(this.#build, node, inputs)];
      case 'ReduceSum':
        return [sum(this.#build, node, asFloats(a), b)];
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

  /** An integer product times its scale, plus any bias that follows; or the product of two scales. */
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

  /** The only consumer of a node's result, if it is of this operator. */
  #next(node: OnnxNode | undefined, operator: string): OnnxNode | undefined {
    const name = node?.outputs[0] ?? '';
    const [next, ...others] = this.#outputs.includes(name) ? [] : (this.#consumers.get(name) ?? []);
    return next?.operator === operator && others.length === 0 ? next : undefined;
  }

  /** The first of three nodes that compute x * sigmoid(factor * x). All three get the fused result. */
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

  /** Computes a product. If its only consumer adds a bias, fuses that too. */
  #linear(node: OnnxNode, of: Product, scales: Constant): Floats {
    const next = of.planar ? undefined : this.#next(node, 'Add');
    const other = this.#values.get(next?.inputs.find((name) => name !== node.outputs[0]) ?? '');
    const isBias = other && isFixed(other) && dimsOf(other).length === 1 && dimsOf(other)[0] === of.columns;
    const bias = isBias ? this.#build.constant(other) : undefined;
    const result = linear(this.#build, of, scales, bias, this.#arithmetic);
    if (next && bias) this.#values.set(next.outputs[0] ?? '', result);
    return result;
  }

  #value(name: string): Value {
    const value = this.#values.get(name);
    if (value) return value;
    throw new Unsupported(`an input called ${name}`);
  }
}

/** Whether the value, or its shape, changes with the input. */
const dependsOnInput = (value: Value): boolean =>
  !isFixed(value) || (value.kind === 'constant' && value.of !== undefined);
