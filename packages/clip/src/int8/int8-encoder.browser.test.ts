import { describe, expect, it } from 'vitest';
import { createClip } from '../client/create-clip.ts';
import type { Encoder } from '../engine/encoder.ts';
import type { OnnxFiles } from '../engine/onnx-files.ts';
import { loadOrt } from '../engine/ort.ts';
import { Tower } from '../engine/tower.ts';
import { message } from '../weights/onnx-messages.fixture.ts';
import { Int8Encoder } from './int8-encoder.ts';
import { loadKernels } from './kernel.ts';
import { random } from './random.fixture.ts';

const FIXTURES = import.meta.glob<string>('./fixtures/*.onnx', {
  query: '?url',
  import: 'default',
  eager: true,
});
/** The recipe's own, whose patches are not quantised. */
FIXTURES['./recipe.onnx'] = new URL(
  '../../fixtures/openai-clip/model/onnx/vision_model_int8.onnx',
  import.meta.url,
).href;
const SIZE = 16;
const COUNT = 5;
const OWN = {
  input: 'pixel_values',
  inputs: ['pixel_values'],
  outputs: ['image_embeds', 'pooler_output'],
  dimension: 8,
  size: SIZE,
};

const filesOf = (model: Uint8Array<ArrayBuffer>): OnnxFiles => ({
  model,
  externalData: [],
  fingerprint: '',
  giveBack: () => undefined,
});

async function fetched(url: string): Promise<OnnxFiles> {
  return filesOf(new Uint8Array(await (await fetch(url)).arrayBuffer()));
}

/** @returns Encoders of a file: our own, and onnxruntime's. */
async function encodersOf(
  url: string,
  threads: number,
): Promise<[own: Encoder | undefined, trusted: Encoder]> {
  const { ort } = await loadOrt('wasm', `${location.origin}/`, 1);
  const own = await Int8Encoder.load({ ...OWN, files: await fetched(url), threads });
  const trusted = await Tower.load({
    ...OWN,
    files: await fetched(url),
    ort,
    gpu: undefined,
    url,
    alone: (job) => job(),
    signal: new AbortController().signal,
  });
  return [own, trusted];
}

/** Pictures that are noise of different strength, each another. */
function pictures(count: number): Float32Array {
  const length = 3 * SIZE * SIZE;
  return Float32Array.from({ length: count * length }, (_, i) => random() * (1 + Math.floor(i / length)));
}

async function embed(encoder: Encoder, data: Float32Array, count: number): Promise<Float32Array> {
  const feed = { type: 'float32', data, dims: [count, 3, SIZE, SIZE] } as const;
  return (await encoder.run({ pixel_values: feed }, count))();
}

function cosines(a: Float32Array, b: Float32Array): number[] {
  return Array.from({ length: a.length / OWN.dimension }, (_, row) => {
    let sum = 0;
    for (let i = row * OWN.dimension; i < (row + 1) * OWN.dimension; i++)
      sum += (a[i] as number) * (b[i] as number);
    return sum;
  });
}

const kernels = await loadKernels(false);

// Where browser or processor are not made for them, onnxruntime does their work.
describe.runIf(kernels)('on kernels of our own', () => {
  describe.each([1, 3])('with %i threads', (threads) => {
    it('may share memory', () => {
      expect(crossOriginIsolated).toBe(true);
    });

    it.each(Object.keys(FIXTURES).filter((name) => !name.includes('mobileclip')))(
      '%s gives what onnxruntime gives, picture by picture',
      async (name) => {
        const [own, trusted] = await encodersOf(FIXTURES[name] as string, threads);
        if (!own) throw new Error('It was left to onnxruntime.');
        const all = pictures(COUNT);
        const rows = await embed(own, all, COUNT);
        const length = all.length / COUNT;
        for (let i = 0; i < COUNT; i++) {
          const one = all.slice(i * length, (i + 1) * length);
          const row = rows.slice(i * OWN.dimension, (i + 1) * OWN.dimension);
          // A neighbour in the batch changes nothing.
          expect(await embed(own, one, 1)).toEqual(row);
          expect(Math.min(...cosines(row, await embed(trusted, one, 1)))).toBeGreaterThan(0.99999);
        }
        await Promise.all([own.release(), trusted.release()]);
      },
    );
  });
});

it('is what a model runs on that is dynamically quantised, and tells so', async () => {
  const model = new URL('../../fixtures/openai-clip/model/', import.meta.url).href;
  const runtimeOf = async (dtype: 'int8' | 'fp32') => {
    const clip = await createClip({
      model,
      device: 'wasm',
      dtype,
      weights: { assets: `${location.origin}/` },
    });
    await clip.embedImages([new ImageData(20, 30)]);
    const { runtimes } = await clip.info();
    clip.dispose();
    return runtimes.vision;
  };
  expect(await runtimeOf('int8')).toBe(kernels ? 'web-clip' : 'onnxruntime');
  expect(await runtimeOf('fp32')).toBe('onnxruntime');
});

it('leaves a model with other operators to onnxruntime', async () => {
  const url = FIXTURES['./fixtures/mobileclip.onnx'] as string;
  expect(await Int8Encoder.load({ ...OWN, files: await fetched(url), threads: 1 })).toBeUndefined();
});

it.each([
  ['no ONNX file', new TextEncoder().encode('{"a": 1}')],
  ['an empty one', new Uint8Array()],
  [
    'one that makes a constant without end',
    message([
      7,
      message(
        [1, message([1, 'shape'], [2, 'image_embeds'], [4, 'ConstantOfShape'])],
        [
          5,
          message(
            [1, 2],
            [2, 7],
            [8, 'shape'],
            [9, new Uint8Array(BigInt64Array.of(2n ** 40n, 2n ** 20n).buffer)],
          ),
        ],
        [11, message([1, 'pixel_values'])],
        [12, message([1, 'image_embeds'])],
      ),
    ]),
  ],
])('leaves %s to onnxruntime, which says what is wrong', async (_, bytes) => {
  const files = filesOf(bytes as Uint8Array<ArrayBuffer>);
  expect(await Int8Encoder.load({ ...OWN, files, threads: 1 })).toBeUndefined();
});
