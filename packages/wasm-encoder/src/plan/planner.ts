import { type Constant, integers } from '../graph/constants.ts';
import { FLOAT16, type OnnxGraph, type OnnxNode } from '../graph/onnx-graph.ts';
import { isTensor, numberOf, Unsupported } from '../graph/shapes.ts';
import type { Arithmetic } from '../kernels/kernel.ts';
import { swish } from './arithmetic.ts';
import { folded } from './constant-folding.ts';
import { convolutionOf, convolved } from './convolution.ts';
import { dequantised, isBytes } from './dequantised.ts';
import { computed, OPERATORS } from './operators.ts';
import { clampOf, pixelwise } from './pixelwise.ts';
import { type Plan, planOf } from './plan.ts';
import { PlanBuilder } from './plan-builder.ts';
import { linear } from './products.ts';
import { dimsOf, type Floats, isFixed, known, type Pixels, type Product, type Value } from './values.ts';
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

/** Every dynamically or weight-only quantised model contains one of these, unless its weights are halves. */
const QUANTISED: ReadonlySet<string> = new Set(['MatMulInteger', 'DequantizeLinear']);

/** Maximum total elements of all computed constants, including weights that are converted to floats. */
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
    const dequantised = needed.filter(({ operator }) => operator === 'DequantizeLinear');
    const halves = new Set(needed.flatMap(({ inputs }) => inputs.filter((name) => this.#isHalf(name))));
    if (halves.size === 0 && !needed.some(({ operator }) => QUANTISED.has(operator)))
      throw new Unsupported('a model that is not quantised');
    const converted = [...dequantised.map(({ inputs }) => inputs[0] ?? ''), ...halves];
    const sizes = converted.map((name) => numberOf(graph.tensors.get(name)?.dims ?? [0]));
    if (sizes.reduce((sum, size) => sum + size, 0) > MOST_COMPUTED)
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

  #isHalf(name: string): boolean {
    return this.#graph.tensors.get(name)?.type === FLOAT16;
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
    if (operator === 'DequantizeLinear' && a?.kind === 'tensor' && isBytes(a.tensor)) {
      const [scale, zero] = inputs.slice(1).map((input) => input && this.#build.constant(input));
      if (!scale) throw new Unsupported('DequantizeLinear without a scale');
      return [{ kind: 'tensor', tensor: dequantised(node, a.tensor, scale, zero) }];
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
    if (operator === 'Conv') return [this.#convolved(node, inputs)];
    const fused = operator === 'Mul' ? (this.#scaled(node, a, b) ?? this.#swish(node, a, b)) : undefined;
    const result = fused ?? pixelwise(this.#build, node, inputs);
    return result ? [result] : computed(this.#build, node, inputs, this.#arithmetic);
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

  /** A convolution. Fuses an image that is added next and a clamp, if nothing else needs what is in between. */
  #convolved(node: OnnxNode, [image, weights, bias]: readonly (Value | undefined)[]): Pixels {
    if (image?.kind !== 'pixels' && image?.kind !== 'floats') throw new Unsupported('Conv of these values');
    const convolution = convolutionOf(node, image, weights, bias);
    const add = this.#next(node, 'Add');
    const other = this.#values.get(add?.inputs.find((name) => name !== node.outputs[0]) ?? '');
    const added =
      other?.kind === 'pixels' && other.dims.join() === convolution.dims.join() ? other : undefined;
    const before = added ? add : node;
    const clamp = this.#next(before, 'Relu') ?? this.#next(before, 'Clip');
    const limits = clamp?.inputs.slice(1).map((name) => (name ? this.#value(name) : undefined));
    const range = clamp && clampOf(this.#build, clamp, limits ?? []);
    const result = convolved(this.#build, convolution, added, range);
    for (const fused of [added && add, clamp]) if (fused) this.#values.set(fused.outputs[0] ?? '', result);
    return result;
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
