import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHalf } from '../graph/half.ts';
import { node } from '../graph/node.fixture.ts';
import { type Attribute, FLOAT, FLOAT16, INT8, type OnnxNode, type OnnxTensor } from '../graph/onnx-graph.ts';
import { numberOf, Unsupported } from '../graph/shapes.ts';
import { loadKernels, plainKernels } from '../kernels/kernel.ts';
import { random } from '../kernels/random.fixture.ts';
import { Planner } from '../plan/planner.ts';
import { Threads } from './threads.ts';

/** A tensor with its numbers in the order of ONNX. */
interface Numbers {
  dims: readonly number[];
  values: readonly number[];
}

/** Attributes of a Conv, and the rest of the size of its weights. */
interface Form {
  /** Channels of the result in each group. */
  share: number;
  kernel: readonly number[];
  group: number;
  strides: readonly number[];
  /** Above, left, below and right. */
  pads: readonly number[];
  dilations: readonly number[];
}

type Attributes = Record<string, Attribute>;
type Weights = 'int8' | 'half';

/** Numbers of few bits, which int8 and half precision represent exactly. */
const numbers = (...dims: number[]): Numbers => ({
  dims,
  values: Array.from({ length: numberOf(dims) }, () => Math.round(random() * 60) / 16),
});

/** A graph in the making. */
class Graph {
  readonly nodes: OnnxNode[] = [];
  readonly tensors = new Map<string, OnnxTensor>();

  add(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const name = `${operator} ${this.nodes.length}`;
    this.nodes.push({ ...node(operator, inputs, [name]), attributes: new Map(Object.entries(attributes)) });
    return name;
  }

  tensor(type: number, dims: readonly number[], values: ArrayLike<number> & ArrayBufferView): string {
    const name = `tensor ${this.tensors.size}`;
    this.tensors.set(name, { type, dims, read: () => new Uint8Array(values.buffer) });
    return name;
  }

  weights({ dims, values }: Numbers, sort: Weights): string {
    if (sort === 'half') return this.tensor(FLOAT16, dims, toHalf(Float32Array.from(values)));
    const scales = new Float32Array(dims[0] as number).fill(1 / 16);
    const integers = this.tensor(
      INT8,
      dims,
      Int8Array.from(values, (value) => value * 16),
    );
    return this.add('DequantizeLinear', [integers, this.tensor(FLOAT, [scales.length], scales)], { axis: 0 });
  }

  floats({ dims, values }: Numbers): string {
    return this.tensor(FLOAT, dims, Float32Array.from(values));
  }

  conv(image: string, { kernel, ...form }: Form, weights: Numbers, bias: Numbers, sort: Weights): string {
    const { share: _, ...attributes } = { ...form, kernel_shape: kernel };
    return this.add('Conv', [image, this.weights(weights, sort), this.floats(bias)], attributes);
  }

  /** @returns What the kernels compute for an image. */
  async run(image: Numbers, output: string, kernelsFor: typeof loadKernels): Promise<Numbers> {
    const kernels = await kernelsFor(false);
    const graph = { ...this, inputs: ['image'], outputs: [output] };
    const planner = new Planner(graph, [output], kernels.arithmetic);
    const { plan, data } = planner.plan({ image: { dims: image.dims } });
    const threads = new Threads(planner.weights, kernels, plan.scratch, 1, false);
    const all = [image.values, ...data.map(({ values }) => values)];
    const [values = []] = await threads.compute(() => ({ plan, data: all }));
    return { dims: [], values: [...values] };
  }
}

/** By the definition: https://onnx.ai/onnx/operators/onnx__Conv.html */
function convolution({ dims, values }: Numbers, form: Form, weights: Numbers, bias: Numbers): Numbers {
  const { share, strides, pads, dilations } = form;
  const [, , height = 0, width = 0] = dims;
  const [columns = 0, depth = 0, patchHeight = 0, patchWidth = 0] = weights.dims;
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  const [downStep = 0, acrossStep = 0] = strides;
  const [downGap = 0, acrossGap = 0] = dilations;
  const result: number[] = [];
  let [down, across] = [0, 0];
  for (let column = 0; column < columns; column++) {
    const first = Math.floor(column / share) * depth;
    down = 0;
    for (let y = -top; y + (patchHeight - 1) * downGap < height + bottom; y += downStep, down++) {
      across = 0;
      for (let x = -left; x + (patchWidth - 1) * acrossGap < width + right; x += acrossStep, across++) {
        let sum = bias.values[column] as number;
        for (let tap = 0; tap < depth * patchHeight * patchWidth; tap++) {
          const channel = Math.floor(tap / (patchHeight * patchWidth));
          const i = y + (Math.floor(tap / patchWidth) % patchHeight) * downGap;
          const j = x + (tap % patchWidth) * acrossGap;
          if (i < 0 || i >= height || j < 0 || j >= width) continue;
          const weight = weights.values[column * depth * patchHeight * patchWidth + tap] as number;
          sum += weight * (values[((first + channel) * height + i) * width + j] as number);
        }
        result.push(sum);
      }
    }
  }
  return { dims: [1, columns, down, across], values: result };
}

