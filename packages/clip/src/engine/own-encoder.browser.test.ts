import { loadKernels, plainKernels } from '@web-clip/wasm-encoder';
import { message, random } from '@web-clip/wasm-encoder/fixtures';
import { describe, expect, it } from 'vitest';
import { asEmbeddings, type Encoder } from './encoder.ts';
import type { OnnxFiles } from './onnx-files.ts';
import { OrtBuilds } from './ort.ts';
import { OrtEncoder } from './ort-encoder.ts';
import { OwnEncoder } from './own-encoder.ts';

const VISION = import.meta.glob<string>('./fixtures/vision/*.onnx', {
  query: '?url',
  import: 'default',
  eager: true,
});
const TEXT = import.meta.glob<string>('./fixtures/text/*.onnx', {
  query: '?url',
  import: 'default',
  eager: true,
});
const recipe = (kind: string): string =>
  new URL(`../../fixtures/openai-clip/model/onnx/${kind}_model_int8.onnx`, import.meta.url).href;
/** From the project's own export recipe, which does not quantise the patch embedding. */
VISION['./recipe.onnx'] = recipe('vision');
TEXT['./recipe.onnx'] = recipe('text');
const SIZE = 16;
const COUNT = 5;
const DIMENSION = 8;
const PICTURES = {
  inputs: ['pixel_values'],
  outputs: [['image_embeds', 'pooler_output']],
  dimension: DIMENSION,
  takes: { size: SIZE },
};
/**
 * Shortest and longest texts, in tokens, of families other than 2 to 77. A single number means that all texts
 * are padded to it.
 */
const TOKENS: Record<string, readonly number[]> = {
  'biomed-clip': [2, 64],
  'chinese-clip': [2, 64],
  mobileclip: [77],
  siglip: [64],
  siglip2: [64],
};
const textsOf = (path: string) => ({
  inputs: ['input_ids', 'attention_mask'],
  outputs: [['text_embeds', 'pooler_output'], ['last_hidden_state']],
  dimension: DIMENSION,
  takes: { tokens: TOKENS[path.replace(/.*\/|(-by-column)?\.onnx/g, '')] ?? [2, 77] },
});

const filesOf = (model: Uint8Array<ArrayBuffer>): OnnxFiles => ({
  model,
  externalData: [],
  fingerprint: '',
  giveBack: () => undefined,
});

async function fetched(url: string): Promise<OnnxFiles> {
  return filesOf(new Uint8Array(await (await fetch(url)).arrayBuffer()));
}

/** @returns Two encoders for one file: our own and onnxruntime's. */
async function encodersOf(
  options: typeof PICTURES | ReturnType<typeof textsOf>,
  url: string,
  threads: number,
  kernelsFor: typeof loadKernels,
): Promise<[own: Encoder, trusted: Encoder]> {
  const ort = await new OrtBuilds({ folder: `${location.origin}/` }, 1).load('wasm');
  const own = await OwnEncoder.load({ ...options, files: await fetched(url), threads }, kernelsFor);
  if (!own) throw new Error('It was left to onnxruntime.');
  const trusted = await OrtEncoder.load({
    ...options,
    files: await fetched(url),
    ort,
    gpu: undefined,
    url,
    alone: (job) => job(),
    signal: new AbortController().signal,
  });
  return [own, trusted];
}

/** Images of noise, each of a different amplitude. */
function images(count: number): Float32Array {
  const length = 3 * SIZE * SIZE;
  return Float32Array.from({ length: count * length }, (_, i) => random() * (1 + Math.floor(i / length)));
}

async function embed(encoder: Encoder, data: Float32Array, count: number): Promise<Float32Array> {
  const feed = { type: 'float32', data, dims: [count, 3, SIZE, SIZE] } as const;
  return (await encoder.run({ pixel_values: feed }, count))();
}

