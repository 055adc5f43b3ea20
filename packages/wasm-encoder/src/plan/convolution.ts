import { FLOAT, type OnnxNode } from '../graph/onnx-graph.ts';
import { numberOf, Unsupported } from '../graph/shapes.ts';
import { matmul } from './arithmetic.ts';
import { type Clamp, NO_CLAMP, packed, rowsByWeights } from './gemm.ts';
import type { Argument } from './plan.ts';
import type { PlanBuilder } from './plan-builder.ts';
import {
  at,
  dimsOf,
  type Floats,
  isFixed,
  isFloats,
  type Known,
  known,
  type Pixels,
  type Tensor,
  type Value,
} from './values.ts';

/** A Conv of floats (https://onnx.ai/onnx/operators/onnx__Conv.html). */
export interface Convolution {
  image: Floats | Pixels;
  weights: Tensor | Known;
  bias: Tensor | Known | undefined;
  /** Groups of channels that are convolved separately. */
  groups: number;
  /** Channels of a group, of the image and of the result. */
  depth: number;
  share: number;
  patchHeight: number;
  patchWidth: number;
  /** Padding, steps and gaps, then the number of patches: vertical before horizontal. */
  sliding: readonly number[];
  /** Whether every pixel is a patch of its own, in the same order. */
  isPointwise: boolean;
  /** Dimensions of the result. */
  dims: readonly number[];
}

/** @throws Unsupported if the kernels cannot compute it. */
export function convolutionOf(
  { attributes }: OnnxNode,
  image: Floats | Pixels,
  weights: Value | undefined,
  bias: Value | undefined,
): Convolution {
  if (!weights || !isFloats(weights) || (bias && !isFixed(bias)))
    throw new Unsupported('Conv with these weights');
  const [batch = 0, channels = 0, height = 0, width = 0] = image.dims;
  const [columns = 0, depth = 0, patchHeight = 0, patchWidth = 0] = dimsOf(weights);
  const list = (name: string, otherwise: readonly number[]): readonly number[] => {
    const value = attributes.get(name);
    return Array.isArray(value) ? (value as number[]) : otherwise;
  };
  const [downStep = 0, acrossStep = 0] = list('strides', [1, 1]);
  const pads = list('pads', [0, 0, 0, 0]);
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  const [downGap = 0, acrossGap = 0] = list('dilations', [1, 1]);
  const groups = Number(attributes.get('group') ?? 1);
  const down = patchCount(height + top + bottom, patchHeight, downStep, downGap);
  const across = patchCount(width + left + right, patchWidth, acrossStep, acrossGap);
  const isSupported =
    image.dims.length === 4 &&
    dimsOf(weights).length === 4 &&
    batch === 1 &&
    depth * groups === channels &&
    columns % groups === 0 &&
    (!bias || dimsOf(bias).join() === String(columns)) &&
    ['NOTSET', 'VALID'].includes(String(attributes.get('auto_pad') ?? 'NOTSET')) &&
    pads.every((pad) => pad >= 0) &&
    down > 0 &&
    across > 0;
  if (!isSupported) throw new Unsupported('a convolution of this form');
  return {
    ...{ image, weights, bias, groups, depth, share: columns / groups, patchHeight, patchWidth },
    sliding: [top, left, downStep, acrossStep, downGap, acrossGap, down, across],
    isPointwise:
      groups === 1 &&
      [patchHeight, patchWidth, downStep, acrossStep].every((each) => each === 1) &&
      pads.every((pad) => pad === 0),
    dims: [1, columns, down, across],
  };
}

/**
 * Adds the steps of a convolution.
 *
 * @param added An image of the result's size to add.
 * @param clamp What to clamp the sum to.
 */
export function convolved(
  build: PlanBuilder,
  convolution: Convolution,
  added: Pixels | undefined,
  clamp: Clamp = NO_CLAMP,
): Pixels {
  const { dims, groups, depth, share } = convolution;
  const { buffer } = build.floats(dims);
  const result: Pixels = { kind: 'pixels', dims, buffer };
  if (groups > 1 && depth === 1 && share === 1) {
    depthwise(build, convolution, added, clamp, result);
    return result;
  }
  const [, columns = 0, ...patches] = dims;
  for (let group = 0; group < groups; group++) {
    const [place, inner] = weightsOf(build, convolution, group);
    const rows = numberOf(patches);
    rowsByWeights(build, patchesOf(build, convolution, group), [rows, inner, share], place, {
      added: added && at(added.buffer, group * share),
      clamp,
      stride: columns,
      out: at(buffer, group * share),
    });
  }
  return result;
}

