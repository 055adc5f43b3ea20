import type { ModelSpec } from '@web-clip/clip';
import { expect, test } from 'vitest';
import { downloadSize, missingBytes } from './download-size.ts';

const model = (files: ModelSpec['files']) => ({ files }) as ModelSpec;
const tower = { vision: '', text: '' };

test('the size is that of the files for this device, else of the smallest files, else unknown', () => {
  const both = model({ fp16: { ...tower, bytes: 300 }, q8: { ...tower, bytes: 150 } });
  expect(downloadSize(both, { backend: 'webgpu', shaderF16: true })).toBe(300);
  expect(downloadSize(both, { backend: 'wasm', shaderF16: false })).toBe(150);
  expect(downloadSize(both, undefined)).toBe(150);
  expect(downloadSize(model({ q8: tower, fp32: { ...tower, bytes: 600 } }), undefined)).toBe(600);
  expect(downloadSize(model({}), { backend: 'wasm', shaderF16: false })).toBeUndefined();
});

test('stored files are not downloaded again', () => {
  const some = { ...model({ q8: { ...tower, bytes: 150 } }), id: 'some' };
  const stored = (bytes: number) => [
    { id: 'another', bytes: 70, usedAt: 0 },
    { id: 'some', bytes, usedAt: 0 },
  ];
  expect(missingBytes(some, undefined, [])).toBe(150);
  expect(missingBytes(some, undefined, stored(100))).toBe(50);
  expect(missingBytes(some, undefined, stored(152))).toBe(0);
  expect(missingBytes(model({}), undefined, [])).toBeUndefined();
});

test('a model without GPU files is downloaded in the files for WASM', () => {
  const dynamic = model({ uint8: { ...tower, bytes: 160 }, q8: { ...tower, bytes: 150 } });
  expect(downloadSize(dynamic, { backend: 'webgpu', shaderF16: true })).toBe(150);
});