/** Arbitrary token ids, of which only the last is given, and masks that hide some at the end. */
function textFeeds(inputs: readonly string[], count: number, length: number, last: number) {
  const ids = BigInt64Array.from({ length: count * length }, (_, i) =>
    BigInt(i % length === length - 1 ? last : 3 + Math.floor((random() + 1) * 100)),
  );
  const mask = BigInt64Array.from({ length: count * length }, (_, i) =>
    i % length < Math.max(1, length - Math.floor(i / length)) ? 1n : 0n,
  );
  const feed = (data: BigInt64Array<ArrayBuffer>) =>
    ({ type: 'int64', data, dims: [count, length] }) as const;
  return Object.fromEntries(inputs.map((name, i) => [name, feed(i === 0 ? ids : mask)]));
}

function cosines(a: Float32Array, b: Float32Array): number[] {
  return Array.from({ length: a.length / DIMENSION }, (_, row) => {
    let sum = 0;
    for (let i = row * DIMENSION; i < (row + 1) * DIMENSION; i++) sum += (a[i] as number) * (b[i] as number);
    return sum;
  });
}

describe('our own kernels', () => {
  describe.each([
    ['1 thread', 1, loadKernels],
    ['3 threads', 3, loadKernels],
    ['3 threads, without relaxed vector instructions', 3, plainKernels],
  ])('with %s', (_, threads, kernelsFor) => {
    it('run in an isolated page, which may share memory', () => {
      expect(crossOriginIsolated).toBe(true);
    });

    it.each(Object.keys(VISION).filter((name) => !name.includes('mobileclip')))(
      '%s matches onnxruntime for each image',
      async (name) => {
        const [own, trusted] = await encodersOf(PICTURES, VISION[name] as string, threads, kernelsFor);
        const all = images(COUNT);
        const rows = await embed(own, all, COUNT);
        const length = all.length / COUNT;
        for (let i = 0; i < COUNT; i++) {
          const one = all.slice(i * length, (i + 1) * length);
          const row = rows.slice(i * DIMENSION, (i + 1) * DIMENSION);
          // A neighbour in the batch must not change the embedding.
          expect(await embed(own, one, 1)).toEqual(row);
          expect(Math.min(...cosines(row, await embed(trusted, one, 1)))).toBeGreaterThan(0.99999);
        }
        await Promise.all([own.release(), trusted.release()]);
      },
    );

    it.each(Object.keys(TEXT))('%s matches onnxruntime for each text', async (name) => {
      const options = textsOf(name);
      const [own, trusted] = await encodersOf(options, TEXT[name] as string, threads, kernelsFor);
      const { tokens } = options.takes;
      const lengths = tokens.length > 1 ? [...tokens, 3, 4, 5, 9, 16, 31] : tokens;
      for (const length of lengths) {
        // The end token of these families, or an ordinary token.
        for (const last of /open|fashion|eva02|mobile|recipe/.test(name) ? [577, 7] : [2, 102]) {
          const feeds = (count: number) => textFeeds(own.inputs, count, length, last);
          const all = feeds(COUNT);
          const rows = await (await own.run(all, COUNT))();
          for (let i = 0; i < COUNT; i++) {
            const row = rows.slice(i * DIMENSION, (i + 1) * DIMENSION);
            const one = Object.fromEntries(
              Object.entries(all).map(([name, { data }]) => [
                name,
                { type: 'int64', data: data.slice(i * length, (i + 1) * length), dims: [1, length] } as const,
              ]),
            );
            expect(Math.min(...cosines(row, await (await trusted.run(one, 1))()))).toBeGreaterThan(0.99999);
          }
        }
      }
      await Promise.all([own.release(), trusted.release()]);
    });
  });
});

