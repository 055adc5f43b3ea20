import { orClipError } from '@web-clip/calls';
import { message } from '@web-clip/wasm-encoder/fixtures';
import { deleteModel, FileWriter, weightFile } from '@web-clip/weights';
import { expect, it, onTestFinished } from 'vitest';
import { readOnnx, sessionOf } from './onnx-files.ts';
import { OrtBuilds } from './ort.ts';

/** Makes a tensor large enough to become external data. */
const SIDE = 128;
const MODEL = {
  id: 'asks-twice',
  source: { kind: 'folder', url: `${location.origin}/asks-twice/` },
} as const;
const BASES = { host: location.origin, mirrors: [], assets: { folder: `${location.origin}/` } };

const node = (operator: string, inputs: string[], output: string): [number, Uint8Array] => [
  1,
  message(...inputs.map((name) => [1, name] as [number, string]), [2, output], [4, operator]),
];
const side = message([1, SIDE]);
const matrix = message([1, message([1, 1], [2, message([1, side], [1, side])])]);

/** onnxruntime folds both `a` and `b` from `w`, and reads `w` for each. */
function modelOf(w: Float32Array): Uint8Array {
  const graph = message(
    node('Neg', ['w'], 'a'),
    node('Abs', ['w'], 'b'),
    node('Add', ['x', 'a'], 'c'),
    node('Mul', ['c', 'b'], 'y'),
    [2, 'graph'],
    [5, message([1, SIDE], [1, SIDE], [2, 1], [8, 'w'], [9, new Uint8Array(w.buffer)])],
    [11, message([1, 'x'], [2, matrix])],
    [12, message([1, 'y'], [2, matrix])],
  );
  return message([1, 8], [7, graph], [8, message([2, 17])]);
}

it('makes a session of a model with a tensor that is read twice', async () => {
  const w = Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i % 200) - 100);
  const writer = await FileWriter.resume(weightFile(MODEL, BASES, 'twice.onnx'));
  await writer.write(modelOf(w), { from: location.origin, validator: undefined, total: 0 });
  await writer.finish(await writer.digest());
  onTestFinished(() => deleteModel(MODEL.id));

  const ort = await new OrtBuilds(BASES.assets, 1).load('wasm');
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
