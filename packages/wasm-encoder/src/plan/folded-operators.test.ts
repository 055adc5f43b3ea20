import { expect, it } from 'vitest';
import type { Constant } from '../graph/constants.ts';
import { node } from '../graph/node.fixture.ts';
import { FLOAT } from '../graph/onnx-graph.ts';
import { FOLDS } from './folded-operators.ts';

const quantise = node('DynamicQuantizeLinear', ['x'], ['y', 'scale', 'zero']);

/** @returns The bytes, the scale and the zero point of some floats. */
function quantised(values: readonly number[]): { bytes: number[]; scale: number; zero: number } {
  const x: Constant = { type: FLOAT, dims: [values.length], values };
  const fold = FOLDS.DynamicQuantizeLinear;
  if (!fold) throw new Error('The operator is not folded.');
  const [y, scale, zero] = fold(quantise, [x]) as Constant[];
  return {
    bytes: Array.from(y?.values ?? []),
    scale: scale?.values[0] ?? Number.NaN,
    zero: zero?.values[0] ?? Number.NaN,
  };
}

// https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html: "rounding to nearest ties to even".
it('rounds halves to the even byte', () => {
  expect(quantised([0, 0.5, 1.5, 2.5, 253.5, 254.5, 255])).toEqual({
    bytes: [0, 0, 2, 2, 254, 254, 255],
    scale: 1,
    zero: 0,
  });
});

it('rounds a zero point halfway between bytes to the even byte before adding it', () => {
  // -(-0.5) / 1 = 0.5, and -0.5 / 1 = -0.5: both round to 0.
  expect(quantised([-0.5, 254.5, 1])).toEqual({ bytes: [0, 254, 1], scale: 1, zero: 0 });
  // -(-1.5) / 1 = 1.5 rounds to 2.
  expect(quantised([-1.5, 253.5, 1])).toEqual({ bytes: [0, 255, 3], scale: 1, zero: 2 });
});

it('includes zero in the range, and uses scale 1 for zeros only', () => {
  expect(quantised([510, 255])).toEqual({ bytes: [255, 128], scale: 2, zero: 0 });
  expect(quantised([0, 0])).toEqual({ bytes: [0, 0], scale: 1, zero: 0 });
});
