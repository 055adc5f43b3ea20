import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { message } from './onnx-messages.fixture.ts';
import type { FileBytes } from './onnx-messages.ts';
import { type OnnxOutline, outlineOf } from './onnx-outline.ts';

const entry = (key: string, value: string): [number, Uint8Array] => [13, message([1, key], [2, value])];
const initializer = (...rest: [number, number | Uint8Array][]): [number, Uint8Array] => [
  5,
  message([8, 'w'], ...rest),
];
const node: [number, Uint8Array] = [1, message([4, 'Add'])];
const model = (...graph: [number, Uint8Array][]): Uint8Array =>
  message([1, 9], [2, 'pytorch'], [7, message(...graph)], [8, message([1, ''])]);

const inMemory = (file: Uint8Array): FileBytes => ({
  length: file.length,
  at: (offset) => file[offset],
  slice: ({ start, end }) => file.slice(start, end) as Uint8Array<ArrayBuffer>,
});
const outline = (file: Uint8Array): OnnxOutline => outlineOf(inMemory(file), 'model.onnx');
const refused = expect.objectContaining({ code: 'invalid-model' });

describe('outlineOf', () => {
  it('removes the data of large tensors, and says where it is', () => {
    const numbers = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251);
    const few = new Uint8Array(65_535).fill(7);
    const type: [number, number] = [2, 3];
    const file = model(node, initializer([9, numbers], type), initializer([9, few], type), node);
    const start = file.findIndex((_, i) => numbers.slice(0, 251).every((value, j) => file[i + j] === value));
    const outside = initializer(
      type,
      [14, 1],
      entry('location', 'model.onnx'),
      entry('offset', String(start)),
      entry('length', '70000'),
    );
    expect(outline(file)).toEqual({
      model: model(node, outside, initializer([9, few], type), node),
      tensors: [{ path: 'model.onnx', start, end: start + numbers.length }],
    });
  });

  it('keeps the location of external data', () => {
    const file = model(
      initializer(entry('location', 'model.onnx_data'), entry('offset', '0'), entry('length', '8')),
      initializer(entry('location', 'model.onnx_data'), entry('offset', '4096'), entry('length', '80')),
      initializer(entry('location', 'more.onnx_data')),
      initializer([9, new Uint8Array(300)]),
    );
    expect(outline(file)).toEqual({
      model: file,
      tensors: [
        { path: 'model.onnx_data', start: 0, end: 8 },
        { path: 'model.onnx_data', start: 4096, end: 4176 },
        { path: 'more.onnx_data', start: 0, end: Number.POSITIVE_INFINITY },
      ],
    });
  });

  it('keeps little of a model that contains its weights, and loses none of them', () => {
    const file = new URL('../../../../public/models/pocket/onnx/text_model_quantized.onnx', import.meta.url);
    const whole = new Uint8Array(readFileSync(file));
    const { model, tensors } = outlineOf(inMemory(whole), 'own');
    const taken = tensors.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(taken).toBeGreaterThan(0.8 * whole.length);
    expect(model.length + taken).toBeGreaterThan(whole.length);
    expect(model.length + taken).toBeLessThan(whole.length + 100 * tensors.length);
    expect(new Set(tensors.map(({ path }) => path))).toEqual(new Set(['own']));
  });

  it.each(['<!doctype html><title>not found</title>', '\x3a\xff', '\x3a\x05ab', '\x08\xff'])(
    'rejects what is not a model: %j',
    (text) => {
      expect(() => outline(Uint8Array.from(text, (character) => character.charCodeAt(0)))).toThrow(refused);
    },
  );
});
