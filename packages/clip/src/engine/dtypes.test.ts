import { expect, test } from 'vitest';
import type { EncoderFiles, ModelSpec } from '../models/spec.ts';
import { filesFor } from './dtypes.ts';

const fp32: EncoderFiles = { vision: 'v', text: 't', bytes: 600 };
const fp16: EncoderFiles = { ...fp32, bytes: 300 };
const q8: EncoderFiles = { ...fp32, bytes: 150 };
const model = { files: { fp32, fp16, q8 } } as unknown as ModelSpec;

test('chooses the files that suit the processor', () => {
  expect(filesFor(model, { backend: 'wasm', shaderF16: false })).toBe(q8);
  expect(filesFor(model, { backend: 'webgpu', shaderF16: true })).toBe(fp16);
});

test('gives int8 files to a GPU only if their arithmetic is float', () => {
  const running = { backend: 'webgpu', shaderF16: false } as const;
  expect(filesFor(model, running)).toBe(fp32);
  const weightOnly: EncoderFiles = { ...q8, weightOnly: true };
  expect(filesFor({ ...model, files: { ...model.files, q8: weightOnly } }, running)).toBe(weightOnly);
});

test('finds no files in a model that lists none that fit', () => {
  expect(filesFor({ ...model, files: {} }, { backend: 'wasm', shaderF16: false })).toBeUndefined();
  expect(filesFor({ ...model, files: { fp16 } }, { backend: 'webgpu', shaderF16: false })).toBeUndefined();
});

test('prefers int8 arithmetic to int8 weights, and those to floats, without a GPU', () => {
  const running = { backend: 'wasm', shaderF16: false } as const;
  const weightOnly: EncoderFiles = { ...q8, weightOnly: true };
  const int8: EncoderFiles = { ...q8, bytes: 151 };
  const files = { fp32, fp16, q8: weightOnly };
  expect(filesFor({ ...model, files }, running)).toBe(weightOnly);
  expect(filesFor({ ...model, files: { ...files, int8 } }, running)).toBe(int8);
  expect(filesFor({ ...model, files: { ...files, q8, int8 } }, running)).toBe(q8);
});
