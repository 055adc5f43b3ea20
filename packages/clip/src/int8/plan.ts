import { type Constant, constantOf, FOLDS, integers, permutation } from './constants.ts';
import { type Argument, aligned, type Buffer, placeBuffers, type Step } from './memory-plan.ts';
import { FLOAT, INT8, type OnnxGraph, type OnnxNode, type OnnxTensor, UINT8 } from './onnx-graph.ts';
import { broadcast, isTensor, normalAxis, numberOf, partsOf, stridesOf, Unsupported } from './shapes.ts';

/** Weights that are yet to be brought into memory. */
export type Fill =
  | { at: number; floats: () => ArrayLike<number>; transposed?: { rows: number; columns: number } }
  | {
      at: number;
      /** Where the sums of the columns go. */
      sums: number;
      tensor: OnnxTensor;
      inner: number;
      columns: number;
      /** In bytes: from one row to the next, and from one column to the next. */
      steps: readonly [row: number, column: number];
    };

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

interface Floats {
  kind: 'floats';
  dims: readonly number[];
  buffer: Buffer;
}

/** Floats that were quantised by their own range. */
interface Quantised {
  kind: 'quantised';
  dims: readonly number[];
  bytes: Buffer;
  /** Their scale and zero. */
  info: Buffer;
}

/** The scale of quantised values, times one of weights. */
interface Scale {
  kind: 'scale';
  of: Quantised;
  factor?: Constant;
}

interface Zero {
  kind: 'zero';
  of: Quantised;
}

/** A product of integers; it is computed once it is known by what it is scaled. */
interface Product {
  kind: 'product';
  /** Rows of quantised values. */
  values: Quantised;
  weights: OnnxTensor;
  zeros: Constant | undefined;
  inner: number;
  columns: number;
  steps: readonly [row: number, column: number];
  dims: readonly number[];
  /** Whether each column is to be a plane, as of a convolution. */
  planar: boolean;
}

interface Tensor {
  kind: 'tensor';
  tensor: OnnxTensor;
}

interface Known {
  kind: 'constant';
  constant: Constant;
}

type Value = Floats | Quantised | Scale | Zero | Product | Tensor | Known;

/** What is taken of an axis. */
interface Range {
  start: number;
  end: number;
  step: number;
}

/** Numbers of kernel.as.ts. */
const BINARY: Readonly<Record<string, number>> = { Add: 0, Sub: 1, Mul: 2, Div: 3 };
const SWAPPED: Readonly<Record<string, number>> = { Add: 0, Sub: 4, Mul: 2, Div: 5 };
const UNARY: Readonly<Record<string, number>> = { Sigmoid: 0, Tanh: 1, Erf: 2, Sqrt: 3 };

const OPERATORS: ReadonlySet<string> = new Set([
  ...Object.keys(FOLDS),
  ...Object.keys(BINARY),
  ...Object.keys(UNARY),
  ...['Constant', 'ConvInteger', 'Conv', 'Flatten', 'LayerNormalization', 'MatMul', 'ReduceMean', 'Reshape'],
  ...['Shape', 'Slice', 'Softmax', 'Squeeze', 'Unsqueeze'],
]);

/** Numbers of all constants that are computed, at most. */
const MOST_COMPUTED = 2 ** 24;

/** A Gather of more slices is left to onnxruntime. */
const MOST_SLICES = 8;

