import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FileChunks } from './file-chunks.ts';
import { type OnnxOutline, outlineOf } from './onnx-outline.ts';

const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
const field = (number: number, content: number[]): number[] => [
  number * 8 + 2,
  ...varint(content.length),
  ...content,
];
const entry = (key: string, value: string): number[] =>
  field(13, [...field(1, bytes(key)), ...field(2, bytes(value))]);
const initializer = (...rest: number[][]): number[] =>
  field(5, [...field(8, bytes('w')), ...rest.flat(), 16, 3]);
const node = field(1, field(4, bytes('Add')));
const model = (...graph: number[][]): number[] => [
  8,
  9,
  ...field(2, bytes('pytorch')),
  ...field(7, graph.flat()),
  ...field(8, field(1, [])),
];

/** In chunks that end anywhere. */
const inChunks = (file: number[], size = 1000): FileChunks =>
  new FileChunks(
    Array.from({ length: Math.ceil(file.length / size) }, (_, i) =>
      Uint8Array.from(file.slice(i * size, (i + 1) * size)),
    ),
  );
const outline = (file: number[]): OnnxOutline => outlineOf(inChunks(file), 'model.onnx');
const refused = expect.objectContaining({ code: 'invalid-model' });

describe('outlineOf', () => {
  it('takes out the numbers of large tensors, and says where they are', () => {
    const numbers = Array.from({ length: 70_000 }, (_, i) => i % 251);
    const few = Array(65_535).fill(7);
    const file = model(node, initializer(field(9, numbers)), initializer(field(9, few)), node);
    const start = file.findIndex((_, i) => numbers.slice(0, 251).every((value, j) => file[i + j] === value));
    const end = start + numbers.length;
    const outside = [
      ...[14 * 8, 1],
      ...entry('location', 'model.onnx'),
      ...entry('offset', String(start)),
      ...entry('length', '70000'),
    ];
    expect(outline(file)).toEqual({
      model: Uint8Array.from(
        model(node, field(5, [...field(8, bytes('w')), 16, 3, ...outside]), initializer(field(9, few)), node),
      ),
      tensors: [{ path: 'model.onnx', start, end }],
    });
  });

  it('leaves external data where it is', () => {
    const file = model(
      initializer(entry('location', 'model.onnx_data'), entry('offset', '0'), entry('length', '8')),
      initializer(entry('location', 'model.onnx_data'), entry('offset', '4096'), entry('length', '80')),
      initializer(entry('location', 'more.onnx_data')),
      initializer(field(9, Array(300).fill(1))),
    );
    expect(outline(file)).toEqual({
      model: Uint8Array.from(file),
      tensors: [
        { path: 'model.onnx_data', start: 0, end: 8 },
        { path: 'model.onnx_data', start: 4096, end: 4176 },
        { path: 'more.onnx_data', start: 0, end: Number.POSITIVE_INFINITY },
      ],
    });
  });

  it.each(['https://elsewhere.org/data', '//elsewhere.org/data', '../data', '/data', 'a/../../data'])(
    'refuses to be led to %s',
    (path) => {
      expect(() => outline(model(initializer(entry('location', path))))).toThrow(refused);
    },
  );

  it('leaves little of a model that holds its weights, and nothing of them out', () => {
    const file = new URL('../../../../public/models/pocket/onnx/text_model_quantized.onnx', import.meta.url);
    const whole = [...readFileSync(file)];
    const { model, tensors } = outlineOf(inChunks(whole, 100_000), 'own');
    const taken = tensors.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(taken).toBeGreaterThan(0.8 * whole.length);
    expect(model.length + taken).toBeGreaterThan(whole.length);
    expect(model.length + taken).toBeLessThan(whole.length + 100 * tensors.length);
    expect(new Set(tensors.map(({ path }) => path))).toEqual(new Set(['own']));
  });

  it.each(['<!doctype html><title>not found</title>', '\x3a\xff', '\x3a\x05ab', '\x08\xff'])(
    'refuses what is no model: %j',
    (text) => {
      expect(() => outline(Array.from(text, (character) => character.charCodeAt(0)))).toThrow(refused);
    },
  );
});
