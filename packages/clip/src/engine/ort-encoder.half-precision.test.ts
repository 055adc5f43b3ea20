import { expect, it } from 'vitest';
import { requestAdapter, requestDevice } from './gpu.ts';
import { embedHalves } from './ort-encoder.fixture.ts';

it('runs encoders with float16 inputs and outputs on a GPU', async () => {
  const adapter = await requestAdapter();
  if (!adapter) throw new Error('no adapter');
  const gpu = await requestDevice(adapter);
  const { actual, expected } = await embedHalves(gpu, (floats, dims) => {
    const data = gpu.createBuffer({
      size: floats.byteLength,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    gpu.queue.writeBuffer(data, 0, floats);
    return { type: 'gpu-buffer', data, dims };
  });
  expect(actual.filter((value, i) => !(Math.abs(value - (expected[i] as number)) < 2e-3))).toEqual(
    new Float32Array(),
  );
  gpu.destroy();
});