const each = ({ dims, values }: Numbers, apply: (value: number, i: number) => number): Numbers => ({
  dims,
  values: values.map(apply),
});

/** As near as sums of float32 are. */
function expectNear({ values }: Numbers, expected: Numbers): void {
  expect(values).toHaveLength(expected.values.length);
  const size = Math.max(1, ...expected.values.map(Math.abs));
  const worst = values.reduce(
    (most, x, i) => Math.max(most, Math.abs(x - (expected.values[i] as number))),
    0,
  );
  expect(worst / size).toBeLessThan(1e-5);
}

const pair = (least: number, most: number) => fc.tuple(integer(least, most), integer(least, most));
const integer = (min: number, max: number) => fc.integer({ min, max });
const sizes = {
  share: fc.constantFrom(1, 2, 3, 4, 5, 8, 11, 17),
  kernel: pair(1, 5),
  strides: pair(1, 3),
  pads: fc.tuple(integer(0, 3), integer(0, 3), integer(0, 3), integer(0, 3)),
  dilations: pair(1, 2),
};
const dense = fc.record({ group: fc.constantFrom(1, 1, 2, 3), ...sizes });
const depthwise = fc.record({ ...sizes, group: fc.constant(0), share: fc.constantFrom(1, 1, 1, 2) });
const sorts = fc.constantFrom<Weights>('int8', 'half');

/** The convolution as it fits an image, or undefined if no patch does. */
function fitted(form: Form, { dims }: Numbers): { form: Form; weights: Numbers; bias: Numbers } | undefined {
  const [, channels = 0, height = 0, width = 0] = dims;
  const group = form.group === 0 ? channels : channels % form.group === 0 ? form.group : 1;
  const { kernel, dilations, pads } = form;
  const extent = kernel.map((size, axis) => (size - 1) * (dilations[axis] as number) + 1);
  const padded = [height, width].map(
    (size, axis) => size + (pads[axis] as number) + (pads[axis + 2] as number),
  );
  if (extent.some((size, axis) => size > (padded[axis] as number))) return undefined;
  const columns = form.share * group;
  const weights = numbers(columns, channels / group, ...kernel);
  return { form: { ...form, group }, weights, bias: numbers(columns) };
}

