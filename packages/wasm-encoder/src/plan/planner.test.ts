import { expect, it } from 'vitest';
import { node } from '../graph/node.fixture.ts';
import { FLOAT, INT8, type OnnxGraph, type OnnxNode, type OnnxTensor } from '../graph/onnx-graph.ts';
import { Unsupported } from '../graph/shapes.ts';
import { Planner } from './planner.ts';

const SIDE = 8;

let read = 0;
function tensor(type: number, dims: number[], fill = 1): OnnxTensor {
  const length = dims.reduce((product, size) => product * size, 1);
  const numbers = type === FLOAT ? new Float32Array(length).fill(fill) : new Int8Array(length).fill(fill);
  return {
    type,
    dims,
    read: () => {
      read++;
      return new Uint8Array(numbers.buffer);
    },
  };
}

/** Multiplies the image by weights and adds a bias. `more` goes before the end. */
function graphOf(more: OnnxNode[] = [], changes: Partial<Record<string, OnnxTensor>> = {}): OnnxGraph {
  const tensors: Record<string, OnnxTensor> = {
    weights: tensor(INT8, [SIDE, SIDE]),
    zeros: tensor(INT8, []),
    scale: tensor(FLOAT, []),
    bias: tensor(FLOAT, [SIDE]),
    ...changes,
  };
  return {
    nodes: [
      node('DynamicQuantizeLinear', ['x'], ['q', 'qs', 'qz']),
      node('MatMulInteger', ['q', 'weights', 'qz', 'zeros'], ['p']),
      node('Cast', ['p'], ['c'], { to: FLOAT }),
      node('Mul', ['qs', 'scale'], ['s']),
      node('Mul', ['c', 's'], ['y']),
      node('Add', ['y', 'bias'], ['z']),
      ...more,
    ],
    tensors: new Map(Object.entries(tensors)),
    inputs: ['x'],
    outputs: ['z'],
  };
}

const planned = (graph: OnnxGraph, output = 'z', ...others: string[]) => {
  read = 0;
  const planner = new Planner(graph, [output, ...others], { bits: 8, flip: 0 });
  const { plan } = planner.plan({ x: { dims: [2, 1, SIDE] } });
  return { ...plan, fills: planner.weights.fills };
};
const kernels = (graph: OnnxGraph, ...outputs: string[]): string[] =>
  planned(graph, ...outputs).steps.map(({ kernel }) => kernel);

it('fuses a bias, unless the product itself is also needed', () => {
  expect(kernels(graphOf())).toEqual(['quantise', 'linear']);
  expect(kernels(graphOf([node('Mul', ['y', 'y'], ['w'])]))).toEqual(['quantise', 'linear', 'binary']);
  const { fills } = planned(graphOf(), 'y');
  const facts = fills.flatMap((fill) => {
    if (!('write' in fill)) return [];
    const floats = new Float32Array(fill.length);
    fill.write(floats);
    return [Array.from(floats)];
  });
  // Zero points, which are integers, then scales, then biases, which are all 0.
  expect(facts.at(-1)?.slice(SIDE)).toEqual([...Array(SIDE).fill(1), ...Array(SIDE).fill(0)]);
});

it('fuses x * sigmoid(x), unless a result in between is also needed', () => {
  const swish = [
    node('Mul', ['z', 'scale'], ['a']),
    node('Sigmoid', ['a'], ['b']),
    node('Mul', ['z', 'b'], ['w']),
  ];
  expect(kernels(graphOf(swish), 'w')).toEqual(['quantise', 'linear', 'swish']);
  expect(kernels(graphOf(swish), 'b')).toEqual(['quantise', 'linear', 'binary', 'unary']);
});

it('keeps buffers apart that are live at the same time', () => {
  const swish = [node('Sigmoid', ['z'], ['a']), node('Tanh', ['z'], ['b']), node('Add', ['a', 'b'], ['w'])];
  const { steps, inputs, outputs, scratch } = planned(graphOf(swish), 'w');
  const [sigmoid, tanh, add] = steps.slice(-3).map(({ args }) => args);
  expect(new Set([sigmoid?.at(-1), tanh?.at(-1), sigmoid?.[1]]).size).toBe(3);
  expect([add?.[1], add?.[2]]).toEqual([sigmoid?.at(-1), tanh?.at(-1)]);
  expect(outputs.map(({ at, length }) => at + 4 * length <= scratch)).toEqual([true]);
  expect(inputs.map(({ length }) => length)).toEqual([2 * SIDE]);
});

