import { canShareMemory } from '@web-clip/wasm-encoder';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareImage } from '../image/image-preparation.ts';
import { pocket } from '../models/families/pocket.ts';
import type { Dtype, ModelSpec } from '../models/spec.ts';
import { type Embeddings, row } from '../scoring/embeddings.ts';
import type { Backend } from './dtypes.ts';
import { Engine } from './engine.ts';
import { limitsOf } from './limits.ts';

/** Tiny models of every family; see their README. */
const PACKS = import.meta.glob<{ images: { file: string }[]; texts: { text: string }[] }>(
  '../../fixtures/*/manifest.json',
  { import: 'default', eager: true },
);
const FIXTURES = `${new URL('../../fixtures', import.meta.url).href}/`;

const DTYPES = ['fp16', 'q4f16'] as const;

/**
 * Lowest cosine between a GPU and WASM, which runs the same files in single precision. 4-bit weights differ
 * more, because half precision rounds larger values.
 */
const SAME = { fp16: 0.9999, q4f16: 0.999 };

/**
 * Inputs for which random weights amplify the error of half precision itself. For mobileclip, numpy's float16
 * gives 0.9989. For openclip-laion the cause is GELU, whose Erf is a float16 polynomial on onnxruntime's GPU.
 */
const SENSITIVE: Readonly<Record<string, string>> = {
  mobileclip: 'images/1-scene.png',
  'openclip-laion': 'ＦＵＬＬ ｗｉｄｔｈ　ｔｅｘｔ ①②½',
};
const SAME_IF_SENSITIVE = 0.997;

/**
 * Families whose self-check keeps a cosine of 0.99 with PyTorch's float32 in 4 bits, on WASM as well. Random
 * weights lose more in other families.
 */
const NEAR_FLOAT32 = ['biomed-clip', 'eva02-clip', 'openai-clip'];

/**
 * Runs in this thread, so that onnxruntime is loaded once for all tests. In production each engine has its
 * own thread.
 */
function start(model: string | ModelSpec, device: Backend, dtype: Dtype | undefined): Promise<Engine> {
  const assets = `${location.origin}/`;
  return Engine.create(
    {
      model,
      device,
      dtype,
      exact: true,
      bases: { host: assets, mirrors: [], assets: { folder: assets } },
      limits: limitsOf(navigator, canShareMemory()),
    },
    {
      crossCheck: async (asked, kind) => (await start(asked.model, 'wasm', asked.dtype)).answer(kind),
      prepareImage: async (blob, preparation) =>
        (await prepareImage(blob, preparation, () => undefined)).resized,
      fail: (error) => {
        throw error;
      },
    },
    {},
  );
}

const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

const pictures = new Map<string, Promise<Blob>>();

function picture(file: string): Promise<Blob> {
  const known = pictures.get(file) ?? fetch(FIXTURES + file).then((response) => response.blob());
  pictures.set(file, known);
  return known;
}

describe.each(Object.entries(PACKS).map(([path, pack]) => [path.split('/').at(-2) as string, pack] as const))(
  '%s',
  (family, { images, texts }) => {
    const files = images.map(({ file }) => file);
    const words = texts.map(({ text }) => text);
    const devices: GPUDevice[] = [];
    afterAll(() => {
      for (const device of devices) device.destroy();
    });

    it.each(DTYPES)('computes the same in %s as WASM', async (dtype) => {
      const blobs = await Promise.all(files.map(picture));
      const model = `${FIXTURES}${family}/model`;
      const [wasm, gpu] = [await start(model, 'wasm', dtype), await start(model, 'webgpu', dtype)];
      const embed = async (engine: Engine): Promise<[Embeddings[], Embeddings]> => {
        const each: Embeddings[] = [];
        // One by one, like the self-check: the GPU compiles all shaders anew for another size of batch.
        for (const blob of blobs) each.push(await engine.embedImages([blob]));
        return [each, await engine.embedTexts(words)];
      };
      const [expected, actual] = [await embed(wasm), await embed(gpu)];
      if (gpu.gpu) devices.push(gpu.gpu);
      expect(gpu.info()).toMatchObject({ backend: 'webgpu', dtype, shaderF16: true });

      const rows = ([images, texts]: typeof actual): Float32Array[] => [
        ...images.map(({ data }) => data),
        ...words.map((_, i) => row(texts, i)),
      ];
      const [right, found] = [rows(expected), rows(actual)];
      const wrong = [...files, ...words].flatMap((input, i) => {
        const lowest = input === SENSITIVE[family] ? SAME_IF_SENSITIVE : SAME[dtype];
        const near = cosine(found[i] as Float32Array, right[i] as Float32Array);
        return near >= lowest ? [] : [[input, near]];
      });
      expect(wrong).toEqual([]);
      for (const i of blobs.keys()) {
        const bytes = await gpu.images.bytes(blobs[i] as Blob, i, blobs.length);
        expect(bytes).toEqual(await wasm.images.bytes(blobs[i] as Blob, i, blobs.length));
      }
      const { vision, text } = gpu.info().selfCheck;
      for (const report of [vision, text]) {
        expect(report?.against).toBe('record');
        if (NEAR_FLOAT32.includes(family)) expect(report?.cosine).toBeGreaterThanOrEqual(0.99);
      }
    });
  },
);

/** The bundled model in q4f16. Its image encoder is convolutions, which q4f16 leaves as they are in fp16. */
const POCKET: ModelSpec = {
  ...pocket(),
  id: 'pocket-q4f16',
  source: { kind: 'folder', url: `${location.origin}/models/pocket/` },
  files: {
    q4f16: {
      vision: 'onnx/vision_model_fp16.onnx',
      text: `${FIXTURES}pocket-q4f16/text_model_q4f16.onnx`,
    },
  },
};

/** PyTorch's embeddings in float32, of length 1. */
interface Goldens {
  images: { file: string; embedding: number[] }[];
  texts: { text: string; embedding: number[] }[];
}

it('embeds in q4f16 nearly what PyTorch does in float32, if the weights are trained', async () => {
  const folder = '/models/pocket/';
  const { images, texts }: Goldens = await (await fetch(`${folder}goldens.json`)).json();
  const gpu = await start(POCKET, 'webgpu', 'q4f16');
  const pictures = images.map(async ({ file }) => (await fetch(folder + file)).blob());
  const actual = [
    await gpu.embedImages(await Promise.all(pictures)),
    await gpu.embedTexts(texts.map(({ text }) => text)),
  ];
  gpu.gpu?.destroy();
  expect(gpu.info()).toMatchObject({ backend: 'webgpu', dtype: 'q4f16', shaderF16: true });

  const wrong = [images, texts].flatMap((goldens, kind) =>
    goldens.flatMap(({ embedding, ...input }, i) => {
      const found = cosine(row(actual[kind] as Embeddings, i), Float32Array.from(embedding));
      return found >= 0.99 ? [] : [[input, found]];
    }),
  );
  expect(wrong).toEqual([]);
});