/** @returns Address of a group's weights, and how many there are for each channel of the result. */
function weightsOf(
  build: PlanBuilder,
  { weights, bias, depth, share, patchHeight, patchWidth }: Convolution,
  group: number,
): [place: number, inner: number] {
  const taps = patchHeight * patchWidth;
  const biases = bias && build.constant(bias).values;
  const start = group * share;
  const place = packed(
    build,
    [weights, bias, group],
    {
      values: build.weights.lazily(weights),
      first: start * depth * taps,
      ...{ columns: share, columnStep: depth * taps },
      // Patches hold one pixel after the other, weights of ONNX one channel after the other.
      ...{ outer: taps, outerStep: 1, inner: depth, innerStep: taps },
    },
    1,
    (column) => biases?.[start + column] ?? 0,
  );
  return [place, depth * taps];
}

/** @returns Where the patches of a group are: one row for each pixel of the result. */
function patchesOf(
  build: PlanBuilder,
  { image, dims, depth, patchHeight, patchWidth, sliding, isPointwise }: Convolution,
  group: number,
): Argument {
  if (isPointwise && image.kind === 'pixels') return at(image.buffer);
  const [, channels = 0, height = 0, width = 0] = image.dims;
  const [channelStep, pixelStep] = image.kind === 'floats' ? [height * width, 1] : [1, channels];
  const rows = build.floats([numberOf(dims.slice(2)), depth * patchHeight * patchWidth]);
  build.step('unfold', [
    at(image.buffer, group * depth * channelStep),
    ...[channelStep, pixelStep, depth, height, width, patchHeight, patchWidth],
    ...sliding,
    at(rows),
  ]);
  return at(rows);
}

function depthwise(
  build: PlanBuilder,
  { image, weights, bias, groups, patchHeight, patchWidth, sliding }: Convolution,
  added: Pixels | undefined,
  clamp: Clamp,
  result: Pixels,
): void {
  const taps = patchHeight * patchWidth;
  const values = build.weights.lazily(weights);
  const biases = bias && build.constant(bias).values;
  const length = groups * (taps + 1);
  const place = build.weights.place([weights, bias, 'depthwise'], 4 * length, (at) => [
    {
      at,
      length,
      write: (into) => {
        const all = values();
        for (let channel = 0; channel < groups; channel++) {
          into[channel] = biases?.[channel] ?? 0;
          for (let tap = 0; tap < taps; tap++)
            into[(tap + 1) * groups + channel] = all[channel * taps + tap] as number;
        }
      },
    },
  ]);
  const [, channels = 0, height = 0, width = 0] = image.dims;
  build.step('depthwise', [
    at(channelsLast(build, image).buffer),
    ...[channels, height, width, patchHeight, patchWidth],
    ...sliding,
    place,
    added ? at(added.buffer) : 0,
    ...clamp,
    at(result.buffer),
  ]);
}

/** Averages each channel of an image. */
export function averaged(build: PlanBuilder, { buffer, dims }: Pixels, keeps: boolean): Floats {
  const [, channels = 0, ...size] = dims;
  const rows = numberOf(size);
  const shares = known({ type: FLOAT, dims: [1, rows], values: new Float32Array(rows).fill(1 / rows) });
  const means = matmul(build, shares, { kind: 'floats', dims: [rows, channels], buffer });
  return { ...means, dims: keeps ? [1, channels, 1, 1] : [1, channels] };
}

/** @returns The same image with its channels last. */
function channelsLast(build: PlanBuilder, image: Floats | Pixels): Pixels {
  if (image.kind === 'pixels') return image;
  const { dims } = image;
  const [, channels = 0, ...size] = dims;
  const pixels = numberOf(size);
  const { buffer } = build.copied(image, [1, pixels], [pixels, channels]);
  return { kind: 'pixels', dims, buffer };
}

/** @returns The same image with one plane per channel. */
export function planar(build: PlanBuilder, image: Pixels): Floats {
  const { dims, buffer } = image;
  const [, channels = 0, ...size] = dims;
  const pixels = numberOf(size);
  const floats: Floats = { kind: 'floats', dims, buffer };
  if (pixels === 1 || channels === 1) return floats;
  return { ...build.copied(floats, [1, channels], [channels, pixels]), dims };
}

/** How many patches fit into a padded row or column. */
const patchCount = (size: number, patch: number, step: number, gap: number): number =>
  Math.floor((size - (patch - 1) * gap - 1) / step) + 1;
