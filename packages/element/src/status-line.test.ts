import { expect, test } from 'vitest';
import { english } from './i18n/strings.ts';
import { processor, runsOn } from './status-line.ts';

test('WASM is shown with its threads, WebGPU with its adapter', () => {
  expect(runsOn(english, { backend: 'wasm', threads: 1, dtype: 'q8' })).toBe('WASM, 1 thread, q8');
  expect(runsOn(english, { backend: 'wasm', threads: 4, dtype: 'q8' })).toBe('WASM, 4 threads, q8');
  expect(runsOn(english, { backend: 'webgpu', threads: 1, dtype: 'q8', adapter: 'NVIDIA H200' })).toBe(
    'WebGPU on NVIDIA H200, q8',
  );
});

test('the processor is the GPU or the CPU in plain words', () => {
  expect(processor(english, { backend: 'wasm' })).toBe('on the CPU');
  expect(processor(english, { backend: 'webgpu' })).toBe('on the GPU');
});
