import { expect, test } from 'vitest';
import { registry } from 'web-clip';
import { processor, runsOn } from './status-line.ts';

const model = [...registry.values()][0];
if (!model) throw new Error('The registry is empty.');
const info = {
  model,
  space: '',
  dtype: 'q8',
  reason: '',
  runtimes: {},
  selfCheck: {},
  shaderF16: false,
  batchSize: 8,
  timings: {},
  runtimeFiles: [],
} as const;

test('WASM is told with its threads, WebGPU with its adapter', () => {
  expect(runsOn({ ...info, backend: 'wasm', threads: 1 })).toBe('WASM, 1 thread, q8');
  expect(runsOn({ ...info, backend: 'wasm', threads: 4 })).toBe('WASM, 4 threads, q8');
  expect(runsOn({ ...info, backend: 'webgpu', threads: 1, adapter: 'NVIDIA H200' })).toBe(
    'WebGPU on NVIDIA H200, q8',
  );
});

test('in plain words it is the GPU or the CPU', () => {
  expect(processor({ ...info, backend: 'wasm', threads: 4 })).toBe('on the CPU');
  expect(processor({ ...info, backend: 'webgpu', threads: 1 })).toBe('on the GPU');
});