/**
 * Plans how to compute an encoder of pictures.
 *
 * @param graph A dynamically quantised ONNX model.
 * @param input Its input, for one picture.
 * @param output Name of its output.
 * @param flip As for `quantise` of kernel.as.ts.
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
  readonly #constants = new Map<OnnxTensor, Constant>();
  readonly #consumers = new Map<string, OnnxNode[]>();
  readonly #steps: Step[] = [];
  readonly #fills: Fill[] = [];
  #weights = 64;
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
    const first = this.#floats(dims);
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
    const { offsets, bytes } = placeBuffers(this.#steps, first.buffer, result.buffer);
    const place = ({ buffer, dims }: Floats) => ({ at: offsets.get(buffer) ?? 0, length: numberOf(dims) });
    return {
      steps: this.#steps.map(({ kernel, args }) => ({
        kernel,
        args: args.map((arg) =>
          typeof arg === 'number' ? arg : (offsets.get(arg.buffer) as number) + arg.offset,
        ),
        relative: args.map((arg) => typeof arg === 'object'),
      })),
      fills: this.#fills,
      weights: this.#weights,
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
        return this.#quantise(asFloats(a));
      case 'MatMulInteger':
        return [this.#product(inputs)];
      case 'ConvInteger':
        return [this.#convolution(node, inputs)];
      case 'Conv':
        return [this.#floatConvolution(node, inputs)];
      case 'MatMul':
        return [this.#matmul(a, b)];
      case 'Mul':
        return [this.#scaled(node, a, b) ?? this.#swish(node, a, b) ?? this.#binary(operator, a, b)];
      case 'Add':
      case 'Sub':
      case 'Div':
        return [this.#binary(operator, a, b)];
      case 'Neg':
        return [this.#binary('Mul', a, known({ type: FLOAT, dims: [], values: [-1] }))];
      case 'Pow':
        return [this.#power(asFloats(a), b)];
      case 'Sigmoid':
      case 'Tanh':
      case 'Erf':
      case 'Sqrt':
        return [this.#unary(operator, asFloats(a))];
      case 'Softmax':
        // The default is another in older versions.
        return [this.#softmax(asFloats(a), attributes.get('axis'))];
      case 'LayerNormalization':
        return [this.#layerNorm(node, inputs)];
      case 'ReduceMean':
        return [this.#mean(node, asFloats(a), b)];
      case 'Reshape':
        return [reshaped(asFloats(a), this.#integers(b))];
      case 'Flatten': {
        const floats = asFloats(a);
        const axis = Number(attributes.get('axis') ?? 1);
        return [
          { ...floats, dims: [numberOf(floats.dims.slice(0, axis)), numberOf(floats.dims.slice(axis))] },
        ];
      }
      case 'Unsqueeze':
      case 'Squeeze':
        return [this.#squeezed(node, asFloats(a), b)];
      case 'Transpose':
        return [this.#transposed(asFloats(a), permutation(attributes.get('perm'), asFloats(a).dims.length))];
      case 'Expand':
        return [this.#expanded(asFloats(a), this.#integers(b))];
      case 'Concat':
        return [this.#concatenated(node, inputs)];
      case 'Gather':
        return [this.#gathered(node, asFloats(a), b)];
      case 'Slice':
        return [this.#sliced(asFloats(a), inputs)];
      case 'Split':
        return this.#split(node, asFloats(a), b);
    }
    throw new Unsupported(operator);
  }

  #folded(node: OnnxNode, inputs: readonly (Value | undefined)[]): Value[] {
    const fold = FOLDS[node.operator];
    const constants = inputs.map((input) => input && this.#constant(input));
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
    if (node.operator === 'Reshape') return shaped(reshaped(values, this.#integers(inputs[1])).dims);
    if (node.operator === 'Unsqueeze' || node.operator === 'Squeeze')
      return shaped(this.#squeezed(node, values, inputs[1]).dims);
    if (node.operator === 'Slice') return [known(slicedConstant(first, this.#ranges(first.dims, inputs)))];
    throw new Unsupported(`${node.operator} of constants`);
  }

  #quantise(from: Floats): Value[] {
    const count = numberOf(from.dims);
    const of: Quantised = {
      kind: 'quantised',
      dims: from.dims,
      bytes: { bytes: count },
      info: { bytes: 8 },
    };
    this.#step('quantise', [at(from), count, this.flip, at(of.bytes), at(of.info)]);
    return [of, { kind: 'scale', of }, { kind: 'zero', of }];
  }

  #product([values, weights, zero, zeros]: readonly (Value | undefined)[]): Product {
    if (values?.kind !== 'quantised' || weights?.kind !== 'tensor' || !isZeroOf(zero, values))
      throw new Unsupported('MatMulInteger of other values');
    const [inner = 0, columns = 0] = weights.tensor.dims;
    if (weights.tensor.dims.length !== 2 || values.dims.at(-1) !== inner)
      throw new Unsupported('MatMulInteger of other shapes');
    return {
      kind: 'product',
      values,
      weights: weights.tensor,
      zeros: zeros && this.#constant(zeros),
      inner,
      columns,
      steps: [columns, 1],
      dims: values.dims.with(-1, columns),
      planar: false,
    };
  }

  #convolution(node: OnnxNode, [values, weights, zero, zeros]: readonly (Value | undefined)[]): Product {
    if (values?.kind !== 'quantised' || weights?.kind !== 'tensor' || !isZeroOf(zero, values))
      throw new Unsupported('ConvInteger of other values');
    const { dims, inner, columns, rows, args } = patchesOf(node, values.dims, weights.tensor.dims);
    const bytes: Buffer = { bytes: rows * inner };
    this.#step('patches', [at(values.bytes), ...args, 1, at(bytes)]);
    return {
      kind: 'product',
      values: { kind: 'quantised', dims: [rows, inner], bytes, info: values.info },
      weights: weights.tensor,
      zeros: zeros && this.#constant(zeros),
      inner,
      columns,
      steps: [1, inner],
      dims,
      planar: true,
    };
  }

  #floatConvolution(node: OnnxNode, [values, weights, bias]: readonly (Value | undefined)[]): Floats {
    const from = asFloats(values);
    if (weights?.kind !== 'tensor') throw new Unsupported('Conv without weights');
    const { dims, inner, columns, rows, args } = patchesOf(node, from.dims, weights.tensor.dims);
    const patches = this.#floats([rows, inner]);
    this.#step('patches', [at(from), ...args, 4, at(patches)]);
    const products = this.#floats([rows, columns]);
    const place = this.#reserve(inner * columns * 4);
    this.#fills.push({
      at: place,
      floats: () => this.#constant(weights).values,
      transposed: { rows: columns, columns: inner },
    });
    this.#step('matmul', [at(patches), place, at(products), 1, rows, inner, columns, 0]);
    const result = { ...this.#transposed(products, [1, 0]), dims };
    if (!bias) return result;
    const { values: biases } = this.#constant(bias);
    if (biases.length !== columns) throw new Unsupported('Conv with another bias');
    return this.#binary('Add', result, known({ type: FLOAT, dims: [columns, 1, 1], values: biases }));
  }

  /** A product of integers times its scale, and plus the bias that follows it; or a scale times another. */
  #scaled(node: OnnxNode, a: Value | undefined, b: Value | undefined): Value | undefined {
    for (const [x, y] of [
      [a, b],
      [b, a],
    ]) {
      if (x?.kind === 'scale' && !x.factor && y && isFixed(y)) return { ...x, factor: this.#constant(y) };
      if (x?.kind === 'product' && y?.kind === 'scale' && y.factor && y.of.info === x.values.info)
        return this.#linear(x, y.factor, this.#biasAfter(node, x));
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
    const { values } = this.#constant(b);
    if (values.length !== 1) return undefined;
    const result = this.#floats(a.dims);
    this.#step('swish', [at(a), numberOf(a.dims), values[0] as number, at(result)]);
    for (const { outputs } of [middle as OnnxNode, last]) this.#values.set(outputs[0] ?? '', result);
    return result;
  }

  /** The bias that is added to a node's result; its result becomes this one's. */
  #biasAfter(node: OnnxNode, { columns, planar }: Product): { name: string; bias: Constant } | undefined {
    const next = this.#next(node, 'Add');
    if (planar || !next) return undefined;
    const other = this.#values.get(next.inputs.find((name) => name !== node.outputs[0]) ?? '');
    if (!other || !isFixed(other) || dimsOf(other).length !== 1 || dimsOf(other)[0] !== columns)
      return undefined;
    return { name: next.outputs[0] ?? '', bias: this.#constant(other) };
  }

  #linear(
    { values, weights, zeros, inner, columns, steps, dims, planar }: Product,
    scales: Constant,
    next: { name: string; bias: Constant } | undefined,
  ): Floats {
    if (inner % 4 > 0 || columns % 8 > 0) throw new Unsupported(`weights of ${inner} x ${columns}`);
    if (weights.type !== UINT8 && weights.type !== INT8) throw new Unsupported('weights of other integers');
    // Unsigned weights become signed ones.
    const lower = weights.type === UINT8 ? 128 : 0;
    const of = (constant: Constant | undefined, i: number): number => {
      if (!constant) return 0;
      const { length } = constant.values;
      if (length !== 1 && length !== columns) throw new Unsupported('weights with other scales or zeros');
      return constant.values[length === 1 ? 0 : i] as number;
    };
    const each = Array.from({ length: columns }, (_, i) => i);
    const rows = numberOf(values.dims) / inner;
    const { repeat, period } = repetition(scales.dims, dims);
    if (period !== 1 && (period !== columns || repeat !== (planar ? rows : 1)))
      throw new Unsupported('weights with scales of another shape');
    const zero = each.map((i) => of(zeros, i) - lower);
    const place = this.#reserve(inner * columns);
    const facts = this.#reserve(4 * 4 * columns);
    this.#fills.push(
      { at: place, sums: facts, tensor: weights, inner, columns, steps },
      { at: facts + 4 * columns, floats: () => new Float32Array(Int32Array.from(zero).buffer) },
      {
        at: facts + 8 * columns,
        floats: () => [...each.map((i) => of(scales, i)), ...each.map((i) => of(next?.bias, i))],
      },
    );
    const result = this.#floats(planar ? [rows, columns] : dims);
    const sums: Buffer = { bytes: 4 * rows };
    this.#step('linear', [
      at(values.bytes),
      rows,
      inner,
      columns,
      at(values.info),
      this.flip,
      place,
      facts,
      at(sums),
      at(result),
    ]);
    if (next) this.#values.set(next.name, result);
    return planar ? { ...this.#transposed(result, [1, 0]), dims } : result;
  }

  #matmul(a: Value | undefined, b: Value | undefined): Floats {
    const [first = [], second = []] = [a && dimsOf(a), b && dimsOf(b)];
    if (first.length < 2 || second.length < 2) throw new Unsupported('MatMul of vectors');
    const [rows, inner] = first.slice(-2) as [number, number];
    const [length, columns] = second.slice(-2) as [number, number];
    if (length !== inner) throw new Unsupported('MatMul of other shapes');
    const batch = numberOf(first.slice(0, -2));
    const others = numberOf(second.slice(0, -2));
    if (others !== 1 && others !== batch) throw new Unsupported('MatMul of other batches');
    const batches = broadcast(first.slice(0, -2), second.slice(0, -2));
    if (numberOf(batches) !== batch) throw new Unsupported('MatMul of other batches');
    const dims = [...batches, rows, columns];
    const result = this.#floats(dims);
    // With one second matrix all rows are those of one.
    const [times, height] = others === 1 ? [1, batch * rows] : [batch, rows];
    this.#step('matmul', [
      this.#address(a),
      this.#address(b),
      at(result),
      times,
      height,
      inner,
      columns,
      inner * columns,
    ]);
    return result;
  }

  #binary(operator: string, a: Value | undefined, b: Value | undefined): Floats {
    if (!a || !b) throw new Unsupported(`${operator} of one value`);
    const dims = broadcast(dimsOf(a), dimsOf(b));
    const size = numberOf(dims);
    const swapped = a.kind !== 'floats' || numberOf(a.dims) < size;
    const [large, small] = swapped ? [b, a] : [a, b];
    const floats = asFloats(large);
    if (numberOf(floats.dims) !== size) throw new Unsupported(`${operator} of other shapes`);
    const { repeat, period } = repetition(dimsOf(small), dims);
    const result = this.#floats(dims);
    this.#step('binary', [
      (swapped ? SWAPPED : BINARY)[operator] as number,
      at(floats),
      this.#address(small),
      size,
      repeat,
      period,
      at(result),
    ]);
    return result;
  }

  #power(a: Floats, b: Value | undefined): Floats {
    const { values } = this.#constant(b);
    if (values.length === 1 && values[0] === 0.5) return this.#unary('Sqrt', a);
    const square = this.#binary('Mul', a, a);
    if (values.length === 1 && values[0] === 2) return square;
    if (values.length === 1 && values[0] === 3) return this.#binary('Mul', square, a);
    throw new Unsupported('Pow of another power');
  }

  #unary(operator: string, a: Floats): Floats {
    const result = this.#floats(a.dims);
    this.#step('unary', [UNARY[operator] as number, at(a), numberOf(a.dims), at(result)]);
    return result;
  }

  #softmax(a: Floats, axis: unknown): Floats {
    const columns = this.#lastOf(a, axis, 1);
    const result = this.#floats(a.dims);
    this.#step('softmax', [at(a), numberOf(a.dims) / columns, columns, at(result)]);
    return result;
  }

  #layerNorm({ attributes }: OnnxNode, [a, weights, biases]: readonly (Value | undefined)[]): Floats {
    const floats = asFloats(a);
    const columns = this.#lastOf(floats, attributes.get('axis') ?? -1, 4);
    const bias = biases ?? known({ type: FLOAT, dims: [columns], values: new Float32Array(columns) });
    if (!weights || [weights, bias].some((each) => numberOf(dimsOf(each)) !== columns))
      throw new Unsupported('LayerNormalization of other shapes');
    const result = this.#floats(floats.dims);
    this.#step('layerNorm', [
      at(floats),
      numberOf(floats.dims) / columns,
      columns,
      this.#address(weights),
      this.#address(bias),
      Number(attributes.get('epsilon') ?? 1e-5),
      at(result),
    ]);
    return result;
  }

  #mean({ attributes }: OnnxNode, a: Floats, axes: Value | undefined): Floats {
    const [axis, ...others] = axes ? this.#integers(axes) : [attributes.get('axes') ?? []].flat();
    if (others.length > 0 || attributes.get('keepdims') === 0)
      throw new Unsupported('ReduceMean of other axes');
    const columns = this.#lastOf(a, axis, 4);
    const result = this.#floats(a.dims.with(-1, 1));
    this.#step('mean', [at(a), numberOf(a.dims) / columns, columns, at(result)]);
    return result;
  }

  /** Length of the last axis, which the axis has to be. */
  #lastOf({ dims }: Floats, axis: unknown, multiple: number): number {
    const columns = dims.at(-1) ?? 0;
    if ((axis === -1 || axis === dims.length - 1) && columns % multiple === 0) return columns;
    throw new Unsupported(`axis ${String(axis)} of ${dims.join(' x ')}`);
  }

  #squeezed({ operator, attributes }: OnnxNode, a: Floats, axes: Value | undefined): Floats {
    const wanted = axes ? this.#integers(axes) : ([attributes.get('axes') ?? []].flat() as number[]);
    if (operator === 'Squeeze') {
      const gone = new Set(wanted.map((axis) => normalAxis(axis, a.dims)));
      if (gone.size === 0 || [...gone].some((axis) => a.dims[axis] !== 1))
        throw new Unsupported('Squeeze of other axes');
      return { ...a, dims: a.dims.filter((_, i) => !gone.has(i)) };
    }
    const rank = a.dims.length + wanted.length;
    const added = new Set(wanted.map((axis) => (axis < 0 ? axis + rank : axis)));
    const left = [...a.dims];
    return { ...a, dims: Array.from({ length: rank }, (_, i) => (added.has(i) ? 1 : (left.shift() ?? 1))) };
  }

  #transposed(a: Floats, order: readonly number[]): Floats {
    const strides = stridesOf(a.dims);
    const dims = order.map((axis) => a.dims[axis] as number);
    return this.#copied(
      a,
      order.map((axis) => strides[axis] as number),
      dims,
    );
  }

  #expanded(a: Floats, shape: readonly number[]): Floats {
    const dims = broadcast(a.dims, shape);
    if (numberOf(dims) === numberOf(a.dims)) return { ...a, dims };
    const own = [...Array<number>(dims.length - a.dims.length).fill(1), ...a.dims];
    const strides = stridesOf(own).map((stride, i) => (own[i] === 1 ? 0 : stride));
    return this.#copied(a, strides, dims);
  }

  #copied(a: Floats, strides: readonly number[], dims: readonly number[]): Floats {
    const result = this.#floats(dims);
    this.#copy(at(a), strides, at(result), stridesOf(dims), dims);
    return result;
  }

  #concatenated({ attributes }: OnnxNode, inputs: readonly (Value | undefined)[]): Floats {
    const shapes = inputs.map((input) => (input ? dimsOf(input) : []));
    const first = shapes[0] ?? [];
    const axis = normalAxis(attributes.get('axis'), first);
    if (
      shapes.some((dims) => dims.length !== first.length || dims.some((n, i) => i !== axis && n !== first[i]))
    )
      throw new Unsupported('Concat of other shapes');
    const sizes = shapes.map((dims) => dims[axis] ?? 0);
    const dims = first.with(
      axis,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    const result = this.#floats(dims);
    const strides = stridesOf(dims);
    let start = 0;
    for (const [i, input] of inputs.entries()) {
      const own = shapes[i] as readonly number[];
      this.#copy(
        this.#address(input),
        stridesOf(own),
        at(result, start * (strides[axis] ?? 1)),
        strides,
        own,
      );
      start += sizes[i] ?? 0;
    }
    return result;
  }

  #gathered({ attributes }: OnnxNode, a: Floats, indices: Value | undefined): Floats {
    const axis = normalAxis(attributes.get('axis') ?? 0, a.dims);
    const picked = this.#constant(indices);
    const size = a.dims[axis] as number;
    if (picked.values.length > MOST_SLICES) throw new Unsupported('Gather of many slices');
    const slices = a.dims.with(axis, picked.values.length);
    const result = this.#floats(slices);
    const [from, to] = [stridesOf(a.dims), stridesOf(slices)];
    for (let i = 0; i < picked.values.length; i++) {
      const index = picked.values[i] as number;
      if (index < -size || index >= size) throw new Unsupported('Gather beyond the end');
      const source = at(a, (index < 0 ? index + size : index) * (from[axis] as number));
      this.#copy(source, from, at(result, i * (to[axis] as number)), to, a.dims.with(axis, 1));
    }
    return { ...result, dims: [...a.dims.slice(0, axis), ...picked.dims, ...a.dims.slice(axis + 1)] };
  }

  #sliced(a: Floats, inputs: readonly (Value | undefined)[]): Floats {
    const ranges = this.#ranges(a.dims, inputs);
    const strides = stridesOf(a.dims);
    const start = ranges.reduce((sum, { start }, axis) => sum + start * (strides[axis] as number), 0);
    const dims = ranges.map(sizeOf);
    const result = this.#floats(dims);
    const steps = ranges.map(({ step }, axis) => step * (strides[axis] as number));
    this.#copy(at(a, start), steps, at(result), stridesOf(dims), dims);
    return result;
  }

  #split({ attributes, outputs }: OnnxNode, a: Floats, sizes: Value | undefined): Floats[] {
    const axis = normalAxis(attributes.get('axis') ?? 0, a.dims);
    const given = partsOf(
      a.dims[axis] as number,
      outputs.length,
      sizes ? this.#integers(sizes) : attributes.get('split'),
    );
    const strides = stridesOf(a.dims);
    let start = 0;
    return given.map((size) => {
      const dims = a.dims.with(axis, size);
      const part = this.#floats(dims);
      this.#copy(at(a, start * (strides[axis] as number)), strides, at(part), stridesOf(dims), dims);
      start += size;
      return part;
    });
  }

  #ranges(dims: readonly number[], [, starts, ends, axes, steps]: readonly (Value | undefined)[]): Range[] {
    const ranges: Range[] = dims.map((size) => ({ start: 0, end: size, step: 1 }));
    const [from, to] = [this.#integers(starts), this.#integers(ends)];
    const by = steps ? this.#integers(steps) : [];
    if (by.some((step) => step < 1)) throw new Unsupported('Slice backwards');
    const wanted = axes ? this.#integers(axes) : from.map((_, i) => i);
    for (const [i, axis] of wanted.entries()) {
      const index = normalAxis(axis, dims);
      const size = dims[index] as number;
      const limited = (at = 0): number => Math.min(size, Math.max(0, at < 0 ? at + size : at));
      ranges[index] = { start: limited(from[i]), end: limited(to[i]), step: by[i] ?? 1 };
    }
    return ranges;
  }

  /** Adds a copy between two places, whose axes have these steps in floats. */
  #copy(
    from: Argument,
    fromStrides: readonly number[],
    to: Argument,
    toStrides: readonly number[],
    dims: readonly number[],
  ): void {
    const axes: [size: number, from: number, to: number][] = [];
    for (const [i, size] of dims.entries()) {
      if (size === 1) continue;
      const axis: [number, number, number] = [size, fromStrides[i] as number, toStrides[i] as number];
      const before = axes.at(-1);
      const isOne = before && before[1] === size * axis[1] && before[2] === size * axis[2];
      if (isOne) axes.splice(-1, 1, [before[0] * size, axis[1], axis[2]]);
      else axes.push(axis);
    }
    if (axes.length > 4) throw new Unsupported('a copy of many axes');
    while (axes.length < 4) axes.unshift([1, 0, 0]);
    this.#step('copy', [from, to, ...[0, 1, 2].flatMap((k) => axes.map((axis) => axis[k] as number))]);
  }

  #step(kernel: string, args: readonly Argument[]): void {
    this.#steps.push({ kernel, args });
  }

  #floats(dims: readonly number[]): Floats {
    return { kind: 'floats', dims, buffer: { bytes: 4 * numberOf(dims) } };
  }

  #reserve(bytes: number): number {
    const place = this.#weights;
    this.#weights += aligned(bytes);
    return place;
  }

  #value(name: string): Value {
    const value = this.#values.get(name);
    if (value) return value;
    throw new Unsupported(`an input called ${name}`);
  }

  /** Where floats are, be they weights or not. */
  #address(value: Value | undefined): Argument {
    if (value?.kind === 'floats') return at(value);
    if (!value || !isFixed(value)) throw new Unsupported('other numbers than floats');
    const { type, dims } = value.kind === 'tensor' ? value.tensor : this.#constant(value);
    if (type !== FLOAT) throw new Unsupported('integers among floats');
    const place = this.#reserve(4 * numberOf(dims));
    this.#fills.push({ at: place, floats: () => this.#constant(value).values });
    return place;
  }

  #constant(value: Value | undefined): Constant {
    if (value?.kind === 'constant') return value.constant;
    if (value?.kind !== 'tensor') throw new Unsupported('an operator that depends on the picture');
    let constant = this.#constants.get(value.tensor);
    constant ??= constantOf(value.tensor);
    this.#constants.set(value.tensor, constant);
    return constant;
  }

  #integers(value: Value | undefined): number[] {
    return Array.from(this.#constant(value).values);
  }
}