describe.each([
  ['for this processor', loadKernels],
  ['without relaxed instructions', plainKernels],
])('kernels %s', (_, kernelsFor) => {
  it('convolve images with any steps, gaps, padding and groups', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...[fc.constantFrom(1, 2, 3, 4, 6, 9, 12), pair(1, 11), fc.oneof(dense, depthwise)],
        ...[fc.oneof(dense, depthwise), sorts, fc.constantFrom('', 'Relu', 'Clip'), fc.boolean()],
        async (channels, [height, width], first, second, sort, clamp, adds) => {
          const image = numbers(1, channels, height, width);
          const a = fitted(first, image);
          if (!a) return;
          const before = convolution(image, a.form, a.weights, a.bias);
          const b = fitted(second, before);
          if (!b) return;
          let expected = convolution(before, b.form, b.weights, b.bias);
          const graph = new Graph();
          const middle = graph.conv('image', a.form, a.weights, a.bias, sort);
          let last = graph.conv(middle, b.form, b.weights, b.bias, sort);
          if (adds && expected.dims.join() === before.dims.join()) {
            last = graph.add('Add', [middle, last]);
            expected = each(expected, (value, i) => value + (before.values[i] as number));
          }
          if (clamp === 'Relu') expected = each(expected, (value) => Math.max(0, value));
          if (clamp === 'Clip') expected = each(expected, (value) => Math.min(6, Math.max(-2, value)));
          const limits = [-2, 6].map((limit) => graph.floats({ dims: [], values: [limit] }));
          if (clamp) last = graph.add(clamp, clamp === 'Clip' ? [last, ...limits] : [last]);
          const output = graph.add('Flatten', [last]);
          expectNear(await graph.run(image, output, kernelsFor), expected);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('compute with pixels what needs no planes, and with planes the rest', async () => {
    const image = numbers(1, 3, 5, 4);
    const form = {
      share: 6,
      kernel: [1, 1],
      group: 1,
      strides: [1, 1],
      pads: [0, 0, 0, 0],
      dilations: [1, 1],
    };
    const [weights, bias] = [numbers(6, 3, 1, 1), numbers(6)];
    const scales = numbers(1, 6, 1, 1);
    const more = numbers(5, 4);
    const graph = new Graph();
    const pixels = graph.conv('image', form, weights, bias, 'int8');
    const pooled = graph.add('GlobalAveragePool', [pixels]);
    const gated = graph.add('Mul', [graph.add('Sigmoid', [pooled]), pixels]);
    const scaled = graph.add('Mul', [graph.floats(scales), gated]);
    const sum = graph.add('Relu', [graph.add('Add', [scaled, graph.floats(more)])]);
    const output = graph.add('Flatten', [graph.add('Transpose', [sum], { perm: [0, 3, 2, 1] })]);
    const before = convolution(image, form, weights, bias);
    const means = Array.from({ length: 6 }, (_, channel) => {
      const own = before.values.slice(channel * 20, (channel + 1) * 20);
      return own.reduce((total, value) => total + value, 0) / 20;
    });
    const planes = each(before, (value, i) => {
      const channel = Math.floor(i / 20);
      const gate = 1 / (1 + Math.exp(-(means[channel] as number)));
      return Math.max(0, gate * value * (scales.values[channel] as number) + (more.values[i % 20] as number));
    });
    const turned = each(planes, (_, i) => {
      const [x, y, channel] = [Math.floor(i / 30), Math.floor(i / 6) % 5, i % 6];
      return planes.values[channel * 20 + y * 4 + x] as number;
    });
    expectNear(await graph.run(image, output, kernelsFor), turned);
  });

  it.each([
    ['as they are', 0, [3, 7]],
    ['transposed', 1, [7, 3]],
  ])('Gemm multiplies by weights %s', async (_, transB, size) => {
    const [image, weights, bias] = [numbers(1, 3), numbers(...size), numbers(7)];
    const graph = new Graph();
    const output = graph.add('Gemm', ['image', graph.weights(weights, 'half'), graph.floats(bias)], {
      transB,
      alpha: 0.5,
      beta: 2,
    });
    const expected = each(bias, (value, column) => {
      const products = image.values.map(
        (x, i) => x * (weights.values[transB ? column * 3 + i : i * 7 + column] as number),
      );
      return 2 * value + 0.5 * products.reduce((total, product) => total + product, 0);
    });
    expectNear(await graph.run(image, output, kernelsFor), expected);
  });
});

const PLAIN: Form = {
  ...{ share: 2, kernel: [3, 3], group: 1, strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1] },
};

it.each<[string, Numbers, Form, Attributes?]>([
  ['padding that the attributes do not spell out', numbers(1, 2, 5, 5), PLAIN, { auto_pad: 'SAME_UPPER' }],
  ['several images', numbers(2, 2, 5, 5), PLAIN],
  ['a line', numbers(1, 2, 5), PLAIN],
  ['a patch larger than the image', numbers(1, 2, 2, 5), PLAIN],
  ['groups of unequal size', numbers(1, 5, 5, 5), { ...PLAIN, group: 2 }],
])('rejects a convolution of %s', async (_, image, form, attributes) => {
  const graph = new Graph();
  const weights = graph.weights(numbers(form.share * form.group, 2, ...form.kernel), 'half');
  const { share: _share, kernel, ...rest } = form;
  const output = graph.add('Conv', [image.dims.length > 0 ? 'image' : '', weights], {
    ...rest,
    kernel_shape: kernel,
    ...attributes,
  });
  await expect(graph.run(image, graph.add('Flatten', [output]), loadKernels)).rejects.toThrow(Unsupported);
});
