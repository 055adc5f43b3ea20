import { toHalf } from '@web-clip/wasm-encoder/onnx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestAdapter, requestDevice } from './gpu.ts';
import { GpuHalves } from './gpu-halves.ts';

describe('GpuHalves', () => {
  let device: GPUDevice;
  beforeAll(async () => {
    const adapter = await requestAdapter();
    if (!adapter) throw new Error('no adapter');
    device = await requestDevice(adapter);
  });
  afterAll(() => device.destroy());

  it.each([1, 2, 511, 512, 513, 100_001])('rounds %d floats to half precision', async (count) => {
    const values = Float32Array.from({ length: count }, (_, i) => Math.sin(i) * 3 + i / count);
    const floats = device.createBuffer({
      size: values.byteLength,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(floats, 0, values);
    const halves = new GpuHalves(device).of(floats);
    const staging = device.createBuffer({
      size: halves.size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(halves, 0, staging, 0, halves.size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const actual = new Uint16Array(staging.getMappedRange()).subarray(0, count);
    // WGSL lets the GPU round to either neighbour.
    const expected = toHalf(values);
    expect(actual.filter((bits, i) => Math.abs(bits - (expected[i] as number)) > 1)).toEqual(
      new Uint16Array(),
    );
    for (const buffer of [floats, halves, staging]) buffer.destroy();
  });
});