const known = (constant: Constant): Known => ({ kind: 'constant', constant });

const isFixed = ({ kind }: Value): boolean => kind === 'constant' || kind === 'tensor';

const isZeroOf = (value: Value | undefined, { info }: Quantised): boolean =>
  value?.kind === 'zero' && value.of.info === info;

function dimsOf(value: Value): readonly number[] {
  if (value.kind === 'constant') return value.constant.dims;
  if (value.kind === 'tensor') return value.tensor.dims;
  if ('dims' in value) return value.dims;
  return [];
}

function asFloats(value: Value | undefined): Floats {
  if (value?.kind === 'floats') return value;
  throw new Unsupported(`${value?.kind ?? 'nothing'} where floats are computed`);
}

function at(place: Floats | Buffer, floats = 0): Argument {
  return { buffer: 'buffer' in place ? place.buffer : place, offset: 4 * floats };
}

function reshaped(a: Floats, shape: readonly number[]): Floats {
  const dims = shape.map((size, i) => (size === 0 ? (a.dims[i] ?? 0) : size));
  const rest = numberOf(a.dims) / numberOf(dims.filter((size) => size >= 0));
  const filled = dims.map((size) => (size < 0 ? rest : size));
  if (numberOf(filled) !== numberOf(a.dims) || !filled.every(Number.isInteger))
    throw new Unsupported(`${a.dims.join(' x ')} as ${shape.join(' x ')}`);
  return { ...a, dims: filled };
}