it('keeps all outputs until the end, and fuses nothing beyond them', () => {
  const more = [node('Sigmoid', ['z'], ['a']), node('Tanh', ['a'], ['b']), node('Sqrt', ['b'], ['w'])];
  const { steps, outputs } = planned(graphOf(more), 'w', 'a', 'y');
  expect(steps.map(({ kernel }) => kernel)).toEqual([
    'quantise',
    'linear',
    'binary',
    'unary',
    'unary',
    'unary',
  ]);
  const [sigmoid, tanh, root] = steps.slice(-3).map(({ args }) => args.at(-1));
  const [w, a, y] = outputs.map(({ at }) => at);
  expect([w, a]).toEqual([root, sigmoid]);
  // Tanh and what follows may use memory again, but not that of outputs.
  expect([w, y, tanh]).not.toContain(a);
  expect([w, a, tanh, sigmoid]).not.toContain(y);
});

it.each<[string, OnnxGraph, string?]>([
  ['an unknown operator', graphOf([node('Einsum', ['z'], ['w'])]), 'w'],
  [
    'an operator from another domain',
    graphOf([{ ...node('Tanh', ['z'], ['w']), domain: 'com.example' }]),
    'w',
  ],
  ['nothing quantised', { ...graphOf(), nodes: [node('Tanh', ['x'], ['z'])] }],
  [
    'too many weights as floats',
    {
      ...graphOf([], { weights: { ...tensor(INT8, [1]), dims: [SIDE, 2 ** 22] } }),
      nodes: [node('DequantizeLinear', ['weights', 'scale'], ['w']), node('MatMul', ['x', 'w'], ['z'])],
    },
  ],
])('rejects a model with %s before reading any of it', (_, graph, output) => {
  expect(() => planned(graph, output)).toThrow(Unsupported);
  expect(read).toBe(0);
});

it.each<[string, OnnxGraph, string?]>([
  [
    'a scale that is scaled again',
    {
      ...graphOf(),
      nodes: graphOf().nodes.flatMap((each) =>
        each.outputs[0] === 's'
          ? [node('Mul', ['qs', 'scale'], ['t']), node('Mul', ['t', 'scale'], ['s'])]
          : [each],
      ),
    },
  ],
  ['a scale per row', graphOf([], { scale: tensor(FLOAT, [SIDE, 1]) })],
  ['parts of fractional size', graphOf([node('Split', ['z'], ['a', 'b', 'w'], { axis: -1 })]), 'w'],
  [
    'batches that broadcast each other',
    graphOf([node('Reshape', ['z', 'two'], ['a']), node('MatMul', ['a', 'others'], ['w'])], {
      two: { type: 7, dims: [4], read: () => new Uint8Array(BigInt64Array.of(2n, 1n, 1n, 8n).buffer) },
      others: tensor(FLOAT, [1, 2, SIDE, 1]),
    }),
    'w',
  ],
  ['weights of an odd size', graphOf([], { weights: tensor(INT8, [SIDE, SIDE + 1]) })],
])('rejects %s', (_, graph, output) => {
  expect(() => planned(graph, output)).toThrow(Unsupported);
});

it('leaves bytes that become floats in the file until the weights are loaded', () => {
  const graph: OnnxGraph = {
    ...graphOf([], { weights: tensor(INT8, [SIDE, SIDE], 3), scale: tensor(FLOAT, [], 0.5) }),
    nodes: [node('DequantizeLinear', ['weights', 'scale'], ['w']), node('Gemm', ['z', 'w'], ['y'])],
    inputs: ['z'],
    outputs: ['y'],
  };
  read = 0;
  const planner = new Planner(graph, ['y'], { bits: 8, flip: 0 });
  planner.plan({ z: { dims: [2, SIDE] } });
  // Only the scale.
  expect(read).toBe(1);
  const [weights] = planner.weights.fills;
  if (!weights || !('write' in weights)) throw new Error('There are no weights.');
  const floats = new Float32Array(weights.length);
  weights.write(floats);
  expect(read).toBe(2);
  // A row of biases, which are 0, then the weights.
  expect([...floats]).toEqual([...Array(SIDE).fill(0), ...Array(SIDE * SIDE).fill(1.5)]);
});
