import { expect, it } from 'vitest';
import { node } from '../graph/node.fixture.ts';
import { FLOAT, INT8, type OnnxGraph, type OnnxTensor } from '../graph/onnx-graph.ts';
import { Planner } from '../plan/planner.ts';
import { TextPlans } from './text-plans.ts';

const WIDTH = 8;
const WORDS = 10;

const tensor = (type: number, dims: number[], numbers: Float32Array | Int8Array): OnnxTensor => ({
  type,
  dims,
  read: () => new Uint8Array(numbers.buffer),
});

/** Embeds tokens and multiplies the embedding at the highest id by weights. */
function graph(): OnnxGraph {
  const table = Float32Array.from({ length: WORDS * WIDTH }, (_, i) => Math.floor(i / WIDTH));
  const tensors = {
    table: tensor(FLOAT, [WORDS, WIDTH], table),
    gain: tensor(FLOAT, [WIDTH], new Float32Array(WIDTH).fill(1)),
    weights: tensor(INT8, [WIDTH, WIDTH], new Int8Array(WIDTH * WIDTH)),
    scale: tensor(FLOAT, [], Float32Array.of(1)),
    zero: tensor(INT8, [], new Int8Array(1)),
  };
  return {
    nodes: [
      node('Identity', ['ids'], ['same']),
      node('Gather', ['table', 'same'], ['embedded']),
      node('LayerNormalization', ['embedded', 'gain'], ['normal']),
      node('ArgMax', ['same'], ['last'], { axis: 1, keepdims: 0 }),
      node('Gather', ['normal', 'last'], ['pooled'], { axis: 1 }),
      node('DynamicQuantizeLinear', ['pooled'], ['q', 'qs', 'qz']),
      node('MatMulInteger', ['q', 'weights', 'qz', 'zero'], ['p']),
      node('Cast', ['p'], ['c'], { to: FLOAT }),
      node('Mul', ['qs', 'scale'], ['s']),
      node('Mul', ['c', 's'], ['out']),
    ],
    tensors: new Map(Object.entries(tensors)),
    inputs: ['ids'],
    outputs: ['out'],
  };
}

const plansOf = (): TextPlans =>
  new TextPlans(new Planner(graph(), ['out'], { bits: 8, flip: 0 }), ['ids'], [2, 5]);

function jobOf(plans: TextPlans, ids: readonly number[], lengths?: number[]) {
  const data = BigInt64Array.from(ids, BigInt);
  return plans.job(
    { ids: { type: 'int64', data, dims: [1, ids.length], ...(lengths && { lengths }) } },
    0,
    1,
  );
}

const tokens = ({ data }: ReturnType<typeof jobOf>): number[] =>
  Array.from(data[0] ?? []).filter((_, i) => i % WIDTH === 0);

it('plans texts of one length once, with their own embeddings', () => {
  const plans = plansOf();
  const [first, second] = [jobOf(plans, [1, 2, 9]), jobOf(plans, [3, 4, 8])];
  expect(second.plan).toBe(first.plan);
  expect(tokens(first)).toEqual([1, 2, 9]);
  expect(tokens(second)).toEqual([3, 4, 8]);
});

it('makes a new plan if tokens change the steps, and keeps both', () => {
  const plans = plansOf();
  const [end, start] = [jobOf(plans, [1, 2, 9]), jobOf(plans, [9, 2, 1])];
  expect(start.plan.steps).not.toEqual(end.plan.steps);
  expect(tokens(start)).toEqual([9, 2, 1]);
  expect(jobOf(plans, [3, 4, 8]).plan).toBe(end.plan);
  expect(jobOf(plans, [8, 4, 3]).plan).toBe(start.plan);
});

it('makes a new plan if tokens change a computed constant', () => {
  const { nodes, ...others } = graph();
  const picked = nodes.map((each) =>
    each.outputs[0] === 'pooled' ? node('Gather', ['normal', 'ids'], ['pooled'], { axis: 1 }) : each,
  );
  const plans = new TextPlans(
    new Planner({ ...others, nodes: picked }, ['out'], { bits: 8, flip: 0 }),
    ['ids'],
    [2],
  );
  expect(jobOf(plans, [1, 0]).plan.steps).not.toEqual(jobOf(plans, [0, 1]).plan.steps);
});

it('makes a new plan for another length, and leaves out padding', () => {
  const plans = plansOf();
  expect(jobOf(plans, [1, 2, 9]).plan).not.toBe(jobOf(plans, [1, 9]).plan);
  const cut = jobOf(plans, [3, 8, 0, 0], [2]);
  expect(tokens(cut)).toEqual([3, 8]);
  expect(cut.plan).toBe(jobOf(plans, [1, 9]).plan);
});

it('rejects tokens that the model does not have', () => {
  expect(() => jobOf(plansOf(), [1, 2, WORDS])).toThrow('Gather beyond the end');
});