/** How the patches of a picture are taken, if they lie side by side. */
function patchesOf({ attributes }: OnnxNode, picture: readonly number[], weights: readonly number[]) {
  const [batch = 0, channels = 0, height = 0, width = 0] = picture;
  const [columns = 0, depth = 0, patchHeight = 0, patchWidth = 0] = weights;
  const list = (name: string): readonly number[] => [attributes.get(name) ?? []].flat() as number[];
  const strides = list('strides');
  const isPlain =
    picture.length === 4 &&
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
  if (!isPlain) throw new Unsupported('a convolution that is no patch embedding');
  const [down, across] = [height / patchHeight, width / patchWidth];
  return {
    rows: down * across,
    inner: channels * patchHeight * patchWidth,
    columns,
    dims: [1, columns, down, across],
    args: [channels, height, width, patchHeight, patchWidth],
  };
}

/** How the numbers of one shape follow one another in a larger one. */
function repetition(small: readonly number[], large: readonly number[]): { repeat: number; period: number } {
  const own = [...Array<number>(large.length - small.length).fill(1), ...small];
  let end = own.length;
  while (end > 0 && own[end - 1] === 1) end--;
  let start = 0;
  while (start < end && own[start] === 1) start++;
  if (own.slice(start, end).some((size, i) => size !== large[start + i]))
    throw new Unsupported('numbers that repeat in another way');
  return { repeat: numberOf(large.slice(end)), period: numberOf(own.slice(start, end)) };
}

function slicedConstant({ type, dims, values }: Constant, ranges: readonly Range[]): Constant {
  const strides = stridesOf(dims);
  const kept = Array.from(values).filter((_, i) =>
    strides.every((stride, axis) => {
      const index = Math.floor(i / stride) % (dims[axis] as number);
      const { start, end, step } = ranges[axis] as Range;
      return index >= start && index < end && (index - start) % step === 0;
    }),
  );
  return { type, dims: ranges.map(sizeOf), values: kept };
}

const sizeOf = ({ start, end, step }: Range): number => Math.max(0, Math.ceil((end - start) / step));
