import { expect, it } from 'vitest';
import { embedHalves } from './ort-encoder.fixture.ts';

it('runs encoders with float16 inputs and outputs', async () => {
  const { actual, expected } = await embedHalves(undefined, (data, dims) => ({
    type: 'float32',
    data,
    dims,
  }));
  expect(actual.filter((value, i) => !(Math.abs(value - (expected[i] as number)) < 2e-3))).toEqual(
    new Float32Array(),
  );
});
