import { expect, it, onTestFinished } from 'vitest';
import { orClipError } from '../errors.ts';
import { FileWriter } from '../weights/file-writer.ts';
import { weightFile } from '../weights/locate.ts';
import { deleteModel } from '../weights/stored-models.ts';
import { readOnnx, sessionOf } from './onnx-files.ts';
import { loadOrt } from './ort.ts';

/** So that a tensor is large enough to be left to a file. */
const SIDE = 128;
const MODEL = {
  id: 'asks-twice',
  source: { kind: 'folder', url: `${location.origin}/asks-twice/` },
} as const;
const BASES = { host: location.origin, mirrors: [], assets: `${location.origin}/` };

// https://protobuf.dev/programming-guides/encoding/, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
const field = (number: number, ...content: number[][]): number[] => [
  ...varint(number * 8 + 2),
  ...varint(content.flat().length),
  ...content.flat(),
];
const value = (number: number, value: number): number[] => [number * 8, ...varint(value)];
const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];
const node = (operator: string, inputs: string[], output: string): number[] =>
  field(
    1,
    ...inputs.map((name) => field(1, bytes(name))),
    field(2, bytes(output)),
    field(4, bytes(operator)),
  );
const dimension = field(1, value(1, SIDE));
const tensor = field(1, value(1, 1), field(2, dimension, dimension));
const described = (number: number, name: string): number[] =>
  field(number, field(1, bytes(name)), field(2, tensor));

/** Of `w` onnxruntime computes `a` and `b` while it optimises the model, and reads it for each. */
function modelOf(w: Float32Array): Uint8Array {
  const numbers = [...new Uint8Array(w.buffer)];
  const graph = [
    ...node('Neg', ['w'], 'a'),
    ...node('Abs', ['w'], 'b'),
    ...node('Add', ['x', 'a'], 'c'),
    ...node('Mul', ['c', 'b'], 'y'),
    ...field(2, bytes('graph')),
    ...field(5, value(1, SIDE), value(1, SIDE), value(2, 1), field(8, bytes('w')), field(9, numbers)),
    ...described(11, 'x'),
    ...described(12, 'y'),
  ];
  return Uint8Array.from([...value(1, 8), ...field(7, graph), ...field(8, field(1), value(2, 17))]);
}

it('makes a session of a model of which a tensor is read twice as well', async () => {
  const w = Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i % 200) - 100);
  const writer = await FileWriter.resume(weightFile(MODEL, BASES, 'twice.onnx'));
  await writer.write(modelOf(w), { from: location.origin, validator: undefined, total: 0 });
  await writer.finish(await writer.digest());
  onTestFinished(() => deleteModel(MODEL.id));

  const { ort } = await loadOrt('wasm', BASES.assets, 1);
  const read: boolean[] = [];
  const { session } = await sessionOf(
    (whole) => {
      read.push(whole);
      return readOnnx(MODEL, BASES, 'twice.onnx', whole, {});
    },
    ({ model, externalData }) =>
      orClipError('engine-failed', 'It is refused.', () =>
        ort.InferenceSession.create(model, { externalData }),
      ),
  );
  expect(read).toEqual([false, true]);
  const x = new ort.Tensor('float32', new Float32Array(w.length).fill(3), [SIDE, SIDE]);
  const { y } = await session.run({ x });
  expect(y?.data).toEqual(w.map((each) => (3 - each) * Math.abs(each)));
  await session.release();
});
