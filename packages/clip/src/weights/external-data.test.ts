import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { externalDataFiles } from './external-data.ts';

const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];
/** A length-delimited field; long enough ones need a length of two bytes. */
const field = (number: number, content: number[]): number[] => {
  const { length } = content;
  return [number * 8 + 2, ...(length < 128 ? [length] : [(length & 127) | 128, length >> 7]), ...content];
};
const entry = (key: string, value: string): number[] =>
  field(13, [...field(1, bytes(key)), ...field(2, bytes(value))]);
const initializer = (...entries: number[][]): number[] =>
  field(5, [...field(8, bytes('w')), ...entries.flat()]);

describe('externalDataFiles', () => {
  it('finds the files that initializers name, each once', () => {
    const graph = [
      ...initializer(entry('location', 'model.onnx_data'), entry('offset', '0')),
      ...initializer(entry('location', 'model.onnx_data'), entry('offset', '4096')),
      ...initializer(entry('location', 'more.onnx_data')),
      ...initializer(field(9, Array(300).fill(1))),
    ];
    const model = Uint8Array.from([8, 9, ...field(2, bytes('pytorch')), ...field(7, graph)]);
    expect(externalDataFiles(model)).toEqual(['model.onnx_data', 'more.onnx_data']);
  });

  it.each(['https://elsewhere.org/data', '//elsewhere.org/data', '../data', '/data', 'a/../../data'])(
    'refuses to be led to %s',
    (path) => {
      const model = Uint8Array.from(field(7, initializer(entry('location', path))));
      expect(() => externalDataFiles(model)).toThrow(expect.objectContaining({ code: 'invalid-model' }));
    },
  );

  it('finds none in a model that holds its weights', () => {
    const file = new URL('../../../../public/models/pocket/onnx/text_model_quantized.onnx', import.meta.url);
    expect(externalDataFiles(readFileSync(file))).toEqual([]);
  });

  it.each(['<!doctype html><title>not found</title>', '\x3a\xff'])('refuses what is no model: %j', (text) => {
    const model = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(() => externalDataFiles(model)).toThrow(expect.objectContaining({ code: 'invalid-model' }));
  });
});