describe.each([
  ['this processor', loadKernels],
  ['processors without relaxed vector instructions', plainKernels],
])('on %s, of the bundled model', (_, kernelsFor) => {
  const pocket = (kind: string, dtype: string): string =>
    `${location.origin}/models/pocket/onnx/${kind}_model_${dtype}.onnx`;
  const cosine = (a: Float32Array, b: Float32Array): number =>
    a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);

  it.each(['quantized', 'fp16'])('texts in %s match onnxruntime', async (dtype) => {
    const texts = { ...textsOf(''), dimension: 256, takes: { tokens: [2, 32] } };
    const [own, trusted] = await encodersOf(texts, pocket('text', dtype), 1, kernelsFor);
    for (const length of [2, 3, 8, 32]) {
      const feeds = textFeeds(own.inputs, 1, length, 6200);
      const [row, other] = [await (await own.run(feeds, 1))(), await (await trusted.run(feeds, 1))()];
      expect(cosine(row, other)).toBeGreaterThan(0.99999);
    }
    await Promise.all([own.release(), trusted.release()]);
  });

  it.each(['quantized', 'fp16'])('images in %s match onnxruntime', async (dtype) => {
    const size = 128;
    const pictures = { ...PICTURES, dimension: 256, takes: { size } };
    const [own, trusted] = await encodersOf(pictures, pocket('vision', dtype), 2, kernelsFor);
    for (const amplitude of [0.1, 1, 3]) {
      const data = Float32Array.from({ length: 2 * 3 * size * size }, () => amplitude * random());
      const feeds = { pixel_values: { type: 'float32', data, dims: [2, 3, size, size] } } as const;
      const [rows, others] = [await (await own.run(feeds, 2))(), await (await trusted.run(feeds, 2))()];
      for (const start of [0, 256]) {
        const row = rows.subarray(start, start + 256);
        expect(cosine(row, others.subarray(start, start + 256))).toBeGreaterThan(0.99999);
      }
    }
    await Promise.all([own.release(), trusted.release()]);
  });
});

it('match onnxruntime in the last hidden layer', async () => {
  const url = new URL('../../fixtures/fashion-clip/model/onnx/text_model_int8.onnx', import.meta.url).href;
  const [own, trusted] = await encodersOf(textsOf(url), url, 1, loadKernels);
  expect(own.outputs).toEqual(['text_embeds', 'last_hidden_state']);
  expect(trusted.outputs).toEqual(own.outputs);
  // onnxruntime quantises all texts of a batch by one range.
  const feeds = textFeeds(own.inputs, 1, 77, 577);
  const [states, expected] = [await own.runForStates(feeds, 1), await trusted.runForStates(feeds, 1)];
  const [{ pooled, hidden }, other] = [await states(), await expected()];
  expect([pooled.length, hidden.length]).toEqual([DIMENSION, 77 * DIMENSION]);
  for (const [one, its] of [
    [pooled, other.pooled],
    [hidden, other.hidden],
  ] as const) {
    const rows = (values: Float32Array) => asEmbeddings(values.slice(), values.length / DIMENSION, DIMENSION);
    expect(Math.min(...cosines(rows(one), rows(its)))).toBeGreaterThan(0.99999);
  }
  await Promise.all([own.release(), trusted.release()]);
});

it('skip the padding of a text', async () => {
  const name = './fixtures/text/openai-clip.onnx';
  const options = { ...textsOf(name), files: await fetched(TEXT[name] as string), threads: 1 };
  const own = (await OwnEncoder.load(options)) as Encoder;
  const { input_ids } = textFeeds(own.inputs, 2, 9, 577);
  const { data } = input_ids as { data: BigInt64Array<ArrayBuffer> };
  const feed = (data: BigInt64Array<ArrayBuffer>, count: number, lengths?: number[]) =>
    ({ type: 'int64', data, dims: [count, data.length / count], ...(lengths && { lengths }) }) as const;
  const both = await (await own.run({ input_ids: feed(data, 2, [5, 9]) }, 2))();
  const first = await (await own.run({ input_ids: feed(data.slice(0, 5), 1) }, 1))();
  const second = await (await own.run({ input_ids: feed(data.slice(9), 1) }, 1))();
  expect([...both]).toEqual([...first, ...second]);
  await own.release();
});

it('leave a model with unsupported operators to onnxruntime', async () => {
  const url = VISION['./fixtures/vision/mobileclip.onnx'] as string;
  expect(await OwnEncoder.load({ ...PICTURES, files: await fetched(url), threads: 1 })).toBeUndefined();
});

it.each([
  ['a file that is not ONNX', new TextEncoder().encode('{"a": 1}')],
  ['an empty model', new Uint8Array()],
  [
    'a model with a huge constant',
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
])('leave %s to onnxruntime, which explains the problem', async (_, bytes) => {
  const files = filesOf(bytes as Uint8Array<ArrayBuffer>);
  expect(await OwnEncoder.load({ ...PICTURES, files, threads: 1 })).toBeUndefined();
});
